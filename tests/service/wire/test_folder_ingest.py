"""Folder ingest: from files to the ledger."""

import json
import os
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gaoqian import Tagger
from gaoqian.errors import PluginError
from gaoqian.readers import plan_path
from gaoqian_service.errors import DatabaseError
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import StoryRow
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire import folder_ingest
from gaoqian_service.wire.drop_folder import DropFolder
from gaoqian_service.wire.events import DatabaseUnavailable, Event, FileMoved, StoriesEntered
from gaoqian_service.wire.folder_ingest import FolderIngest
from gaoqian_service.wire.intake import Intake
from gaoqian_service.wire.tagging import InlineTagging


class Desk:
    """An ingest of a folder, with the events that it reports."""

    def __init__(self, folder: Path, database: Database, tagger: Tagger) -> None:
        self.folder = folder
        self.database = database
        self.events: list[Event] = []
        self.intake = Intake(database, InlineTagging(Serving(tagger)), [])
        drop = DropFolder(folder, 1, trusts_clock=True)
        self.ingest = FolderIngest(drop, self.intake, self.events.append)

    def drop(self, name: str, *guids: str) -> None:
        """Drop a file with a story for each guid."""
        lines = [json.dumps({"id": guid, "body": f"{guid}：楼道被堵。"}) for guid in guids]
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        os.utime(path, (time.time() - 60,) * 2)

    @property
    def stories(self) -> int:
        """How many versions are in the ledger."""
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(StoryRow)) or 0

    @property
    def moved(self) -> list[str]:
        """Where files went, in order."""
        events = (event for event in self.events if isinstance(event, FileMoved))
        return [f"{event.path.parent.name}/{event.path.name}" for event in events]


@pytest.fixture
def desk(tmp_path: Path, database: Database, tagger: Tagger) -> Desk:
    """An empty folder and an empty ledger."""
    folder = tmp_path / "in"
    folder.mkdir()
    return Desk(folder, database, tagger)


def test_files_larger_than_a_batch_are_moved_once_all_is_entered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small files share a batch; a failure counts for its own file alone."""
    monkeypatch.setattr(folder_ingest, "_TOGETHER", 3)
    desk.drop("a.jsonl", *(f"a{n}" for n in range(700)))
    desk.drop("b.jsonl", "b")
    (desk.folder / "c.txt").write_bytes(b"\xff\xfe\x00")
    os.utime(desk.folder / "c.txt", (time.time() - 50,) * 2)
    desk.drop("d.jsonl", "d")
    assert desk.ingest.clear() == 702
    assert desk.stories == 702
    assert sorted(desk.moved) == [
        "_ERROR/c.txt",
        "_PROCESSED/a.jsonl",
        "_PROCESSED/b.jsonl",
        "_PROCESSED/d.jsonl",
    ]
    assert desk.ingest.failures == 1
    assert not desk.ingest.is_clear
    assert desk.ingest.clear() == 0
    assert desk.ingest.is_clear


def test_reader_that_fails_keeps_no_other_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it raises is the reason beside its file."""

    def plan(path: Path) -> object:
        if path.name == "odd.txt":
            raise KeyError("head")
        if path.name == "plugin.txt":
            raise PluginError("offered by two")
        return plan_path(path)

    monkeypatch.setattr(folder_ingest, "plan_path", plan)
    for name in ("odd.txt", "plugin.txt"):
        desk.drop(name, "x")
    desk.drop("good.jsonl", "good")
    desk.ingest.clear()
    assert desk.stories == 1
    reasons = (desk.folder / "_ERROR" / "odd.txt.reason.txt").read_text(encoding="utf-8")
    assert "reader failed: KeyError: 'head'" in reasons
    assert "offered by two" in (desk.folder / "_ERROR" / "plugin.txt.reason.txt").read_text()


def test_database_that_is_away_is_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file stays until all of it is in the ledger; an end leaves it where it is."""
    desk.drop("a.jsonl", "a")
    finish = desk.intake.finish
    away = [True]

    def failing(begun: object) -> object:
        if away:
            away.pop()
            raise DatabaseError("the database does not answer")
        return finish(begun)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.intake, "finish", failing)
    assert desk.ingest.clear() == 1
    kinds = [type(event) for event in desk.events]
    assert kinds == [DatabaseUnavailable, StoriesEntered, FileMoved]
    desk.drop("b.jsonl", "b")
    away.append(True)
    desk.ingest.ending.set()
    assert desk.ingest.clear() == 0
    assert (desk.folder / "b.jsonl").exists()
    assert desk.ingest.is_clear
