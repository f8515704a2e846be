"""Setting a body into columns, cut behind the last sentence that still fits."""

from dataclasses import dataclass

from pagebench.habits import Habit
from pagebench.linebreaks import break_lines
from pagebench.marks import Alignment, Line
from pagebench.stories import Paragraph

_INDENT = 2.0


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for body type in one column.

    Attributes:
        x: Left edge, in points.
        y: Upper edge of its first line, in points.
        measure: Characters a line.
        rows: Lines that it holds.
    """

    x: float
    y: float
    measure: int
    rows: int


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line of a body before it has a place: its text, and what kind of line it is."""

    text: str
    indent: float
    is_last: bool
    is_subhead: bool


@dataclass(frozen=True, slots=True)
class FittedBody:
    """As much of a body as its room holds.

    Attributes:
        paragraphs: What was set.
        lines: Its lines.
    """

    paragraphs: tuple[str, ...]
    lines: tuple[TypedLine, ...]


def fit(paragraphs: tuple[Paragraph, ...], measure: int, room: int) -> FittedBody:
    """Take whole sentences from the start of a body until so many lines are full."""
    texts: list[str] = []
    lines: list[TypedLine] = []
    heading: Paragraph | None = None
    for paragraph in paragraphs:
        if paragraph.is_subhead:
            heading = paragraph
            continue
        taken = ""
        set_lines: list[TypedLine] = []
        above = _subhead_lines(heading, measure)
        for sentence in paragraph.sentences:
            longer = _body_lines(taken + sentence, measure)
            if len(lines) + len(above) + len(longer) > room:
                break
            taken, set_lines = taken + sentence, longer
        if taken:
            texts += [*heading.sentences, taken] if heading else [taken]
            lines += above + set_lines
            heading = None
        if taken != "".join(paragraph.sentences):
            break
    return FittedBody(tuple(texts), tuple(lines))


def lines_needed(paragraphs: tuple[Paragraph, ...], measure: int) -> int:
    """Return how many lines a whole body takes."""
    return len(fit(paragraphs, measure, 10_000).lines)


def place(lines: tuple[TypedLine, ...], slots: list[Slot], habit: Habit) -> list[list[Line]]:
    """Put a body's lines into its columns, one after the other."""
    columns: list[list[Line]] = []
    rest = list(lines)
    for slot in slots:
        taken, rest = rest[: slot.rows], rest[slot.rows :]
        columns.append([_line(line, slot, row, habit) for row, line in enumerate(taken)])
    return [column for column in columns if column]


def _line(line: TypedLine, slot: Slot, row: int, habit: Habit) -> Line:
    y = slot.y + row * habit.pitch
    width = slot.measure * habit.size
    if line.is_subhead:
        return Line(line.text, slot.x, y, width, habit.size, habit.display, "center", bold=True)
    shift, text = line.indent * habit.size, line.text
    if shift and habit.indent_by_blanks:
        shift, text = 0.0, "\u3000\u3000" + text
    align: Alignment = "left" if line.is_last else "justify"
    return Line(text, slot.x + shift, y, width - shift, habit.size, habit.body, align)


def _subhead_lines(heading: Paragraph | None, measure: int) -> list[TypedLine]:
    if heading is None:
        return []
    texts = break_lines("".join(heading.sentences), measure, 0.0)
    return [TypedLine(text, 0.0, is_last=True, is_subhead=True) for text in texts]


def _body_lines(text: str, measure: int) -> list[TypedLine]:
    texts = break_lines(text, measure, _INDENT)
    return [
        TypedLine(line, 0.0 if n else _INDENT, is_last=n == len(texts) - 1, is_subhead=False)
        for n, line in enumerate(texts)
    ]
