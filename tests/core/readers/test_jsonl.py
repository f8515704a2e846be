"""JSON Lines: bad lines, portions, and what the fast decoder refuses."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from gaoqian import Article
from gaoqian.readers import ReadFailure, plan_path, read_path


def test_bad_lines_do_not_stop_the_rest(tmp_path: Path) -> None:
    """Each bad line is a failure with its number; the good ones are articles in order.

    An article's source is where it was read, whatever the record calls its own.
    """
    path = tmp_path / "wire.jsonl"
    lines = [
        b'{"id":"1","body":"\xe5\xb7\xa5\xe4\xbc\x9a"}',
        b'{"id":',
        b"",
        b"[1]",
        b'{"body":"\xff"}',
        b'{"body":5}',
        b"[" * 100_000,
        b'{"id":"2","body":"x","source":"desk"}',
    ]
    path.write_bytes(b"\n".join(lines))
    items = list(read_path(path))
    good = [item for item in items if isinstance(item, Article)]
    assert [(a.id, a.source) for a in good] == [("1", f"{path}:1"), ("2", f"{path}:8")]
    failures = [str(item) for item in items if isinstance(item, ReadFailure)]
    expected = [
        "2: no JSON at column",
        "4: is list",
        "5: byte 9",
        "6: 'body' is int",
        "7: JSON nested",
    ]
    assert len(failures) == len(expected)
    for failure, part in zip(failures, expected, strict=True):
        assert f"{path}:{part}" in failure


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"body":"x","id":123456789012345678901}', Article("", "x", "123456789012345678901")),
        (b'{"body":"\\ud800"}', Article(body="\ud800")),
        (b'\xef\xbb\xbf{"body":"x"}\r', Article(body="x")),
    ],
    ids=["long number", "lone surrogate", "byte order mark"],
)
def test_lines_that_the_fast_decoder_refuses(
    tmp_path: Path, line: bytes, expected: Article
) -> None:
    """What is JSON by the standard decoder stays an article."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(line)
    assert list(read_path(path)) == [replace(expected, source=f"{path}:1")]


def test_portions_are_the_file_in_pieces(tmp_path: Path) -> None:
    """Numbers run on over portions, sizes add up to the file, and each travels as a pickle."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(b'{"id":%d,"body":""}\n' % n for n in range(1, 1001)))
    portions = list(plan_path(path))
    assert len(portions) > 2
    assert sum(portion.size for portion in portions) == path.stat().st_size
    copies = pickle.loads(pickle.dumps(portions))
    items = [item for portion in copies for item in portion.read()]
    assert items == list(read_path(path))
    assert [item.source for item in items] == [f"{path}:{n}" for n in range(1, 1001)]


@pytest.mark.parametrize("skip", [1, 256, 300, 999, 1000, 1001])
def test_skipping_lines(tmp_path: Path, skip: int) -> None:
    """The first lines are left out, yet counted in bytes."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(b'{"id":%d,"body":""}\n' % n for n in range(1, 1001)))
    portions = list(plan_path(path, skip))
    assert sum(portion.size for portion in portions) == path.stat().st_size
    items = [item for portion in portions for item in portion.read()]
    assert items == list(read_path(path))[skip:]
