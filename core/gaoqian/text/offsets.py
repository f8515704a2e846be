"""The map from positions in cleaned text back to positions in the text as sent.

Cleaning is a chain of stages, and most texts need no change in most of them. A stage is
therefore kept as its edits alone, and a position is carried back stage by stage; a text that
needed nothing costs nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement made by one stage, in that stage's own input coordinates.

    Attributes:
        start: First replaced character of the stage's input.
        end: One past the last replaced character.
        length: Length of what stands there afterwards.
    """

    start: int
    end: int
    length: int


class Stage:
    """The edits of one stage, ordered and disjoint, with their places in its output."""

    __slots__ = ("_edits", "_output_ends", "_output_starts")

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._output_starts: list[int] = []
        self._output_ends: list[int] = []
        shift = 0
        for edit in edits:
            self._output_starts.append(edit.start + shift)
            self._output_ends.append(edit.start + shift + edit.length)
            shift += edit.length - (edit.end - edit.start)

    def start_before(self, position: int) -> int:
        """Return where, in the input, the output character at ``position`` began."""
        index = bisect_right(self._output_ends, position)
        if index < len(self._edits) and self._output_starts[index] <= position:
            return self._edits[index].start
        return position - self._shift_of(index)

    def end_before(self, position: int) -> int:
        """Return where, in the input, the output that ends at ``position`` ended."""
        index = bisect_left(self._output_ends, position)
        if index < len(self._edits) and self._output_starts[index] < position:
            return self._edits[index].end
        # A deletion exactly here lies behind the text that ends here: leave it out.
        return position - self._shift_of(index)

    def _shift_of(self, index: int) -> int:
        """Length gained by the edits before ``index``."""
        if index == 0:
            return 0
        return self._output_ends[index - 1] - self._edits[index - 1].end


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The stages that turned a text into its cleaned form, first stage first."""

    stages: tuple[Stage, ...] = ()

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text as sent that became ``[start, end)``.

        The span starts at the first and ends after the last character that contributed;
        what cleaning removed at its edges stays outside, what it removed inside stays in.

        Args:
            start: First character in the cleaned text, ``0 <= start < end``.
            end: One past the last character in the cleaned text.
        """
        for stage in reversed(self.stages):
            start, end = stage.start_before(start), stage.end_before(end)
        return start, end
