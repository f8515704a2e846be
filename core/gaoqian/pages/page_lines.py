"""The lines of a page by kind: copy, captions, and furniture, which is dropped."""

from dataclasses import dataclass

from gaoqian.pages.cues import find_captions, is_furniture
from gaoqian.pages.lines import Line, find_lines


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page without furniture (headers, folios, staff).

    Attributes:
        lines: Lines of headlines, bylines and bodies, in the order of the text.
        captions: The lines of each caption.
        below_captions: Indices of ``lines`` that follow a caption.
    """

    lines: list[Line]
    captions: list[list[Line]]
    below_captions: frozenset[int]


def find_page_lines(text: str, start: int, end: int) -> PageLines:
    """Return the lines of the page ``text[start:end]``."""
    lines = [line for line in find_lines(text, start, end) if not is_furniture(line)]
    captions = find_captions(lines)
    apart = {index for caption in captions for index in caption}
    kept = [index for index in range(len(lines)) if index not in apart]
    return PageLines(
        lines=[lines[index] for index in kept],
        captions=[[lines[index] for index in caption] for caption in captions],
        below_captions=frozenset(place for place, index in enumerate(kept) if index - 1 in apart),
    )
