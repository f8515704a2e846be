"""The features that weigh most for and against each topic, read from the scorer's arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gaoqian.bundle import Bundle, TopicEntry
from gaoqian.scorer.arrays import FloatArray
from gaoqian.scorer.keys import LINE_BREAK
from gaoqian.text.marks import SHOWN

FEATURES_SHOWN = 15
#: Shown where an n-gram holds the edge of a line, which a page would not show.
EDGE = "⏎"


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of one topic.

    Attributes:
        text: The word or n-gram, the edge of a line as `EDGE`.
        is_word: Whether it is a word; else a character n-gram.
        weight: What it adds to the topic's log odds for each unit of ``(1 + ln tf) / norm``.
    """

    text: str
    is_word: bool
    weight: float


@dataclass(frozen=True, slots=True)
class TopicFeatures:
    """One topic's strongest features, strongest first.

    Attributes:
        entry: The topic.
        supporting: Those of positive weight.
        opposing: Those of negative weight.
    """

    entry: TopicEntry
    supporting: tuple[Feature, ...]
    opposing: tuple[Feature, ...]


def top_features(
    bundle: Bundle, topics: Sequence[int], limit: int = FEATURES_SHOWN
) -> tuple[TopicFeatures, ...]:
    """Return the strongest features of some topics, at most ``limit`` for and ``limit`` against.

    Args:
        bundle: The bundle.
        topics: The indices of the topics wanted.
        limit: Of each side.
    """
    arrays = bundle.scorer.arrays
    texts = arrays.spell()
    found = []
    for topic in topics:
        column = arrays.weights[:, topic] * arrays.calibration.slope[topic]
        supporting = _strongest(texts, column, arrays.words, limit)
        opposing = _strongest(texts, -column, arrays.words, limit, sign=-1.0)
        found.append(TopicFeatures(bundle.manifest.topics[topic], supporting, opposing))
    return tuple(found)


def _strongest(
    texts: list[str], weights: FloatArray, words: int, limit: int, sign: float = 1.0
) -> tuple[Feature, ...]:
    order = np.argsort(-weights, kind="stable")[:limit].tolist()
    return tuple(
        Feature(
            SHOWN.get(texts[number], texts[number].replace(LINE_BREAK, EDGE)),
            number < words,
            sign * float(weights[number]),
        )
        for number in order
        if weights[number] > 0.0
    )
