"""``gaoqian wire watch``: from a dropped file to a delivered slip."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from commandline import GAOQIAN, Outcome, call_gaoqian

_PATIENCE_SECONDS = 60


class Wire:
    """A drop folder with a ledger of its own."""

    def __init__(self, models: Path, root: Path) -> None:
        self.folder = root / "来稿"
        self.folder.mkdir()
        self.options = ["--models", str(models), "--data", str(root / "data")]

    def drop(self, name: str, content: str) -> Path:
        """Drop a file that is stable; a watcher never sees it with the time of its writing."""
        hidden = self.folder / f".{name}"
        hidden.write_text(content, encoding="utf-8")
        os.utime(hidden, (time.time() - 60,) * 2)
        return hidden.rename(self.folder / name)

    def once(self, *options: str | Path) -> Outcome:
        """Run it once."""
        return call_gaoqian("wire", "watch", self.folder, "--once", *self.options, *options)

    def delivered(self) -> list[dict[str, Any]]:
        """Return what was delivered by default, in order."""
        files = sorted((self.folder / "_TAGGED").glob("*.jsonl"))
        return [json.loads(line) for path in files for line in path.read_bytes().splitlines()]

    def names(self) -> list[str]:
        """Return all files that are not hidden."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(str(path.relative_to(self.folder)) for path in files if path.name[0] != ".")


@pytest.fixture
def wire(models_folder: Path, tmp_path: Path) -> Wire:
    """An empty drop folder."""
    return Wire(models_folder, tmp_path)


def _line(guid: str, body: str, **fields: Any) -> str:
    record = {"id": guid, "headline": "简讯", "body": body, **fields}
    return json.dumps(record, ensure_ascii=False) + "\n"


def test_story_is_tagged_delivered_and_moved(wire: Wire) -> None:
    """Exit code 0, the file in ``_PROCESSED``, the slip in ``_TAGGED``."""
    wire.drop(
        "a.jsonl", _line("a", "市总工会召开职工代表大会，选举新一届工会委员会。", version="1")
    )
    outcome = wire.once()
    assert outcome.code == 0, outcome.err
    (slip,) = wire.delivered()
    assert (slip["id"], slip["version"]) == ("a", "1")
    assert "labour_union" in {tag["topic"] for tag in slip["tags"]}
    assert [name for name in wire.names() if not name.startswith("_TAGGED")] == [
        "_PROCESSED/a.jsonl"
    ]


def test_bad_file_goes_to_error_and_its_good_stories_out(wire: Wire) -> None:
    """The reason is beside it; other files and a second one of its name are not disturbed."""
    bad = _line("a", "楼道消防通道被堵。") + "{not json\n"
    wire.drop("a.jsonl", bad)
    wire.drop("b.xyz", "什么都不是")
    outcome = wire.once()
    assert outcome.code == 1
    wire.drop("a.jsonl", bad.replace('"a"', '"b"'))
    assert wire.once().code == 1
    assert [slip["id"] for slip in wire.delivered()] == ["a", "b"]
    reason = (wire.folder / "_ERROR" / "a.jsonl.reason.txt").read_text(encoding="utf-8")
    assert "a.jsonl:2: no JSON" in reason
    kept = [name for name in wire.names() if name.startswith("_ERROR")]
    assert {"_ERROR/a-2.jsonl", "_ERROR/a.jsonl", "_ERROR/b.xyz"} <= set(kept)
    assert (wire.folder / "_ERROR" / "a.jsonl").read_text(encoding="utf-8") == bad


def test_unfinished_and_foreign_files_are_let_be(wire: Wire) -> None:
    """Hidden and temporary names, folders and links stay where they are."""
    for name in (".a.jsonl", "b.jsonl.part", "c.txt.tmp", "d.txt~"):
        wire.drop(name, "半")
    (wire.folder / "子目录").mkdir()
    (wire.folder / "link.txt").symlink_to(wire.folder / "b.jsonl.part")
    assert wire.once().code == 0
    assert "link.txt" in wire.names()
    assert wire.delivered() == []


def test_name_that_is_no_utf8(wire: Wire) -> None:
    """Such names come out of old archives; they are read, moved and told like any other."""
    good, bad = (
        os.fsencode(wire.folder) + b"/\xb8\xe5.jsonl",
        os.fsencode(wire.folder) + b"/\xb8.xyz",
    )
    for path, content in ((good, _line("a", "楼道消防通道被堵。")), (bad, "?")):
        Path(os.fsdecode(path)).write_text(content, encoding="utf-8")
        os.utime(path, (time.time() - 60,) * 2)
    assert wire.once().code == 1
    assert [slip["id"] for slip in wire.delivered()] == ["a"]
    assert len(list((wire.folder / "_ERROR").iterdir())) == 2


