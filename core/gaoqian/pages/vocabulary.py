"""Vocabulary: lexical cohesion as evidence for article boundaries and headlines.

Words are weighted by the inverse document frequencies of a bundle. Without a bundle, words of
several characters count fully and single characters little.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import log, sqrt

from gaoqian.bundle import Bundle
from gaoqian.pages.joining import join_headline
from gaoqian.pages.lines import Line, left_column
from gaoqian.segment import Segmenter, load_segmenter
from gaoqian.text.rules import HAN

_HAN_WORD = re.compile(f"[{HAN}]")

#: Weight of single characters, mostly function words, without a bundle.
_SINGLE_WEIGHT = 0.15
#: Words in more than half of a page's sections (the city's name, ``记者``) are down-weighted.
_SECTIONS = 8
_EVERYWHERE_WEIGHT = 0.3
#: In characters, on either side of a line. Over 500 authored articles, the cosine of two such
#: windows tells one article from two with an area under the curve of 0.97 (80 characters:
#: 0.83; 150: 0.94).
WINDOW = 250
#: Logistic regression on the cosine of these windows: log odds of two articles rather than one.
_JUMP_INTERCEPT, _JUMP_SLOPE = 5.0, -122.0
_JUMP_INTERCEPT_PLAIN, _JUMP_SLOPE_PLAIN = 3.5, -67.0
#: Likewise for headline and body, on the weighted share of the headline's words in the body
#: (area under the curve 0.96).
_RELEVANCE_INTERCEPT, _RELEVANCE_SLOPE = -3.2, 16.0
#: Factor and limit for these log odds: articles of one city resemble each other more than
#: authored ones do, and neighbouring windows are correlated (on the development pages, a factor
#: of 0.5 finds six articles fewer, 0.8 three).
_TEMPER = 0.65
_LIMIT = 3.0
#: Limit for a matching headline: a subhead shares its body's words, too, so a match is weak
#: evidence for a headline.
_RELEVANCE_LIMIT = 0.5
#: A line narrower than this share of its column is not continued in the next.
_RUNS_ON = 0.8


class Vocabulary:
    """Words and their weights; safe to share between threads.

    Attributes:
        segmenter: The segmenter.
        is_learned: Whether the weights come from a bundle.
    """

    def __init__(self, segmenter: Segmenter, weights: Mapping[str, float] | None = None) -> None:
        self.segmenter = segmenter
        self.is_learned = bool(weights)
        self._weights = weights or {}
        self._unknown = max(self._weights.values(), default=1.0)

    @classmethod
    def plain(cls) -> "Vocabulary":
        """Return a vocabulary without a bundle."""
        return cls(load_segmenter())

    @classmethod
    def of_bundle(cls, bundle: Bundle) -> "Vocabulary":
        """Return a vocabulary of a bundle's segmenter and inverse document frequencies."""
        arrays = bundle.scorer.arrays
        if not arrays.words:
            return cls(bundle.scorer.segmenter)
        words = arrays.spelling.split("\n")
        squares = arrays.rows[: arrays.words, 0].tolist()
        return cls(bundle.scorer.segmenter, dict(zip(words, map(sqrt, squares), strict=True)))

    def words(self, text: str) -> list[str]:
        """Return the words of a text that contain a Han character."""
        return list(filter(_HAN_WORD.search, self.segmenter.cut(text)))

    def weight(self, word: str) -> float:
        """Return a word's weight, not negative."""
        if self.is_learned:
            return self._weights.get(word, self._unknown)
        return 1.0 if len(word) > 1 else _SINGLE_WEIGHT


