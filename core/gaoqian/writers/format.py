"""A format: how slips are written, alone and together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gaoqian.writers.slip import Slip


def _nothing() -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """How slips are written.

    Attributes:
        name: What it is called on the command line.
        suffix: How names of its files end.
        content_type: Its media type.
        part: Writes any number of slips, as they stand between ``opening`` and ``closing``.
        opening: Writes what stands before the first slip of a file.
        closing: Writes what stands behind the last.
        single: Writes the one slip of a file that holds no other; None where files of one slip
            are like all others.
        resumable: Whether a file that ends anywhere can be gone on with behind its last line.
    """

    name: str
    suffix: str
    content_type: str
    part: Callable[[Sequence[Slip]], bytes]
    opening: Callable[[], bytes] = _nothing
    closing: Callable[[], bytes] = _nothing
    single: Callable[[Slip], bytes] | None = None
    resumable: bool = False

    @property
    def many(self) -> bool:
        """Whether several slips usually share a file."""
        return self.single is None

    def write(self, slips: Sequence[Slip]) -> bytes:
        """Return a whole file that holds these slips, in order."""
        if self.single is not None and len(slips) == 1:
            return self.single(slips[0])
        return self.opening() + self.part(slips) + self.closing()