def test_embargoed_text_goes_nowhere(wire: Wire) -> None:
    """Neither to the target nor to what is told."""
    until = "2999-01-01T00:00:00Z"
    wire.drop("a.jsonl", _line("秘稿", "保密的消防稿件。", embargoed_until=until))
    outcome = wire.once()
    assert outcome.code == 0
    assert wire.delivered() == []
    assert "秘稿" not in outcome.err + outcome.out


def test_versions_reach_the_target_in_order(wire: Wire) -> None:
    """And a canceled story is withdrawn."""
    for number, name in enumerate(("c", "b", "a"), 1):
        path = wire.drop(
            f"{name}.jsonl", _line("a", f"第{number}版的消防稿件。", version=str(number))
        )
        os.utime(path, (time.time() - 60 + number,) * 2)
    wire.once()
    wire.drop("z.jsonl", _line("a", "", version="4", pub_status="canceled"))
    wire.once()
    assert [(slip["version"], slip["status"]) for slip in wire.delivered()][-1] == (
        "4",
        "withdrawn",
    )
    assert [slip["version"] for slip in wire.delivered()] == ["1", "2", "3", "4"]


@pytest.mark.slow
def test_files_that_are_taken_in_several_batches(wire: Wire) -> None:
    """All in order of arrival; what one batch found wrong with a file is known in the next."""
    guids = [[f"{name}{number}" for number in range(700)] for name in "abc"]
    contents = ["".join(_line(guid, f"{guid} 的消防稿。") for guid in some) for some in guids]
    contents[1] = "{not json\n" + contents[1]
    for age, (name, content) in enumerate(zip("cba", contents, strict=True)):
        os.utime(wire.drop(f"{name}.jsonl", content), (time.time() - 60 + age,) * 2)
    assert wire.once("--jobs", "2").code == 1
    assert [slip["id"] for slip in wire.delivered()] == [guid for some in guids for guid in some]
    moved = [name for name in wire.names() if not name.startswith("_TAGGED")]
    assert moved == [
        "_ERROR/b.jsonl",
        "_ERROR/b.jsonl.reason.txt",
        "_PROCESSED/a.jsonl",
        "_PROCESSED/c.jsonl",
    ]


def test_ninjs_is_one_file_a_story(wire: Wire) -> None:
    """Its name leads nowhere, whatever the guid, and sending again replaces it."""
    guids = ["../../etc/passwd", "urn:a/b", "a.b", "a b"]
    wire.drop("a.jsonl", "".join(_line(guid, f"{guid} 的消防稿。") for guid in guids))
    target = wire.folder.parent / "out"
    assert wire.once("--deliver", target, "--format", "ninjs").code == 0
    found = [json.loads(path.read_bytes())["uri"] for path in target.iterdir()]
    assert len(found) == len(guids)


def test_editor_outranks_the_model(wire: Wire, tmp_path: Path) -> None:
    """The last feedback on the guid goes out as the editor's topics."""
    from gaoqian_service.records.feedback import Feedback, store_feedback
    from gaoqian_service.records.schema import prepare_database

    database = prepare_database(f"sqlite:///{tmp_path / 'data' / 'gaoqian.db'}")
    said = Feedback(
        article="a", version="1", text_hash="sha256:0", topics=frozenset({"fitness"}), editor="li"
    )
    store_feedback(database, said, "cms")
    database.close()
    wire.drop("a.jsonl", _line("a", "楼道消防通道被堵，居民盼整改。", version="2"))
    assert wire.once().code == 0
    assert wire.delivered()[0]["editor_topics"] == ["fitness"]


def test_second_watcher_is_locked_out(wire: Wire) -> None:
    """One line, and exit code 2."""
    with FileLock(wire.folder / ".gaoqian-wire.lock"):
        outcome = wire.once()
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert "watched by another process" in outcome.err


def _is_delivered(wire: Wire, guid: str) -> bool:
    return guid in {slip["id"] for slip in wire.delivered()}


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("options", [[], ["--poll"], ["--jobs", "2"]])
def test_watcher_takes_what_comes_and_ends_when_told(wire: Wire, options: list[str]) -> None:
    """By the system's word or by looking; SIGTERM is a regular end."""
    command: list[str | Path] = [
        GAOQIAN,
        "wire",
        "watch",
        wire.folder,
        "--settle",
        "0.1",
        *options,
        *wire.options,
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "Watching" in process.stderr.readline()
        for name in ("a", "b"):
            wire.drop(f"{name}.jsonl", _line(name, "楼道消防通道被堵，居民盼整改。"))
            _until(partial(_is_delivered, wire, name))
        process.send_signal(signal.SIGTERM)
        assert process.wait(_PATIENCE_SECONDS) == 0
    assert {"_PROCESSED/a.jsonl", "_PROCESSED/b.jsonl"} <= set(wire.names())
