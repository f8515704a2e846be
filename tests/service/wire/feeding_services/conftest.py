"""A database of its own for what was pulled, and a server to pull from."""

from collections.abc import Iterator

import pytest

from feed_site import Site, serving_feed
from gaoqian_service.records.database import Database
from gaoqian_service.records.schema import prepare_database
from gaoqian_service.wire.feeding_services.records import PullRecords


@pytest.fixture
def pulls_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An empty database."""
    folder = tmp_path_factory.mktemp("pulls")
    database = prepare_database(f"sqlite:///{folder / 'gaoqian.db'}")
    yield database
    database.close()


@pytest.fixture
def memory(pulls_database: Database) -> PullRecords:
    """The table of pulls, empty."""
    return PullRecords(pulls_database)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with one feed."""
    with serving_feed() as site:
        yield site
