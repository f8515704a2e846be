"""``gaoqian tag --format``."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from lxml import etree

from archives import SAFETY, UNION
from commandline import Outcome, call_gaoqian

_G2 = "{http://iptc.org/std/nar/2006-10-01/}"

Tag = Callable[..., tuple[Outcome, bytes]]


@pytest.fixture
def tag(models_folder: Path, tmp_path: Path) -> Tag:
    """Tags a file of two stories and a line that is none, and reads what was written."""
    copy = tmp_path / "copy.jsonl"
    lines = [
        json.dumps({"id": "urn:a:1", "headline": "=1+1", "body": SAFETY, "version": 4}),
        "{",
        json.dumps({"id": "2", "body": UNION, "embargoed_until": "2026-12-01"}),
    ]
    copy.write_text("\n".join(lines), encoding="utf-8")

    def tag_as(*options: str) -> tuple[Outcome, bytes]:
        output = tmp_path / "out"
        outcome = call_gaoqian("tag", copy, "--models", models_folder, "--output", output, *options)
        return outcome, output.read_bytes() if output.exists() else b""

    return tag_as


def test_lines_of_json(tag: Tag) -> None:
    """They carry version, status and embargo of the article, too."""
    outcome, content = tag()
    assert outcome.code == 1
    assert outcome.err.count("copy.jsonl:2") == 1
    one, two = map(json.loads, content.splitlines())
    assert (one["version"], one["pub_status"], one["embargoed_until"]) == ("4", "usable", None)
    assert two["embargoed_until"] == "2026-12-01T00:00:00+08:00"


def test_a_table(tag: Tag) -> None:
    """Names once, and a row for each story, none of them a formula."""
    _, content = tag("--format", "csv")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["headline"] for row in rows] == ["'=1+1", ""]
    assert [row["topics"] for row in rows] == ["safety", "labour_union"]


def test_items_of_ninjs(tag: Tag) -> None:
    """One on each line."""
    _, content = tag("--format", "ninjs")
    one, two = map(json.loads, content.splitlines())
    assert (one["uri"], two["uri"]) == ("urn:a:1", "urn:gaoqian:article:2")
    assert two["subjects"][0]["uri"].endswith("mediatopic/20000536")


def test_a_message_of_newsml(tag: Tag) -> None:
    """All stories in one document, by workers as well as here."""
    _, content = tag("--format", "newsml", "--jobs", "2")
    items = etree.fromstring(content).findall(f"{_G2}itemSet/{_G2}newsItem")
    assert [item.get("guid") for item in items] == ["urn:a:1", "urn:gaoqian:article:2"]
    codes = [item.find(f"{_G2}contentMeta/{_G2}subject").get("qcode") for item in items]
    assert codes == ["medtop:20000522", "medtop:20000536"]


@pytest.mark.parametrize("form", ["csv", "ninjs", "newsml"])
def test_only_lines_can_be_gone_on_with(tag: Tag, form: str) -> None:
    """Where another format ends cannot be told, which is said before anything is written."""
    outcome, content = tag("--format", form, "--resume")
    assert (outcome.code, content) == (2, b"")
    assert f"不能接着 {form}" in outcome.err
