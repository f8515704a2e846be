"""Reading labelled articles."""

import gzip
import json
from pathlib import Path

import pytest

from gaoqian import DataError, Taxonomy
from gaoqian_training.datasets import Dataset, read_dataset

_GOOD = {"id": "1", "headline": "标题", "body": "正文", "topics": ["safety", "editorial"]}


def _write(path: Path, *records: object) -> Path:
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(lines, encoding="utf-8")
    return path


def test_labels_follow_the_taxonomy(tmp_path: Path, taxonomy: Taxonomy) -> None:
    """One column a topic, in order."""
    path = _write(tmp_path / "a.jsonl", _GOOD, {**_GOOD, "topics": [], "group": "g"})
    dataset = read_dataset([path], taxonomy)
    assert dataset.labels.astype(int).tolist() == [[1, 0, 0, 0, 1], [0, 0, 0, 0, 0]]
    assert dataset.groups == ["#0", "=g"]


def test_folders_and_gzip(tmp_path: Path, taxonomy: Taxonomy) -> None:
    """A folder stands for its files by name, compressed or not."""
    _write(tmp_path / "b.jsonl", _GOOD)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps(_GOOD | {"id": "0"}).encode()))
    dataset = read_dataset([tmp_path], taxonomy)
    assert [item.article.id for item in dataset.items] == ["0", "1"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            '{"body":"x","topics":["sport"]}',
            r"a\.jsonl:2: topic 'sport' is unknown, expected some of",
        ),
        ('{"body":"x"}', "'topics' is None, expected a list"),
        ('{"body":" ","topics":[]}', "headline and body are empty"),
        ('{"topics":[]}', "no 'body' and no 'headline'"),
        ("[]", "is list, expected a JSON object"),
        ("{", r"a\.jsonl:2: no JSON at column 2"),
    ],
)
def test_bad_line_is_named(tmp_path: Path, taxonomy: Taxonomy, line: str, message: str) -> None:
    """File, line, what was found, what was expected."""
    path = _write(tmp_path / "a.jsonl", _GOOD)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_dataset([path], taxonomy)


def test_wrong_encoding_is_named(tmp_path: Path, taxonomy: Taxonomy) -> None:
    """A GBK file is refused with the byte that gives it away."""
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"body":"工会","topics":[]}'.encode("gbk"))
    with pytest.raises(DataError, match=r"a\.jsonl:1: byte 9 is not UTF-8"):
        read_dataset([path], taxonomy)


def test_damaged_gzip_and_missing_file(tmp_path: Path, taxonomy: Taxonomy) -> None:
    """A file that cannot be read is one error."""
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"x" * 1000)[:20])
    for bad in (path, tmp_path / "gone.jsonl"):
        with pytest.raises(DataError, match=f"{bad.name}: cannot be read"):
            read_dataset([bad], taxonomy)


def test_fingerprint_depends_on_what_is_learned(authored: Dataset, taxonomy: Taxonomy) -> None:
    """Another order or label is other data."""
    reversed_items = Dataset(authored.items[::-1], taxonomy, authored.files)
    assert reversed_items.fingerprint != authored.fingerprint
    assert Dataset(authored.items, taxonomy, ()).fingerprint == authored.fingerprint
