"""The wire as it runs: its parts put together, and ended by a signal."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from gaoqian import ModelStore
from gaoqian_service.polling import polling
from gaoqian_service.records.database import Database
from gaoqian_service.records.schema import prepare_database
from gaoqian_service.serving.activation import Activation
from gaoqian_service.serving.loading import load_first
from gaoqian_service.serving.serving import Serving
from gaoqian_service.settings import database_address
from gaoqian_service.wire.drop_folder import DropFolder
from gaoqian_service.wire.events import EventListener
from gaoqian_service.wire.feeding_services.running import FeedingServices, FeedingSettings
from gaoqian_service.wire.folder_ingest import FolderIngest
from gaoqian_service.wire.intake import Intake
from gaoqian_service.wire.publish_queue import PublishQueue
from gaoqian_service.wire.slips import SlipBuilder
from gaoqian_service.wire.tagging import InlineTagging, ProcessTagging, Tagging
from gaoqian_service.wire.transmitters import Transmitter
from gaoqian_service.wire.watching import clear_once, look_again, look_at_changes, watch

#: How often the champion's pointer is looked at.
_FOLLOW_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WireSettings:
    """Settings of the wire, whatever feeds it.

    Attributes:
        models: Folder of bundles.
        model: Version that tags; empty means the champion, followed as it changes.
        database_url: See `settings.database_address`.
        data: Folder of the default database.
        jobs: Processes that tag; 1 is this one.
    """

    models: Path
    model: str
    database_url: str
    data: Path
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSettings:
    """Settings of watching a folder.

    Attributes:
        wire: Settings of the wire.
        settle_seconds: How long a file must be unchanged to count as stable.
        polls: Whether to look regularly instead of relying on notifications of the system.
        once: Whether to end once everything that is there was ingested.
        feeding: Which servers copy is fetched from.
    """

    wire: WireSettings
    settle_seconds: float
    polls: bool
    once: bool
    feeding: FeedingSettings = field(default_factory=FeedingSettings)


@dataclass(frozen=True, slots=True)
class Wire:
    """The parts of a running wire.

    Attributes:
        database: Where the ledger is.
        intake: Enters stories.
        publish_queue: Delivers them.
        listener: Gets all events.
    """

    database: Database
    intake: Intake
    publish_queue: PublishQueue
    listener: EventListener


@asynccontextmanager
async def open_wire(
    settings: WireSettings, targets: Sequence[Transmitter], listener: EventListener
) -> AsyncIterator[Wire]:
    """Assemble the wire, and follow the champion, as long as the block lasts.

    Raises:
        BundleError: there is no bundle, or it cannot be used here.
        SettingsError: the database cannot be used as it is.
        DatabaseError: the database does not answer.
    """
    store = ModelStore(settings.models)
    with ExitStack() as stack:
        address = database_address(settings.database_url, settings.data)
        database = stack.enter_context(closing(prepare_database(address)))
        serving = Serving(load_first(store, settings.model))
        tagging = stack.enter_context(_tagging(serving, settings))
        activation = Activation(store, serving, settings.model, lambda now, before: None)
        intake = Intake(database, tagging, [target.name for target in targets])
        publish_queue = PublishQueue(database, targets, SlipBuilder(store, serving), listener)
        async with polling(activation.follow, _FOLLOW_SECONDS):
            yield Wire(database, intake, publish_queue, listener)


@contextmanager
def _tagging(serving: Serving, settings: WireSettings) -> Iterator[Tagging]:
    if settings.jobs == 1:
        yield InlineTagging(serving)
        return
    with ProcessTagging(serving, settings.models, settings.jobs) as tagging:
        yield tagging


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and Ctrl-C set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


async def run_watch(
    settings: WatchSettings,
    folder: DropFolder,
    targets: Sequence[Transmitter],
    listener: EventListener,
) -> bool:
    """Watch a folder until SIGTERM or Ctrl-C, or once; false if there was a failure.

    Raises:
        WireError: the folder cannot be worked on.
        GaoqianError: see `open_wire`.
    """
    stop = stop_on_signals()
    async with open_wire(settings.wire, targets, listener) as wire:
        drop = FolderIngest(folder, wire.intake, wire.listener)
        ending = asyncio.create_task(_pass_on(stop, drop))
        again = max(settings.settle_seconds / 2, 0.1)
        click.echo(
            f"正在看 Watching：{folder.path} → {'、'.join(t.name for t in targets)}", err=True
        )
        feeding = FeedingServices(settings.feeding, wire.database, folder.path)
        try:
            if settings.once:
                await feeding.pull_twice(settings.settle_seconds)
                return await clear_once(drop, wire.publish_queue, look_again(again, stop))
            async with feeding.running():
                if settings.polls:
                    await watch(drop, wire.publish_queue, look_again(max(again, 1.0), stop))
                else:
                    looks = look_at_changes(folder.path, settings.settle_seconds, stop)
                    await watch(drop, wire.publish_queue, looks)
        finally:
            ending.cancel()
    return True


async def _pass_on(stop: asyncio.Event, drop: FolderIngest) -> None:
    await stop.wait()
    drop.ending.set()
