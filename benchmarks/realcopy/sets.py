"""The development sets of real copy: other people's texts, read by path and never copied."""

import csv
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gaoqian import Article
from gaoqian_training.metrics import BoolArray

#: Where they lie beside a checkout.
REAL = Path(__file__).resolve().parents[3] / "shared" / "realnews"
#: The two that were gathered by topic: national press and television; local press and portals.
GATHERED = {"national": "dev.jsonl.gz", "local": "local_dev.jsonl.gz"}
#: What came in over some days of local outlets and portals, none chosen by topic.
POOL = "pool.jsonl.gz"
#: Labels of some of it: those that came with it, and those read here for newer models' tags.
STREAM_LABELS = "stream_dev.tsv"
OWN_LABELS = Path(__file__).parent / "stream_labels.tsv"


@dataclass(frozen=True, slots=True)
class RealSet:
    """Labelled real articles.

    Attributes:
        articles: The articles.
        labels: Shape ``(articles, topics)``.
    """

    articles: list[Article]
    labels: BoolArray


@dataclass(frozen=True, slots=True)
class Stream:
    """A live stream, of which some articles are labelled.

    Attributes:
        articles: All of it.
        known: Places of the labelled ones, ascending.
        labels: Theirs, shape ``(known, topics)``.
        given: Places of those that the model of 30 November tagged rightly, by topic.
    """

    articles: list[Article]
    known: list[int]
    labels: BoolArray
    given: dict[str, list[int]]


def read_gathered(folder: Path, name: str, topics: Sequence[str]) -> RealSet:
    """Read one of `GATHERED`; no headline is an empty one."""
    records = _read_lines(folder / GATHERED[name])
    labels = [[topic in record["topics"] for topic in topics] for record in records]
    return RealSet(_to_articles(records), np.array(labels, dtype=np.bool_))


def read_stream(folder: Path, topics: Sequence[str]) -> Stream:
    """Read the stream with both files of labels; those that came with it go first."""
    articles = _to_articles(_read_lines(folder / POOL))
    places = {article.id: place for place, article in enumerate(articles)}
    rows = {row["id"]: row for row in _read_labels(OWN_LABELS)}
    rows |= {row["id"]: row for row in _read_labels(folder / STREAM_LABELS)}
    carried = {places[name]: set(row["topics"].split(",")) for name, row in rows.items()}
    known = sorted(carried)
    labels = [[topic in carried[place] for topic in topics] for place in known]
    given = {
        topic: [
            places[name]
            for name, row in rows.items()
            if row.get("stratum") == "given" and topic in row["topics"].split(",")
        ]
        for topic in topics
    }
    return Stream(articles, known, np.array(labels, dtype=np.bool_), given)


def _read_lines(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _read_labels(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _to_articles(records: Sequence[dict[str, str]]) -> list[Article]:
    return [
        Article(headline=record.get("headline") or "", body=record["body"], id=record["id"])
        for record in records
    ]
