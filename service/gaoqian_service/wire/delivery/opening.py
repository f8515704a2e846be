"""The targets that a command names, made ready, and closed at its end."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from gaoqian_service.wire.delivery.folder import FolderTarget
from gaoqian_service.wire.delivery.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """Where slips go.

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
async def opened_targets(deliveries: Deliveries) -> AsyncIterator[list[Target]]:
    """Make the targets, for a block.

    Raises:
        SettingsError: the format, the address or the secret cannot be used.
    """
    targets: list[Target] = []
    async with AsyncExitStack() as stack:
        if deliveries.folder is not None:
            targets.append(FolderTarget(deliveries.folder, deliveries.form))
        if deliveries.webhook:
            from gaoqian_service.wire.delivery.webhook import Webhook

            webhook = Webhook(deliveries.webhook, deliveries.secret, deliveries.dead_letters)
            stack.push_async_callback(webhook.close)
            targets.append(webhook)
        yield targets
