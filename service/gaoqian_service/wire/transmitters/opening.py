"""Transmitters of a running wire, by their settings."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from gaoqian_service.wire.transmitters.folder import FolderTransmitter
from gaoqian_service.wire.transmitters.transmitter import Transmitter


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmitterSettings:
    """Which targets slips are sent to.

    Attributes:
        folder: A folder for files; None for none.
        form: Their format.
        webhook: An address to post to; empty for none.
        secret: What posts are signed with.
        dead_letters: Folder for what the webhook refuses.
    """

    folder: Path | None
    form: str
    webhook: str
    secret: SecretStr
    dead_letters: Path


@asynccontextmanager
async def open_transmitters(settings: TransmitterSettings) -> AsyncIterator[list[Transmitter]]:
    """Make the transmitters for a block, and close them at its end.

    Raises:
        SettingsError: the format, the address or the secret cannot be used.
    """
    transmitters: list[Transmitter] = []
    async with AsyncExitStack() as stack:
        if settings.folder is not None:
            transmitters.append(FolderTransmitter(settings.folder, settings.form))
        if settings.webhook:
            from gaoqian_service.wire.transmitters.webhook import WebhookTransmitter

            webhook = WebhookTransmitter(settings.webhook, settings.secret, settings.dead_letters)
            stack.push_async_callback(webhook.close)
            transmitters.append(webhook)
        yield transmitters
