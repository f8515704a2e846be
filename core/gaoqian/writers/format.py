"""Output format: the functions that write slips in one format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gaoqian.writers.slip import Slip


def _nothing() -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """An output format.

    Attributes:
        name: Its name on the command line.
        suffix: Suffix of its files, such as ``.xml``.
        content_type: Its media type.
        part: Writes any number of slips, between ``opening`` and ``closing``.
        opening: Writes the beginning of a file, before the first slip.
        closing: Writes the end of a file, after the last slip.
        single: Writes a file of exactly one slip; None if it does not differ from others.
        resumable: Whether an incomplete file can be continued after its last complete line.
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
        """Whether a file usually contains several slips."""
        return self.single is None

    def write(self, slips: Sequence[Slip]) -> bytes:
        """Return the content of a file with these slips, in order."""
        if self.single is not None and len(slips) == 1:
            return self.single(slips[0])
        return self.opening() + self.part(slips) + self.closing()
