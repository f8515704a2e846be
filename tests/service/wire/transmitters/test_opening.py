"""Transmitters by their settings."""

import asyncio
from base64 import b64encode
from pathlib import Path

import pytest
from pydantic import SecretStr

from gaoqian_service.errors import ServiceSettingsError
from gaoqian_service.wire.transmitters.opening import TransmitterSettings, open_transmitters

_SECRET = SecretStr("whsec_" + b64encode(b"twenty-four random bytes").decode())


def _names(folder: Path | None, webhook: str, secret: SecretStr = _SECRET) -> list[str]:
    settings = TransmitterSettings(
        folder=folder,
        form="jsonl",
        webhook=webhook,
        secret=secret,
        dead_letters=Path("dead"),
    )

    async def names() -> list[str]:
        async with open_transmitters(settings) as transmitters:
            return [each.name for each in transmitters]

    return asyncio.run(names())


def test_each_setting_opens_one(tmp_path: Path) -> None:
    """A folder, a webhook, both, or nothing; no name holds the webhook's path."""
    assert _names(None, "") == []
    both = _names(tmp_path, "https://desk.example/hook?key=s3cret")
    assert [name.partition(":")[0] for name in both] == ["folder", "webhook"]
    assert "s3cret" not in str(both)
    assert _names(tmp_path, "") == both[:1]


def test_webhook_without_a_secret_is_refused() -> None:
    """Before anything is sent."""
    with pytest.raises(ServiceSettingsError, match="GAOQIAN_WEBHOOK_SECRET"):
        _names(None, "https://desk.example/hook", SecretStr(""))
