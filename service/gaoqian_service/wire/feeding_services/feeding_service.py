"""Feeding service: fetches copy from one server into the drop folder."""

from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from gaoqian_service.errors import ServiceSettingsError


class FeedingService(Protocol):
    """Fetches new copy from one server into the drop folder."""

    @property
    def name(self) -> str:
        """Its address as it may be shown: without password and query."""

    async def pull(self, folder: Path) -> int:
        """Put what is new there into the drop folder, and return how many files that were.

        Raises:
            PullError: the source, or one of its files, cannot be fetched now.
            DatabaseError: the database does not say what was fetched before.
        """


def split_address(url: str, option: str, schemes: tuple[str, ...]) -> SplitResult:
    """Parse a server's address.

    Args:
        url: The address; it may hold a password.
        option: Where it was given, for the message.
        schemes: What it may begin with.

    Raises:
        ServiceSettingsError: it is no such address; the message does not repeat it.
    """
    expected = " or ".join(f"{scheme}://host/…" for scheme in schemes)
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise ServiceSettingsError(f"{option}: expected {expected}, got no address") from error
    if parts.scheme not in schemes or not usable:
        got = f"the scheme {parts.scheme!r}" if usable else "no host"
        raise ServiceSettingsError(f"{option}: expected {expected}, got {got}")
    return parts


def shown(parts: SplitResult) -> str:
    """Return an address without user, password and query."""
    host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else str(parts.hostname)
    port = f":{parts.port}" if parts.port is not None else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"
