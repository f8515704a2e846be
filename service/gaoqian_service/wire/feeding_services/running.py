"""Feeding services of a running wire: polled regularly, with errors in the ledger."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from gaoqian import GaoqianError
from gaoqian.readers import ReadFailure
from gaoqian_service.errors import DatabaseError
from gaoqian_service.polling import polling
from gaoqian_service.records.database import Database
from gaoqian_service.threads import in_thread
from gaoqian_service.wire.feeding_services.feeding_service import FeedingService
from gaoqian_service.wire.feeding_services.feeds import RssFeedingService
from gaoqian_service.wire.feeding_services.ftp import FtpFeedingService
from gaoqian_service.wire.feeding_services.records import PullRecords
from gaoqian_service.wire.ledger.entering import note_failures


@dataclass(frozen=True, slots=True)
class FeedingSettings:
    """Which servers copy is fetched from.

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


class FeedingServices:
    """The feeding services of a running wire; each is polled by itself, errors go to the ledger.

    Args:
        settings: Which servers.
        database: Holds what was fetched, and errors.
        folder: The drop folder.

    Raises:
        ServiceSettingsError: an address is invalid.
    """

    def __init__(self, settings: FeedingSettings, database: Database, folder: Path) -> None:
        records = PullRecords(database)
        self._services: tuple[FeedingService, ...] = (
            *(FtpFeedingService(url, records, delete=settings.deletes) for url in settings.ftp),
            *(RssFeedingService(url, records) for url in settings.feeds),
        )
        self._seconds = settings.every_seconds
        self._database = database
        self._folder = folder

    async def pull_twice(self, settle_seconds: float) -> None:
        """Pull from each twice: a file on an FTP server must be the same in two looks.

        Args:
            settle_seconds: Between the two.
        """
        if self._services:
            await self._pull_all()
            await asyncio.sleep(settle_seconds)
            await self._pull_all()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Pull from each at once and then regularly, as long as the block lasts.

        One that fails, or takes long, does not delay the others.
        """
        async with AsyncExitStack() as stack:
            for service in self._services:
                pull = partial(self._pull, service)
                await stack.enter_async_context(polling(pull, self._seconds, at_once=True))
            yield

    async def _pull_all(self) -> None:
        await asyncio.gather(*map(self._pull, self._services))

    async def _pull(self, service: FeedingService) -> None:
        try:
            await service.pull(self._folder)
        except GaoqianError as error:
            click.echo(f"{error.title} Not pulled：{error}", err=True)
            if not isinstance(error, DatabaseError):
                await in_thread(self._note, ReadFailure(service.name, str(error)))

    def _note(self, failure: ReadFailure) -> None:
        with self._database.begin() as session:
            note_failures(session, [failure], datetime.now(UTC))
