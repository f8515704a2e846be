"""Inputs in order, and where an earlier run ended in them."""

from pathlib import Path

import pytest

from gaoqian import Article, OutputError
from gaoqian.bulk import LastResult, count_bytes, plan_inputs


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three inputs in the current folder: two lines, a text, and lines with a bad one."""
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text('{"id":1,"body":"甲"}\n{"id":2,"body":"乙"}\n')
    Path("b.txt").write_text("丙")
    Path("c.jsonl").write_text('{"id":4,"body":"丁"}\nx\n\n{"id":5,"headline":"\\ud800"}')
    return ["./a.jsonl", "b.txt", "c.jsonl"]


def _last(source: str, identifier: str = "", headline: str = "") -> LastResult:
    return LastResult(source, identifier, headline, "2026.11.24-1")


def _sources(names: list[str], last: LastResult | None) -> list[str]:
    portions = list(plan_inputs(names, last))
    assert sum(portion.size for portion in portions) == count_bytes(names)
    items = [item for portion in portions for item in portion.read()]
    return [item.source if isinstance(item, Article) else item.where for item in items]


_ALL = ["a.jsonl:1", "a.jsonl:2", "b.txt", "c.jsonl:1", "c.jsonl:2", "c.jsonl:4"]


def test_all_in_order(names: list[str]) -> None:
    """Files one after another; the bad line is a failure in its place."""
    assert _sources(names, None) == _ALL


@pytest.mark.parametrize(
    "last",
    [
        _last("a.jsonl:1", "1"),
        _last("a.jsonl:2", "2"),
        _last("b.txt"),
        _last("c.jsonl:1", "4"),
        _last("c.jsonl:4", "5", "\ud800"),
    ],
    ids=lambda last: last.source,
)
def test_goes_on_behind_the_last_result(names: list[str], last: LastResult) -> None:
    """Everything up to it is left out, and all bytes still count."""
    assert _sources(names, last) == _ALL[_ALL.index(last.source) + 1 :]


def test_standard_input_that_is_done_is_not_read(names: list[str]) -> None:
    """Its text is gone; what follows goes on."""
    items = [item for portion in plan_inputs(["-", "b.txt"], _last("-")) for item in portion.read()]
    assert items == [Article(body="丙", source="b.txt", encoding="utf-8")]
    assert count_bytes(["-", *names]) is None


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (_last("d.jsonl:1"), "'d.jsonl:1', which is in none of the inputs"),
        (_last("a.jsonl:x"), "in none of the inputs"),
        (_last("a.jsonl:0"), "in none of the inputs"),
        (_last("a.jsonl:3", "3"), "the input has changed"),
        (_last("a.jsonl:2", "7"), "id '7'.*the input has changed"),
        (_last("a.jsonl:2", "2", "旧题"), "headline '旧题'.*the input has changed"),
        (_last("c.jsonl:2"), "'c.jsonl:2', and now c.jsonl:2: no JSON"),
        (_last("c.jsonl:3"), "the input has changed"),
        (_last("b.txt:2"), "the input has changed"),
    ],
    ids=lambda value: value.source if isinstance(value, LastResult) else "",
)
def test_last_result_from_elsewhere(names: list[str], last: LastResult, expected: str) -> None:
    """The error comes before anything is read on, and says which result it is."""
    with pytest.raises(OutputError, match=expected):
        plan_inputs(names, last)


def test_input_named_twice(names: list[str]) -> None:
    """Where to go on cannot be told; elsewhere a repetition does no harm."""
    with pytest.raises(OutputError, match="named 2 times"):
        plan_inputs([*names, "a.jsonl"], _last("a.jsonl:1", "1"))
    assert _sources([*names, "a.jsonl"], _last("b.txt")) == [*_ALL[3:], *_ALL[:2]]


def test_bytes_of_what_is_not_there(names: list[str]) -> None:
    """A missing file counts nothing, since it fails at once."""
    assert count_bytes([*names, "gone.txt"]) == count_bytes(names)
