"""The validator, and the authored data under it."""

import json
from pathlib import Path

import pytest

from gaoqian import Taxonomy
from gaoqian_training.datasets import Dataset, authored_articles, validate_files

_LONG = "柳溪街道把染坊街七条巷子的管线埋进地下，路面改铺青砖，巷口添了长椅和路灯。"


def _line(identifier: str, body: str, **more: object) -> bytes:
    record = {"id": identifier, "headline": "", "body": body, "topics": []} | more
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def test_every_fault_with_its_line(tmp_path: Path, taxonomy: Taxonomy) -> None:
    """Each kind of fault is found in one pass, with file, line and expectation."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        _line("1", _LONG)
        + _line("2", "别的内容，与前后都不相同的一段话。", topics=["sport"])
        + _line("3", "", headline="只有标题的一条")
        + _line("1", "又一段不同的话，讲的是渔港开海第一天的收成。")
        + '{"id":"5","body":"工会"}\n'.encode("gb18030")
        + b'{"id": \n'
        + _line("7", _LONG + "居民说踏实。")
        + _line("8", "第八段说的是候鸟飞抵湿地过冬的消息。", genre="poem", kind="rare")
        + _line("", "没有编号的一段，写麦收时节的农机手。")
    )  # fmt: skip
    findings = {
        finding.where.rpartition(":")[2]: finding.message
        for finding in validate_files([path], taxonomy)
    }
    assert "topic 'sport' is unknown" in findings["2"]
    assert "'body' is empty" in findings["3"]
    assert "id '1' stands already at" in findings["4"]
    assert "is not UTF-8" in findings["5"]
    assert "no JSON" in findings["6"]
    assert "near-duplicate of" in findings["7"]
    assert "kind is 'rare'" in findings["8"]
    assert "'id' is ''" in findings["9"]
    assert set(findings) == set("23456789")


def test_near_duplicates_in_one_group_are_in_order(tmp_path: Path, taxonomy: Taxonomy) -> None:
    """A shared group says that they are known to be near-duplicates."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(_line("1", _LONG, group="g") + _line("2", _LONG, group="g"))
    assert list(validate_files([path], taxonomy)) == []


@pytest.mark.slow
def test_authored_articles_are_sound(taxonomy: Taxonomy) -> None:
    """The authored set has no finding."""
    assert [str(finding) for finding in validate_files(authored_articles(), taxonomy)] == []


def test_every_authored_article_says_what_it_is(authored: Dataset) -> None:
    """Genre, kind and note are there, so that reports can break figures down."""
    for item in authored.items:
        assert all((item.genre, item.kind, item.note)), item.article.source
