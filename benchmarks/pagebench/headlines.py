"""Setting headlines: over one to three lines, letter-spaced, or vertical, with kicker and deck."""

import random
from dataclasses import dataclass

from pagebench.habits import Habit
from pagebench.headline_lines import split_headline
from pagebench.linebreaks import width_of
from pagebench.marks import Alignment, Line
from pagebench.stories import Story

#: Height of a headline's line, as a multiple of its size.
_LINE = 1.22
#: In points.
_MIN_KICKER, _MAX_KICKER = 12.0, 15.0
_MAX_LINES = 3


@dataclass(frozen=True, slots=True)
class HeadlineBlock:
    """A headline as set.

    Attributes:
        lines: In reading order; letter-spaced and vertical ones a glyph a line.
        text: What the lines say, lines parted by a space.
        width: Of the block, in points.
        height: Of the block, in points.
    """

    lines: tuple[Line, ...]
    text: str
    width: float
    height: float


def set_headline(
    story: Story, x: float, y: float, width: float, habit: Habit, draw: random.Random
) -> HeadlineBlock | None:
    """Set a headline into a width; None where it fits at no size in three lines."""
    chosen = _choose_lines(story.copy.clauses, width / habit.squeeze, habit, draw)
    if chosen is None:
        return None
    texts, size = chosen
    align: Alignment = draw.choice(("center", "center", "left"))
    spaced = len(texts) == 1 and width_of(texts[0]) * size * habit.squeeze < 0.75 * width
    spaced = spaced and draw.random() < 0.6
    lines: list[Line] = []
    said: list[str] = []
    top = y
    small = min(_MAX_KICKER, max(_MIN_KICKER, size * 0.5))
    for text, is_main in _with_small_lines(story, texts, width / small):
        height = size if is_main else small
        line = Line(text, x, top, width, height, habit.display, align, bold=is_main)
        if is_main:
            line = Line(
                text, x, top, width, height, habit.display, align, bold=True, squeeze=habit.squeeze
            )
        lines += _spaced(line) if is_main and spaced else [line]
        said.append(text)
        top += height * _LINE
    return HeadlineBlock(tuple(lines), " ".join(said), width, top - y)


def set_vertical(
    story: Story, x: float, y: float, height: float, habit: Habit, draw: random.Random
) -> HeadlineBlock | None:
    """Set a headline from top to bottom, a glyph a line; lines follow from right to left.

    None where it has letters, digits or marks that would have to be turned, or does not fit.
    """
    clauses = story.copy.clauses
    if not clauses or len(clauses) > 2 or not all(_is_upright(clause) for clause in clauses):
        return None
    size = min(
        habit.headline_sizes[1], draw.uniform(18, 32), height / 1.12 / max(map(len, clauses))
    )
    if size < habit.headline_sizes[0]:
        return None
    step = size * 1.12
    lines = []
    for number, clause in enumerate(clauses):
        left = x + (len(clauses) - 1 - number) * size * 1.3
        lines += [
            Line(glyph, left, y + row * step, size, size, habit.display, bold=True)
            for row, glyph in enumerate(clause)
        ]
    return HeadlineBlock(tuple(lines), " ".join(clauses), len(clauses) * size * 1.3, height)


def _is_upright(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def _with_small_lines(story: Story, texts: list[str], ems: float) -> list[tuple[str, bool]]:
    """Return all lines and whether each is one of the headline's own."""
    around = [
        (text, False) if width_of(text) <= ems else None for text in (story.kicker, story.deck)
    ]
    lines = [around[0] if story.kicker else None, *((text, True) for text in texts)]
    lines.append(around[1] if story.deck else None)
    return [line for line in lines if line is not None]


def _spaced(line: Line) -> list[Line]:
    """Spread a line's glyphs over three quarters of its width, each on its own."""
    glyphs = [glyph for glyph in line.text if not glyph.isspace()]
    step = line.width * 0.9 / len(glyphs)
    left = line.x + (line.width - step * (len(glyphs) - 1) - line.size) / 2
    return [
        Line(glyph, left + n * step, line.y, line.size * 1.1, line.size, line.font, bold=True)
        for n, glyph in enumerate(glyphs)
    ]


def _choose_lines(
    clauses: tuple[str, ...], width: float, habit: Habit, draw: random.Random
) -> tuple[list[str], float] | None:
    """Draw how many lines a headline takes, and its size."""
    least, most = habit.headline_sizes
    options = []
    for count in range(1, _MAX_LINES + 1):
        lines = split_headline(clauses, count)
        size = min(most, width / max(map(width_of, lines))) if lines else 0.0
        if size >= least:
            options.append((lines, size))
    if not options:
        return None
    lines, size = draw.choice(options)
    return lines, max(least, size * draw.uniform(0.8, 1.0))
