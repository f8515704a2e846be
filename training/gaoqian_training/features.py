"""What becomes a feature, and how features are weighed: the TF-IDF blocks of the pipeline.

What becomes a feature is decided here, once, when the vocabulary is built; the compiled
scorer looks up whatever stands in that vocabulary. Numbers are no features: a year or a sum
ties a topic to the weeks its articles were written in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gaoqian.scorer.keys import ASCII_LOWER, LINE_BREAK, frame
from gaoqian.segment import Segmenter, UserWord, load_segmenter
from gaoqian.text import Document
from gaoqian.text.marks import ALL_MARKS

_LETTER = re.compile(r"[^\W\d_]")
# A blank is one: in a headline it parts the clauses, and elsewhere cleaning has closed it.
# A mark stands by itself, in a block of its own.
_NO_FEATURE = re.compile(rf"[{ALL_MARKS}\d\t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


def is_no_feature(character: str) -> bool:
    """Whether no n-gram may hold a character."""
    return _NO_FEATURE.fullmatch(character) is not None


def is_word(token: str) -> bool:
    """Whether a token of the segmenter is a feature: it holds a letter or a Han character."""
    return _LETTER.search(token) is not None


class WordAnalyzer:
    """Document to words: the segmenter's tokens that are features."""

    def __init__(self, user_words: Sequence[UserWord] = ()) -> None:
        self.user_words = tuple(user_words)
        self._segmenter: Segmenter | None = None

    def __call__(self, document: Document) -> list[str]:
        """Return the words of a document, in order."""
        if self._segmenter is None:
            self._segmenter = load_segmenter(self.user_words)
        return [token for token in self._segmenter.cut(document.text) if is_word(token)]

    def __getstate__(self) -> dict[str, Any]:
        # Engines are loaded where they are needed, never pickled.
        return {"user_words": self.user_words, "_segmenter": None}


class MarkAnalyzer:
    """Document to the marks that stand in it for rubrics, in order."""

    def __call__(self, document: Document) -> list[str]:
        """Return the marks of a document."""
        return [character for character in document.text if character in ALL_MARKS]


@dataclass
class NgramAnalyzer:
    """Document to character n-grams, without digits, Latin letters lower-case.

    An n-gram lies within one line; the line breaks at the line's ends belong to it.
    """

    smallest: int
    largest: int

    def __call__(self, document: Document) -> list[str]:
        """Return the n-grams of a document, the smallest size first."""
        lines = [frame(line) for line in document.text.translate(ASCII_LOWER).split(LINE_BREAK)]
        pieces = [piece for line in lines for piece in _NO_FEATURE.split(line)]
        return [
            piece[start : start + size]
            for size in range(self.smallest, self.largest + 1)
            for piece in pieces
            for start in range(len(piece) - size + 1)
            if piece[start : start + size].strip(LINE_BREAK)
        ]


@dataclass(frozen=True, slots=True)
class FeatureSettings:
    """What the features are.

    Attributes:
        ngrams: Smallest and largest character n-gram, within 1 to 3; None for words alone.
        min_df: In how many articles a feature must occur to be one.
        words_weight: What the block of words counts beside the block of n-grams, positive.
        marks_weight: What the block of marks counts beside them; 0 leaves it out.
    """

    ngrams: tuple[int, int] | None = (1, 2)
    min_df: int = 2
    words_weight: float = 1.0
    marks_weight: float = 1.0
