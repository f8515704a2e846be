"""Labelled articles with faults that are known."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gaoqian import Article, Taxonomy
from gaoqian_training.datasets import Dataset, LabelledArticle, read_dataset
from gaoqian_training.review import Review, review_dataset

SEED = 3
LONG = "柳溪街道把染坊街七条巷子的管线埋进地下，路面改铺青砖，巷口添了长椅和路灯。"
_WRONG = {
    "safety": "fitness",
    "urban_renewal": "labour_union",
    "labour_union": "safety",
    "fitness": "urban_renewal",
}


@dataclass(frozen=True, slots=True)
class Flipped:
    """Every third authored article in a file, a few of them with a wrong label."""

    path: Path
    dataset: Dataset
    ids: frozenset[str]
    review: Review


def flip(authored: Dataset, folder: Path) -> Flipped:
    """For each topic, give the first two local articles on it alone another topic."""
    items = list(authored.items[::3])
    ids: set[str] = set()
    for right, wrong in _WRONG.items():
        alone = [
            index
            for index, item in enumerate(items)
            if item.topics == {right} and item.kind == "local" and item.article.id not in ids
        ]
        for index in alone[:2]:
            items[index] = replace(items[index], topics=frozenset({wrong}))
            ids.add(items[index].article.id)
    path = folder / "flipped.jsonl"
    path.write_text("".join(map(to_line, items)), encoding="utf-8")
    dataset = read_dataset([path], authored.taxonomy)
    return Flipped(path, dataset, frozenset(ids), review_dataset(dataset, SEED))


def to_line(item: LabelledArticle) -> str:
    """Return an article as a line of a file."""
    article = item.article
    record = {
        "id": article.id,
        "headline": article.headline,
        "body": article.body,
        "topics": sorted(item.topics),
        "group": item.group,
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def dataset_of(taxonomy: Taxonomy, *rows: tuple[str, Sequence[str], str]) -> Dataset:
    """Build a dataset from bodies with topics and group, numbered from 1."""
    items = tuple(
        LabelledArticle(
            Article(body=body, id=str(number), source=f"a.jsonl:{number}"),
            frozenset(topics),
            group=group,
        )
        for number, (body, topics, group) in enumerate(rows, 1)
    )
    return Dataset(items, taxonomy, ())
