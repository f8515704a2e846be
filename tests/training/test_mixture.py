"""Unlabelled copy as score counts."""

import gzip
import json
from pathlib import Path

import pytest

from gaoqian import Article, ExtraError, Tagger
from gaoqian.readers import ReadFailure
from gaoqian_training import mixture
from gaoqian_training.datasets import Dataset
from gaoqian_training.mixture import LiveSource, count_articles, count_live, read_articles


def _read(*paths: Path) -> tuple[list[Article], list[ReadFailure]]:
    failures: list[ReadFailure] = []
    return list(read_articles(paths, failures.append)), failures


def test_archives_are_read_as_training_does(tmp_path: Path) -> None:
    """Folders and compressed files; labels in them do not matter, faults are told."""
    lines = [{"body": "一", "topics": ["x"]}, {"topics": []}, {"body": "二"}]
    text = "".join(json.dumps(line) + "\n" for line in lines) + "{\n"
    (tmp_path / "a.jsonl").write_text(text)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "c.jsonl.gz").write_bytes(b"no gzip")
    articles, failures = _read(tmp_path)
    assert [article.body for article in articles] == ["一", "二"] * 2
    assert [failure.where.rpartition("/")[2] for failure in failures] == [
        "a.jsonl:2",
        "a.jsonl:4",
        "b.jsonl.gz:2",
        "b.jsonl.gz:4",
        "c.jsonl.gz",
    ]


def test_files_are_read_as_tagging_does(tmp_path: Path) -> None:
    """By their endings."""
    (tmp_path / "a.txt").write_text("正文", encoding="utf-8")
    articles, failures = _read(tmp_path / "a.txt", tmp_path / "b.doc")
    assert [article.body for article in articles] == ["正文"]
    assert "ends in '.doc'" in str(failures[0])


def test_counts_are_of_scored_articles(tagger: Tagger, authored: Dataset) -> None:
    """An empty text is not counted."""
    counts = count_articles([*authored.articles[:30], Article(body="")], tagger)
    assert counts.articles == 30
    assert counts.logits.shape[1] == len(authored.taxonomy)


def test_live_counts_need_something_that_counts(
    tagger: Tagger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Training alone is installed without a service."""
    monkeypatch.setattr(mixture, "GROUP", "gaoqian.nobody")
    with pytest.raises(ExtraError, match="nothing counts live decisions"):
        count_live(LiveSource("", tmp_path, 4), tagger)


def test_compressed_file_is_read_by_itself(tmp_path: Path) -> None:
    """As in a folder; tagging knows no such ending."""
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"body": "一"}).encode()))
    articles, failures = _read(path)
    assert ([article.body for article in articles], failures) == (["一"], [])