class PageWords:
    """The words of a page by line, and the log odds derived from them.

    Args:
        lines: The lines of the page.
        vocabulary: Segmenter and word weights.

    Attributes:
        cut_words: Indices of lines that begin within a word.
    """

    def __init__(self, lines: Sequence[Line], vocabulary: Vocabulary) -> None:
        self._lines = lines
        self._vocabulary = vocabulary
        self._words, self.cut_words = _words_by_line(lines, vocabulary)
        self._words_of = cache(self._cut_headline)
        self._places: dict[str, list[int]] = {}
        for index, words in enumerate(self._words):
            for word in words:
                self._places.setdefault(word, []).append(index)
        self._weights = {word: self._weigh(word) for word in self._places}

    def jump(self, index: int) -> float:
        """Return the log odds of an article boundary before a line, by words only."""
        left, left_size = self._window(range(index - 1, -1, -1))
        right, right_size = self._window(range(index, len(self._lines)))
        cosine = _cosine(left, right)
        intercept, slope = (
            (_JUMP_INTERCEPT, _JUMP_SLOPE)
            if self._vocabulary.is_learned
            else (_JUMP_INTERCEPT_PLAIN, _JUMP_SLOPE_PLAIN)
        )
        # Short windows share few words, whatever they are about.
        share = min(left_size, right_size, WINDOW) / WINDOW
        return _limit(_TEMPER * share * (intercept + slope * cosine))

    def relevance(self, headline: Sequence[Line], first: int, end: int) -> float:
        """Return the log odds that a headline belongs to the body ``[first, end)``."""
        share = self.share(headline, first, end)
        if share is None:
            return 0.0
        odds = _TEMPER * (_RELEVANCE_INTERCEPT + _RELEVANCE_SLOPE * share)
        return min(_limit(odds), _RELEVANCE_LIMIT)

    def share(self, headline: Sequence[Line], first: int, end: int) -> float | None:
        """Return the weighted share of a headline's words found in the body ``[first, end)``.

        Returns:
            0 to 1; None for a headline without words.
        """
        words = self._words_of(tuple(headline))
        total = sum(map(self._weight, words))
        if not total:
            return None
        return (
            sum(self._weight(word) for word in words if self._stands_in(word, first, end)) / total
        )

    def _cut_headline(self, headline: tuple[Line, ...]) -> frozenset[str]:
        text = join_headline([line.text for line in headline], self._vocabulary.segmenter)
        return frozenset(self._vocabulary.words(text))

    def _stands_in(self, word: str, first: int, end: int) -> bool:
        places = self._places.get(word, [])
        place = bisect_left(places, first)
        return place < len(places) and places[place] < end

    def _weight(self, word: str) -> float:
        known = self._weights.get(word)
        return self._vocabulary.weight(word) if known is None else known

    def _weigh(self, word: str) -> float:
        sections = {_SECTIONS * index // len(self._lines) for index in self._places[word]}
        everywhere = 2 * len(sections) > _SECTIONS
        return self._vocabulary.weight(word) * (_EVERYWHERE_WEIGHT if everywhere else 1.0)

    def _window(self, indices: range) -> tuple[dict[str, float], int]:
        counts: Counter[str] = Counter()
        size = 0
        for index in indices:
            if size >= WINDOW:
                break
            counts.update(self._words[index])
            size += len(self._lines[index].closed)
        return {
            word: (1.0 + log(count)) * self._weights[word] for word, count in counts.items()
        }, size


def _words_by_line(
    lines: Sequence[Line], vocabulary: Vocabulary
) -> tuple[list[list[str]], frozenset[int]]:
    """Segment the page's text into words, across hard wraps, and assign them to lines.

    Returns:
        The words that begin in each line, and the indices of lines that begin within a word.
    """
    text = ""
    ends: list[int] = []
    for index, line in enumerate(lines):
        runs_on = line.width >= _RUNS_ON * left_column(lines, index + 1)
        text += line.closed + ("" if runs_on else "\n")
        ends.append(len(text))
    words: list[list[str]] = [[] for _ in lines]
    within: set[int] = set()
    position = index = 0
    for word in vocabulary.segmenter.cut(text):
        while position >= ends[index]:
            index += 1
        if _HAN_WORD.search(word):
            words[index].append(word)
            if position + len(word) > ends[index]:
                within.add(index + 1)
        position += len(word)
    return words, frozenset(within)


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    product = sum(weight * right.get(word, 0.0) for word, weight in left.items())
    norms = sqrt(sum(x * x for x in left.values()) * sum(x * x for x in right.values()))
    return product / norms if norms else 0.0


def _limit(odds: float) -> float:
    return max(-_LIMIT, min(_LIMIT, odds))
