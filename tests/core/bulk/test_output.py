"""Where results go, and what is found there."""

import json
import os
from pathlib import Path

import pytest

from gaoqian import OutputError
from gaoqian.bulk import LastResult, open_output

_MODEL = "2026.11.24-1"


def _line(number: int, model: str = _MODEL) -> bytes:
    result = {"id": str(number), "source": f"a.jsonl:{number}", "headline": "标题", "model": model}
    return json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where each test writes."""
    return tmp_path / "out.jsonl"


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize("there", [False, True])
def test_new_or_empty_file_is_begun(path: Path, resume: bool, there: bool) -> None:
    """What is written is in the file at once, so that a kill loses nothing."""
    if there:
        path.touch()
    with open_output(path, _MODEL, resume=resume) as output:
        assert output.last is None
        output.write(_line(1))
        assert path.read_bytes() == _line(1)


def test_results_are_not_overwritten(path: Path) -> None:
    """A night's work is kept, and the error says how to go on."""
    path.write_bytes(_line(1))
    with (
        pytest.raises(OutputError, match=r"out\.jsonl: holds \d+ bytes.*--resume, or delete"),
        open_output(path, _MODEL),
    ):
        pass
    assert path.read_bytes() == _line(1)


@pytest.mark.parametrize("cut", [*range(-1, -len(_line(2)), -7), -len(_line(2)) + 1])
def test_incomplete_line_is_cut_off(path: Path, cut: int) -> None:
    """Wherever the kill came, the file goes on behind the last whole line."""
    path.write_bytes((_line(1) + _line(2))[:cut])
    with open_output(path, _MODEL, resume=True) as output:
        assert output.last == LastResult("a.jsonl:1", "1", "标题", _MODEL)
        output.write(_line(2))
    assert path.read_bytes() == _line(1) + _line(2)


@pytest.mark.parametrize("beginning", [b"", b"{", b'{"id":', _line(1)[:-1]])
def test_first_line_incomplete(path: Path, beginning: bytes) -> None:
    """Nothing is done yet, and all of it begins anew."""
    path.write_bytes(beginning)
    with open_output(path, _MODEL, resume=True) as output:
        assert output.last is None
    assert path.read_bytes() == b""


def test_last_line_longer_than_a_block(path: Path) -> None:
    """A line is found whole, however far back it starts."""
    long = _line(2).replace("标题".encode(), b"x" * 300_000)
    path.write_bytes(_line(1) + long + b"y" * 200_000)
    with open_output(path, _MODEL, resume=True) as output:
        assert output.last == LastResult("a.jsonl:2", "2", "x" * 300_000, _MODEL)
    assert path.read_bytes() == _line(1) + long


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"PK\x03\x04", "something else than results"),
        (b"x\ny", "last complete line is b'x"),
        (b'{"id":"1","body":"x"}\n', "expected a result of 'gaoqian tag'"),
        (b"[1]\n", "expected a result"),
        (_line(1) + b"\n", "last complete line is b'"),
        (_line(1, "1999.01.01-1"), "by model '1999.01.01-1', now it is '2026.11.24-1'"),
    ],
    ids=["archive", "text", "articles", "list", "blank line", "other model"],
)
def test_file_that_cannot_be_gone_on_with(path: Path, content: bytes, expected: str) -> None:
    """The error says what is there, and the file stays as it is."""
    path.write_bytes(content)
    with pytest.raises(OutputError, match=expected), open_output(path, _MODEL, resume=True):
        pass
    assert path.read_bytes() == content


def test_two_runs_do_not_mix(path: Path) -> None:
    """Who comes second is told so, whether it would go on or begin."""
    with open_output(path, _MODEL) as output:
        for resume in (False, True):
            with (
                pytest.raises(OutputError, match="another run is writing"),
                open_output(path, _MODEL, resume=resume),
            ):
                pass
        output.write(_line(1))
    assert path.read_bytes() == _line(1)


def test_places_that_cannot_be_written(path: Path) -> None:
    """The error names the file and what the system says."""
    with (
        pytest.raises(OutputError, match=r"gone/out\.jsonl: cannot be opened: No such file"),
        open_output(path.parent / "gone" / path.name, _MODEL),
    ):
        pass
    with (
        pytest.raises(OutputError, match="cannot be opened: Is a directory"),
        open_output(path.parent, _MODEL),
    ):
        pass
    with (
        pytest.raises(OutputError, match="is no regular file"),
        open_output(Path(os.devnull), _MODEL, resume=True),
    ):
        pass


def test_devices_take_results() -> None:
    """What is no regular file has nothing to lose."""
    with open_output(Path(os.devnull), _MODEL) as output:
        output.write(_line(1))
