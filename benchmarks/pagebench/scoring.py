"""Scores of found pieces against expected ones: boundaries, headlines, captions, order.

All texts are compared without white space. Each expected piece is matched with at most one
found piece, and the other way round, so that they share as many character 4-grams as possible.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import linear_sum_assignment

from pagebench.copy import sentences_of
from pagebench.cutting import FoundPiece
from pagebench.expected import ExpectedPiece

_GRAM = 4
#: Shares for the softer measure of a boundary.
_MIN_KEPT, _MAX_FOREIGN = 0.9, 0.1
#: In characters: by its beginning a paragraph is found again.
_OPENING = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """One expected piece and what became of it.

    Attributes:
        expected: The piece.
        found: What was matched with it; None where nothing shares a 4-gram with it.
        exact: Whether the found body begins with its first sentence and ends with its last;
            of a photo with its text, the sentence that says what it shows may be a caption.
        soft: Whether the found body holds at least 90 % of its 4-grams, and at most 10 % of
            the found body's are foreign.
        headline: Whether the found piece carries exactly its headline.
        byline: Whether the found piece carries exactly its byline.
        in_order: Whether all its paragraphs begin in the found body in their order.
        captions: How many of its captions were set apart: they stand among the captions of the
            found piece, and in no body.
    """

    expected: ExpectedPiece
    found: FoundPiece | None
    exact: bool
    soft: bool
    headline: bool
    byline: bool
    in_order: bool
    captions: int


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """All pieces of one page.

    Attributes:
        judged: The expected ones.
        spurious: Found pieces that were matched with none.
    """

    judged: tuple[Judged, ...]
    spurious: tuple[FoundPiece, ...]


def judge(expected: Sequence[ExpectedPiece], found: Sequence[FoundPiece]) -> JudgedPage:
    """Match and judge the pieces of one page."""
    partner = _match(expected, found)
    judged = tuple(
        _judge_one(piece, found[partner[number]] if number in partner else None, found)
        for number, piece in enumerate(expected)
    )
    matched = set(partner.values())
    return JudgedPage(judged, tuple(f for n, f in enumerate(found) if n not in matched))


def squeeze(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def _match(expected: Sequence[ExpectedPiece], found: Sequence[FoundPiece]) -> dict[int, int]:
    """Return the index of the found piece for each matched expected one."""
    ours = [_grams(squeeze(piece.body)) for piece in expected]
    theirs = [_grams(squeeze(piece.body)) for piece in found]
    shared = np.array([[(a & b).total() for b in theirs] for a in ours], dtype=float)
    if shared.size == 0:
        return {}
    rows, columns = linear_sum_assignment(shared, maximize=True)
    return {int(r): int(c) for r, c in zip(rows, columns, strict=True) if shared[r, c] > 0}


def _judge_one(
    piece: ExpectedPiece, found: FoundPiece | None, all_found: Sequence[FoundPiece]
) -> Judged:
    if found is None:
        return _lost(piece)
    body = squeeze(found.body)
    return Judged(
        expected=piece,
        found=found,
        exact=any(_is_exact(paragraphs, body) for paragraphs in _readings(piece, found)),
        soft=_is_soft(squeeze(piece.body), body),
        headline=squeeze(found.headline) == squeeze(piece.headline),
        byline=squeeze(found.byline) == squeeze(piece.byline),
        in_order=_in_order(piece, body),
        captions=sum(_is_set_apart(text, found, all_found) for text in piece.captions),
    )


def _lost(piece: ExpectedPiece) -> Judged:
    return Judged(
        expected=piece,
        found=None,
        exact=False,
        soft=False,
        headline=False,
        byline=False,
        in_order=False,
        captions=0,
    )


def _readings(piece: ExpectedPiece, found: FoundPiece) -> list[tuple[str, ...]]:
    """Return the bodies that a piece may be read to have.

    What a photo with its text shows (图为…) closes the text; set apart as a caption it is as
    well read, since on the page nothing tells the two apart.
    """
    readings = [piece.paragraphs]
    if piece.headline_place == "picture" and len(piece.paragraphs) > 1:
        last = squeeze(piece.paragraphs[-1])
        if any(last in squeeze(caption) for caption in found.captions):
            readings.append(piece.paragraphs[:-1])
    return readings


def _is_exact(paragraphs: tuple[str, ...], body: str) -> bool:
    first = sentences_of(squeeze(paragraphs[0]))[0]
    last = sentences_of(squeeze(paragraphs[-1]))[-1]
    return body.startswith(first) and body.endswith(last)


def _is_soft(expected: str, found: str) -> bool:
    ours, theirs = _grams(expected), _grams(found)
    shared = (ours & theirs).total()
    kept = shared / max(1, ours.total())
    foreign = 1 - shared / max(1, theirs.total())
    return kept >= _MIN_KEPT and foreign <= _MAX_FOREIGN


def _in_order(piece: ExpectedPiece, body: str) -> bool:
    position = 0
    for paragraph in piece.paragraphs:
        position = body.find(squeeze(paragraph)[:_OPENING], position)
        if position < 0:
            return False
        position += 1
    return True


def _is_set_apart(text: str, found: FoundPiece, all_found: Sequence[FoundPiece]) -> bool:
    caption = squeeze(text)
    return any(caption in squeeze(other) for other in found.captions) and not any(
        caption in squeeze(other.body) for other in all_found
    )


@cache
def _grams(text: str) -> Counter[str]:
    return Counter(text[start : start + _GRAM] for start in range(len(text) - _GRAM + 1))
