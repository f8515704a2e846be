"""Offset map: from positions in cleaned text back to positions in the text as sent.

Cleaning is a chain of stages, most of which leave a text unchanged. A stage is stored as its
edits only, and a position is mapped back stage by stage.
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
        length: Length of the replacement.
    """

    start: int
    end: int
    length: int


class Stage:
    """The edits of one stage, ordered and disjoint, with their positions in its output."""

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
        """Return the input position where the output character at ``position`` begins."""
        index = bisect_right(self._output_ends, position)
        if index < len(self._edits) and self._output_starts[index] <= position:
            return self._edits[index].start
        return position - self._shift_of(index)

    def end_before(self, position: int) -> int:
        """Return the input position where output that ends at ``position`` ends."""
        index = bisect_left(self._output_ends, position)
        if index < len(self._edits) and self._output_starts[index] < position:
            return self._edits[index].end
        # A deletion exactly here follows the text that ends here and is left out.
        return position - self._shift_of(index)

    def _shift_of(self, index: int) -> int:
        """Return the length added by the edits before ``index``."""
        if index == 0:
            return 0
        return self._output_ends[index - 1] - self._edits[index - 1].end


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The stages that changed a text, in order."""

    stages: tuple[Stage, ...] = ()

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text as sent that corresponds to ``[start, end)``.

        Characters removed by cleaning are included inside the span and excluded at its edges.

        Args:
            start: First character in the cleaned text, ``0 <= start < end``.
            end: One past the last character in the cleaned text.
        """
        for stage in reversed(self.stages):
            start, end = stage.start_before(start), stage.end_before(end)
        return start, end
