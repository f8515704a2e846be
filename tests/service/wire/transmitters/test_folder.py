"""The folder transmitter."""

import asyncio
import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from gaoqian import SettingsError
from gaoqian.files import UNFINISHED
from gaoqian_service.errors import DeliveryError
from gaoqian_service.wire.transmitters.folder import FolderTransmitter
from slips import ARTICLE, make_slip


def _send(folder: Path, form: str, *articles: object) -> list[Path]:
    slips = [make_slip(replace(ARTICLE, id=f"urn:{one}")) for one in articles]
    asyncio.run(FolderTransmitter(folder, form).send(slips))
    return sorted(folder.iterdir())


def test_batch_is_one_file_in_order(tmp_path: Path) -> None:
    """Names of later batches come behind those of earlier ones."""
    folder = tmp_path / "made" / "out"
    (first,) = _send(folder, "jsonl", "b", "a")
    assert [json.loads(line)["id"] for line in first.read_text().splitlines()] == ["urn:b", "urn:a"]
    assert _send(folder, "jsonl", "c")[0] == first


def test_story_is_one_file_that_replaces_itself(tmp_path: Path) -> None:
    """Named after guid and version; nothing in an identifier leads out of the folder."""
    folder = tmp_path / "x" / "out"
    names = [path.name for path in _send(folder, "ninjs", "a", "../../b")]
    assert len(names) == 2
    assert [path.name for path in _send(folder, "ninjs", "a")] == names
    assert sorted(path.name for path in tmp_path.rglob("*.json")) == names


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    """Once nobody can be writing it any more."""
    old, fresh = (tmp_path / UNFINISHED.format(name) for name in ("old", "fresh"))
    for path, age in ((old, 7200), (fresh, 0)):
        path.write_bytes(b"half")
        os.utime(path, (time.time() - age,) * 2)
    _send(tmp_path, "jsonl", "a")
    assert (old.exists(), fresh.exists()) == (False, True)


def test_name_in_the_ledger_is_bounded(tmp_path: Path) -> None:
    """A long path counts by its digest; another folder has another name."""
    long = tmp_path / ("长" * 80) / ("路" * 80) / ("径" * 80) / ("名" * 80)
    names = {FolderTransmitter(folder, "csv").name for folder in (tmp_path, long, long / "x")}
    assert len(names) == 3
    assert max(map(len, names)) <= 255


def test_folder_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    """The error names it, and the same may be sent later."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DeliveryError, match="file: cannot be written"):
        _send(tmp_path / "file", "jsonl", "a")


def test_unknown_format_is_refused(tmp_path: Path) -> None:
    """Before anything is sent."""
    with pytest.raises(SettingsError, match="'docx' is unknown"):
        FolderTransmitter(tmp_path, "docx")
