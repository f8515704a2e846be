"""Copy from RSS and Atom feeds: each entry becomes an article."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import stamina

from gaoqian.json import encode
from gaoqian_service.errors import PullError
from gaoqian_service.threads import in_thread
from gaoqian_service.wire.feeding_services.entries import article_of
from gaoqian_service.wire.feeding_services.feeding_service import shown, split_address
from gaoqian_service.wire.feeding_services.landing import landing, landing_name
from gaoqian_service.wire.feeding_services.records import PullRecords

if TYPE_CHECKING:
    from httpx2 import AsyncClient, Response

_SECONDS = 20
_ATTEMPTS = 3
#: A feed of a few hundred whole articles stays below.
_MAX_BYTES = 16 << 20
#: What a server answers where asking again soon may help.
_PASSING = {408, 429, 500, 502, 503, 504}
#: The headers by which a server knows what we have, and those that say so.
_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_AGENT = "gaoqian (+RSS, Atom)"


class _PassingError(PullError):
    """What may be over in a second."""


class RssFeedingService:
    """A feed at an address.

    What the server says is unchanged is not sent again; entries that stand in it unchanged are
    left out.

    Args:
        url: ``http://`` or ``https://``; user and password stand in it where the server asks.
        records: What was fetched before.

    Raises:
        ServiceSettingsError: it is no such address.
    """

    def __init__(self, url: str, records: PullRecords) -> None:
        parts = split_address(url, "--feed", ("http", "https"))
        self._url = url
        self._records = records
        # Feeds may differ in nothing but the query, which may hold a key.
        self._name = shown(parts)
        if parts.query:
            self._name += f"?{sha256(parts.query.encode()).hexdigest()[:8]}"

    @property
    def name(self) -> str:
        """The address without user and password, and with a digest of the query."""
        return self._name

    async def pull(self, folder: Path) -> int:
        """Write entries that are new or changed as one JSON Lines file."""
        known = await in_thread(self._records.stamps, self.name)
        answer = await self._fetch(known)
        if answer is None:
            return 0
        content, stamps = answer
        lines = await in_thread(self._read, content)
        fresh = {name: line for name, line in lines.items() if known.get(name) != _digest(line)}
        if fresh:
            await in_thread(self._land, folder, list(fresh.values()))
        stamps |= {name: _digest(line) for name, line in fresh.items()}
        await in_thread(self._records.remember, self.name, stamps)
        return int(bool(fresh))

    def _land(self, folder: Path, lines: list[bytes]) -> None:
        text = b"".join(line + b"\n" for line in lines)
        host = urlsplit(self._url).hostname
        try:
            with landing(folder, landing_name(f"{host}.jsonl", self.name, _digest(text))) as file:
                file.write(text)
        except OSError as error:
            raise PullError(f"{self.name}: {folder}: {error.strerror or error}") from error

    async def _fetch(self, known: Mapping[str, str]) -> tuple[bytes, dict[str, str]] | None:
        """Return the feed and its validators, or None where it is what we have."""
        import httpx2

        headers = {header: known[name] for name, header in _VALIDATORS.items() if known.get(name)}
        headers["User-Agent"] = _AGENT
        async with httpx2.AsyncClient(timeout=_SECONDS, follow_redirects=True) as client:
            async for attempt in stamina.retry_context(on=_PassingError, attempts=_ATTEMPTS):
                with attempt:
                    try:
                        return await self._ask(client, headers)
                    except httpx2.HTTPError as error:
                        reason = str(error) or type(error).__name__
                        raise _PassingError(f"{self.name}: {reason}") from error
        raise AssertionError  # the last attempt raises

    async def _ask(
        self, client: "AsyncClient", headers: Mapping[str, str]
    ) -> tuple[bytes, dict[str, str]] | None:
        async with client.stream("GET", self._url, headers=headers) as response:
            if response.status_code == 304:
                return None
            if not response.is_success:
                kind = _PassingError if response.status_code in _PASSING else PullError
                raise kind(f"{self.name}: answered {response.status_code}, expected a feed")
            content = await self._whole(response)
            stamps = {name: response.headers.get(name, "") for name in _VALIDATORS}
            return content, stamps

    async def _whole(self, response: "Response") -> bytes:
        content = bytearray()
        async for block in response.aiter_bytes():
            content += block
            if len(content) > _MAX_BYTES:
                raise PullError(f"{self.name}: is larger than {_MAX_BYTES} bytes, expected less")
        return bytes(content)

    def _read(self, content: bytes) -> dict[str, bytes]:
        """Return the line of each entry by a digest of what names it."""
        return {
            sha256((article["id"] or article["headline"]).encode()).hexdigest()[:40]: encode(
                article
            )
            for article in self._articles(content)
        }

    def _articles(self, content: bytes) -> Iterator[dict[str, Any]]:
        import feedparser

        found = feedparser.parse(BytesIO(content))
        if not found.entries and not found.get("version"):
            raise PullError(f"{self.name}: is neither RSS nor Atom, expected one of the two")
        language = found.feed.get("language", "")
        # A feed has the newest first, a newsroom the oldest.
        for entry in reversed(found.entries):
            if article := article_of(entry, language):
                yield article


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:40]
