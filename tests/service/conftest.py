"""An application over the trained bundle."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from gaoqian_service.http.app import create_app
from gaoqian_service.records.database import Database, open_database
from gaoqian_service.records.schema import upgrade_schema
from gaoqian_service.settings import Settings
from postgres import Postgres


@pytest.fixture(scope="session")
def client(models_folder: Path) -> Iterator[TestClient]:
    """A client that gets 500 as an answer, as a caller would."""
    app = create_app(Settings(models=models_folder))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server that nobody stops."""
    server = Postgres(durable=False)
    yield server
    server.close()


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A PostgreSQL server to stop and start."""
    server = Postgres()
    yield server
    server.close()


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """The URL of an empty PostgreSQL database."""
    return postgres.create_database()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaoqian.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with its tables, made by the migrations."""
    database = open_database(database_url)
    upgrade_schema(database)
    yield database
    database.close()


@pytest.fixture
def newsroom(models_folder: Path, database: Database) -> Iterator[TestClient]:
    """A client of a service that logs decisions, with their texts, into an empty database."""
    settings = Settings(
        models=models_folder,
        database_url=SecretStr(database.engine.url.render_as_string(hide_password=False)),
        log_decisions=True,
        keep_texts=True,
    )
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client
