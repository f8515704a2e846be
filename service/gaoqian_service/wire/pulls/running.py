"""The pulls of a running wire: sources by their addresses, and errors into the ledger."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from gaoqian import GaoqianError
from gaoqian.readers import ReadFailure
from gaoqian_service.errors import DatabaseError
from gaoqian_service.records.database import Database
from gaoqian_service.threads import in_thread
from gaoqian_service.wire.ledger.entering import note_failures
from gaoqian_service.wire.pulls.feeds import Feed
from gaoqian_service.wire.pulls.ftp import FtpFolder
from gaoqian_service.wire.pulls.pulling import pull_all, pulling
from gaoqian_service.wire.pulls.records import PullRecords


@dataclass(frozen=True, slots=True)
class PullSettings:
    """What is pulled into a drop folder.

    Attributes:
        ftp: Addresses of FTP folders.
        feeds: Addresses of feeds.
        every_seconds: How often they are looked at.
        deletes: Whether files are deleted on FTP servers once they are fetched.
    """

    ftp: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    every_seconds: float = 60.0
    deletes: bool = False


class Pulls:
    """Pulls into a drop folder.

    Args:
        settings: From where.
        database: Where it is kept what was pulled, and what went wrong.
        folder: The drop folder.

    Raises:
        ServiceSettingsError: an address is none.
    """

    def __init__(self, settings: PullSettings, database: Database, folder: Path) -> None:
        memory = PullRecords(database)
        self._sources: tuple[FtpFolder | Feed, ...] = (
            *(FtpFolder(url, memory, delete=settings.deletes) for url in settings.ftp),
            *(Feed(url, memory) for url in settings.feeds),
        )
        self._seconds = settings.every_seconds
        self._database = database
        self._folder = folder

    async def once(self, settle_seconds: float) -> None:
        """Look twice, since a file on an FTP server must be the same in two looks."""
        if self._sources:
            await pull_all(self._sources, self._folder, self._tell)
            await asyncio.sleep(settle_seconds)
            await pull_all(self._sources, self._folder, self._tell)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look again and again, as long as the block lasts."""
        async with pulling(self._sources, self._folder, self._seconds, self._tell):
            yield

    async def _tell(self, name: str, error: GaoqianError) -> None:
        click.echo(f"{error.title} Not pulled：{error}", err=True)
        if not isinstance(error, DatabaseError):
            await in_thread(self._note, ReadFailure(name, str(error)))

    def _note(self, failure: ReadFailure) -> None:
        with self._database.begin() as session:
            note_failures(session, [failure], datetime.now(UTC))
