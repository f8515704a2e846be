"""The migration of article signatures from 64 permutations to 96."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import insert, text

from gaoqian.near_duplicates import MinHash
from gaoqian_service.records import migrations
from gaoqian_service.records.database import Database, open_database
from gaoqian_service.records.schema import upgrade_schema
from gaoqian_service.records.tables import ArticleRow

_STORY = (
    "入冬前，柳溪街道给七十二户独居老人家里装上独立式感烟报警器，网格员逐户查电线、清楼道杂物。"
)
#: As releases up to revision 0003 wrote them: 64 values of 4 bytes.
_OLD = bytes(range(256))


def _migrate(database: Database, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    with database.begin() as session:
        config.attributes["connection"] = session.connection()
        step = command.downgrade if revision.startswith("-") else command.upgrade
        step(config, revision)


def _add(database: Database, name: str, **columns: Any) -> None:
    row = {
        "article": name,
        "version": "",
        "text_hash": f"sha256:{name}",
        "headline": None,
        "body": None,
        "signature": _OLD,
        "seen_at": datetime(2026, 12, 1, tzinfo=UTC),
    }
    with database.begin() as session:
        session.execute(insert(ArticleRow).values(row | columns))


def _signatures(database: Database) -> dict[str, bytes | None]:
    with database.read() as session:
        rows = session.execute(text("SELECT article, signature FROM articles ORDER BY id"))
        return {name: None if data is None else bytes(data) for name, data in rows}


def test_signatures_are_computed_anew(database_url: str) -> None:
    """From the stored text where there is one; where there is none, they are forgotten."""
    database = open_database(database_url)
    _migrate(database, "0003")
    _add(database, "stored", headline="烟感进楼道", body=_STORY)
    _add(database, "without a headline", body=_STORY)
    _add(database, "empty", headline="", body="")
    _add(database, "not stored")
    _add(database, "never seen", signature=None)
    upgrade_schema(database)
    assert _signatures(database) == {
        "stored": MinHash.of("烟感进楼道", _STORY).to_bytes(),
        "without a headline": MinHash.of("", _STORY).to_bytes(),
        "empty": MinHash.of("", "").to_bytes(),
        "not stored": None,
        "never seen": None,
    }
    database.close()


def test_all_of_many_articles_are_migrated(tmp_path: Path) -> None:
    """Also those beyond the first portion, and behind a gap in the numbers."""
    database = open_database(f"sqlite:///{tmp_path / 'gaoqian.db'}")
    _migrate(database, "0003")
    for number in range(1_203):
        if number % 3:
            _add(database, f"{number}", headline=f"{number}", body=_STORY)
        else:
            _add(database, f"{number}")
    upgrade_schema(database)
    signatures = _signatures(database)
    assert all((signatures[str(number)] is None) == (number % 3 == 0) for number in range(1_203))
    assert signatures["1202"] == MinHash.of("1202", _STORY).to_bytes()
    database.close()


def test_going_back_forgets_signatures(tmp_path: Path) -> None:
    """An earlier program takes NULL for a text that it has not seen, and no other length."""
    database = open_database(f"sqlite:///{tmp_path / 'gaoqian.db'}")
    upgrade_schema(database)
    _add(database, "stored", body=_STORY, signature=MinHash.of("", _STORY).to_bytes())
    _migrate(database, "-1")
    assert _signatures(database) == {"stored": None}
    database.close()
