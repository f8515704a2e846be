"""Slips as JSON Lines."""

import json
from dataclasses import replace
from datetime import datetime

from gaoqian.dates import CHINA
from gaoqian.writers import writer
from slips import ARTICLE, make_result, make_slip


def test_a_line_is_the_result_and_the_fields_of_the_slip() -> None:
    """What ``gaoqian tag`` always wrote stands first and unchanged."""
    embargo = datetime(2026, 11, 30, 6, 0, tzinfo=CHINA)
    slip = make_slip(
        replace(ARTICLE, embargoed_until=embargo), editor_topics=(), same_story_as="urn:other"
    )
    lines = writer("jsonl").write([slip, make_slip()]).splitlines(keepends=True)
    assert len(lines) == 2
    assert json.loads(lines[0]) == {
        **make_result().to_dict(),
        "version": "3",
        "pub_status": "usable",
        "embargoed_until": "2026-11-30T06:00:00+08:00",
        "editor_topics": [],
        "same_story_as": "urn:other",
    }
    assert json.loads(lines[1])["editor_topics"] is None
    assert lines[1].endswith(b"\n")


def test_a_withdrawn_item_carries_no_tags() -> None:
    """Neither with an earlier answer nor without one."""
    for result in (None, make_result()):
        content = json.loads(writer("jsonl").write([make_slip(result=result, withdrawn=True)]))
        assert content["id"] == ARTICLE.id
        assert content["status"] == "withdrawn"
        assert content["pub_status"] == "canceled"
        assert content["tags"] == []
        assert content["scores"] == {}
