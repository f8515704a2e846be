"""Slips as ninjs 3.1, judged by the IPTC's own schema."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gaoqian import Article
from gaoqian.writers import Slip, writer
from slips import ARTICLE, make_result, make_slip

_SCHEMA = Path(__file__).parents[2] / "data" / "ninjs-schema_3.1.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """The published schema, formats included."""
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _write(slip: Slip) -> dict[str, Any]:
    item: dict[str, Any] = json.loads(writer("ninjs").write([slip]))
    return item


def _slips() -> Iterator[Slip]:
    embargo = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
    yield make_slip(replace(ARTICLE, embargoed_until=embargo, pub_status="withheld"))
    yield make_slip(editor_topics=("safety", "urban_renewal"), same_story_as="新华 12")
    yield make_slip(withdrawn=True, result=None)
    yield make_slip(Article(body="没有编号也没有标题的稿件。"))
    yield make_slip(replace(ARTICLE, id="号码 7"), topics=())


@pytest.mark.parametrize("slip", list(_slips()))
def test_items_are_valid(validator: Draft202012Validator, slip: Slip) -> None:
    """Whatever is known of an article and whatever is not."""
    item = _write(slip)
    assert [error.message for error in validator.iter_errors(item)] == []


def test_the_schema_is_strict(validator: Draft202012Validator) -> None:
    """It refuses what it does not know: the test above could fail."""
    assert not validator.is_valid(_write(make_slip()) | {"headline": "1.x"})
    assert not validator.is_valid({"headlines": []})


def test_subjects_carry_code_creator_and_confidence() -> None:
    """A Media Topic where the house has one, saying how it relates, else the house's name."""
    slip = make_slip(result=make_result(ARTICLE, "labour_union", "urban_renewal", "reading"))
    creator = "urn:gaoqian:model:2026.11.29-1"
    assert _write(slip)["subjects"] == [
        {
            "name": "工会",
            "rel": "about",
            "literal": "labour_union",
            "uri": "http://cv.iptc.org/newscodes/mediatopic/20000536",
            "creator": creator,
            "confidence": 93,
        },
        {
            "name": "城市更新",
            "rel": "skos:broadMatch",
            "literal": "urban_renewal",
            "uri": "http://cv.iptc.org/newscodes/mediatopic/20000628",
            "creator": creator,
            "confidence": 2,
        },
        {
            "name": "全民阅读",
            "rel": "about",
            "literal": "reading",
            "creator": creator,
            "confidence": 80,
        },
    ]


def test_a_genre_is_no_subject() -> None:
    """It stands among the genres, which have no confidence in ninjs."""
    item = _write(make_slip())
    assert item["genres"] == [
        {
            "name": "评论",
            "literal": "editorial",
            "uri": "http://cv.iptc.org/newscodes/genre/Opinion",
        }
    ]
    assert [subject["literal"] for subject in item["subjects"]] == ["labour_union", "reading"]


def test_an_editor_outranks_the_model() -> None:
    """Subjects are the editor's alone; what the model said stands in the note."""
    item = _write(make_slip(editor_topics=("safety",)))
    (subject,) = item["subjects"]
    assert subject["literal"] == "safety"
    assert subject["creator"] == "urn:gaoqian:editor"
    assert "confidence" not in subject
    assert "genres" not in item
    assert "工会 93、全民阅读 80、评论 76" in item["edNote"]


def test_an_editor_may_say_none() -> None:
    """No topic at all is an editor's answer, too."""
    item = _write(make_slip(editor_topics=()))
    assert "subjects" not in item
    assert "工会 93" in item["edNote"]


def test_a_withdrawn_item_loses_text_and_tags() -> None:
    """What is left says which item is dead."""
    item = _write(make_slip(withdrawn=True))
    assert item["pubStatus"] == "canceled"
    assert item["uri"] == ARTICLE.id
    assert not {"subjects", "genres", "bodies", "edNote"} & item.keys()


def test_the_text_is_what_was_sent() -> None:
    """Headline, body, byline, times, another item with the same story."""
    embargo = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
    item = _write(make_slip(replace(ARTICLE, embargoed_until=embargo), same_story_as="urn:b:2"))
    assert item["headlines"][0]["value"] == ARTICLE.headline
    assert item["bodies"][0]["value"] == ARTICLE.body
    assert item["by"] == "记者 林一"
    assert item["version"] == "3"
    assert item["versionCreated"] == "2026-11-29T08:00:00+08:00"
    assert item["embargoedUntil"] == "2026-12-01T06:00:00+00:00"
    assert item["associations"][0]["uri"] == "urn:b:2"


def test_several_items_stand_on_lines() -> None:
    """So that a stream of them can be cut."""
    lines = writer("ninjs").write([make_slip(), make_slip()]).splitlines()
    assert [json.loads(line)["uri"] for line in lines] == [ARTICLE.id] * 2
