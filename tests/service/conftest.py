"""An application over the trained bundle."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gaoqian_service.app import create_app
from gaoqian_service.records.database import Database, open_database
from gaoqian_service.records.tables import Table
from gaoqian_service.settings import Settings


@pytest.fixture(scope="session")
def client(models_folder: Path) -> Iterator[TestClient]:
    """A client that gets 500 as an answer, as a caller would."""
    app = create_app(Settings(models=models_folder))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database with its tables."""
    database = open_database(f"sqlite:///{tmp_path / 'gaoqian.db'}")
    Table.metadata.create_all(database.engine)
    yield database
    database.close()
