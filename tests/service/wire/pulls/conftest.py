"""What was pulled before, in a database of its own."""

from collections.abc import Iterator

import pytest

from gaoqian_service.records.schema import prepare_database
from gaoqian_service.wire.pulls.records import PullRecords


@pytest.fixture
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PullRecords]:
    """The table of pulls, empty."""
    folder = tmp_path_factory.mktemp("pulls")
    database = prepare_database(f"sqlite:///{folder / 'gaoqian.db'}")
    yield PullRecords(database)
    database.close()
