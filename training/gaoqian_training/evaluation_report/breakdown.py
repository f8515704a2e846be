"""Figures by kind, by genre and by length of the articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gaoqian import Article
from gaoqian_training.datasets import Dataset
from gaoqian_training.evaluation import Predictions
from gaoqian_training.metrics import Figures

KIND_LABELS = {
    "local": "本地单题 local",
    "national": "全国单题 national",
    "commentary": "评论 commentary",
    "double": "双题 double",
    "unnamed": "不点题 unnamed",
    "near_miss": "形似实非 near miss",
    "plain": "无关 plain",
    "brief": "简讯 brief",
    "odd_form": "异形 odd form",
}
GENRE_LABELS = {
    "brief": "简讯 brief",
    "news": "消息 news",
    "feature": "通讯 feature",
    "editorial": "评论 editorial",
    "other": "其他 other",
}
_UNKNOWN = "未注明 not stated"
#: Characters of the body as sent, below which an article belongs to the length.
_LENGTHS = {"100 字以下 under 100": 100, "100–299 字 characters": 300, "300–599 字 characters": 600}
_LONGEST = "600 字及以上 600 and more"


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the articles.

    Attributes:
        label: What they have in common.
        figures: Their figures.
    """

    label: str
    figures: Figures

    @property
    def macro_f1(self) -> float | None:
        """Macro F1; None where no article carries a topic."""
        supported = any(each.support for each in self.figures.topics.values())
        return self.figures.macro_f1 if supported else None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Parts of all articles by one property.

    Attributes:
        title: The property.
        parts: In a fixed order, those that hold an article; empty if no article states it.
    """

    title: str
    parts: tuple[Part, ...]


def break_down(dataset: Dataset, predictions: Predictions) -> tuple[Breakdown, ...]:
    """Return the figures by kind, by genre and by length."""
    kinds = [item.kind for item in dataset.items]
    genres = [item.genre for item in dataset.items]
    lengths = [length_label(article) for article in dataset.articles]
    return (
        Breakdown("类型 Kind", _stated(kinds, KIND_LABELS, predictions)),
        Breakdown("体裁 Genre", _stated(genres, GENRE_LABELS, predictions)),
        Breakdown("长度 Length", split(lengths, (*_LENGTHS, _LONGEST), predictions)),
    )


def length_label(article: Article) -> str:
    """Return the name of an article's length, by the characters of its body as sent."""
    length = len(article.body)
    return next((label for label, limit in _LENGTHS.items() if length < limit), _LONGEST)


def split(names: Sequence[str], order: Sequence[str], predictions: Predictions) -> tuple[Part, ...]:
    """Measure the articles of each name.

    Args:
        names: One for each article.
        order: The order of the parts; names that it lacks follow, sorted.
        predictions: To the same articles.
    """
    others = sorted(set(names) - set(order))
    marks = np.array(names, dtype=np.str_)
    return tuple(
        Part(name, predictions.measure(marks == name))
        for name in (*order, *others)
        if name in names
    )


def _stated(
    values: Sequence[str], labels: Mapping[str, str], predictions: Predictions
) -> tuple[Part, ...]:
    if not any(values):
        return ()
    names = [labels.get(value, value) if value else _UNKNOWN for value in values]
    return split(names, tuple(labels.values()), predictions)
