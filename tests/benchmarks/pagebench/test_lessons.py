"""What page cutting learns from: composed pages with the role of each line, disturbed."""

import random
from collections import Counter

import pytest

from gaoqian.pages import roles
from gaoqian.pages.vocabulary import Vocabulary
from pagebench.copy import copy_for
from pagebench.disturbing import disturb
from pagebench.extraction import pypdfium2_text
from pagebench.labels import LabelledLine, label
from pagebench.lessons import lesson_of
from pagebench.pages import ComposedPage, compose
from pagebench.scoring import squeeze
from pagebench.typesetting import typeset


@pytest.fixture(scope="module")
def page() -> ComposedPage:
    """A page to learn from."""
    return next(compose("training", 1))


@pytest.fixture(scope="module")
def labelled(page: ComposedPage) -> list[LabelledLine]:
    """Its text's lines with their parts."""
    lines = label(pypdfium2_text(typeset(page)), page)
    assert lines is not None
    return lines


def _text(lines: list[LabelledLine], piece: int, *parts: str) -> str:
    return "".join(
        squeeze(line.text) for line in lines if line.piece == piece and line.part in parts
    )


def test_training_leaves_held_out_articles_alone() -> None:
    """The judge has not been met before."""
    held_out = {copy.id for copy in copy_for("held-out")}
    assert not held_out & {copy.id for copy in copy_for("training")}


def test_labels_are_the_pieces(page: ComposedPage, labelled: list[LabelledLine]) -> None:
    """The lines of each piece's parts hold what is expected of it."""
    for number, piece in enumerate(page.expected.pieces):
        ours = sorted(
            (line for line in labelled if line.piece == number), key=lambda line: line.column
        )
        assert _text(ours, number, "body", "subhead") == squeeze(piece.body)
        assert _text(ours, number, "headline") == squeeze(piece.headline)
        assert piece.byline == "" or squeeze(piece.byline) in _text(ours, number, "byline")
        openings = Counter(line.opens_paragraph for line in ours if line.part == "body")
        subheads = sum(text in _text(ours, number, "subhead") for text in piece.paragraphs)
        assert openings[True] == len(piece.paragraphs) - subheads


def test_other_text_teaches_nothing(page: ComposedPage) -> None:
    """A text that lost a character, or order, is not guessed at."""
    text = pypdfium2_text(typeset(page))
    assert label(text[:-1], page) is None
    assert label("\n".join(reversed(text.split("\n"))), page) is None


def test_disturbed_pages_say_the_same(labelled: list[LabelledLine]) -> None:
    """Bodies and headlines keep their words, whatever else changes; and something does."""
    changed = 0
    for seed in range(40):
        found = disturb(labelled, random.Random(seed))  # noqa: S311 (nothing secret)
        changed += [line.text for line in found] != [line.text for line in labelled]
        for piece in {line.piece for line in found if line.piece >= 0}:
            for part in ("body", "headline", "byline"):
                assert _text(found, piece, part) == _text(labelled, piece, part)
    assert changed > 20


def test_lessons_name_the_ends_of_bodies(labelled: list[LabelledLine]) -> None:
    """Each piece with two lines and more is opened once and closed once."""
    lesson = lesson_of(labelled, Vocabulary.plain())
    assert lesson is not None
    assert lesson.features.shape[0] == len(lesson.roles)
    count = Counter(lesson.roles.tolist())
    pieces = len({line.piece for line in labelled if line.piece >= 0})
    assert count[roles.OPENS] == count[roles.CLOSES] == pieces
    headlines = sum(line.part == "headline" for line in labelled)
    assert 0 < count[roles.HEADLINE] <= headlines  # vertical ones are several lines of the text
