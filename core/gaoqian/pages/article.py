"""An article of a newspaper page, the result of page cutting."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from the page's upper left corner.

    Attributes:
        left: Distance of the left edge.
        top: Distance of the upper edge.
        right: Distance of the right edge.
        bottom: Distance of the lower edge.
    """

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageArticle:
    """One article of a page.

    Attributes:
        headline: Its lines joined, clauses separated by a space; empty if it was not found.
        body: Paragraphs separated by line feeds, hard wraps joined; subheads are paragraphs.
        byline: As printed, without bullet (○, ■); empty for none.
        captions: Captions of its pictures, in reading order.
        page: Number of the page, from 1.
        start: First character of body and headline in the text as given, in code points from 0;
            None for a page with geometry.
        end: One past the last; None for a page with geometry.
        boxes: One box per column on a page with geometry; empty for a page of text.
        confidence: Confidence of the segmentation, 0 to 1.
    """

    headline: str
    body: str
    byline: str = ""
    captions: tuple[str, ...] = ()
    page: int = 1
    start: int | None = None
    end: int | None = None
    boxes: tuple[Box, ...] = ()
    confidence: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object that ``gaoqian pages`` writes, which ``gaoqian tag`` reads."""
        return {
            "headline": self.headline,
            "byline": self.byline,
            "body": self.body,
            "captions": list(self.captions),
            "page": self.page,
            "start": self.start,
            "end": self.end,
            "boxes": [[box.left, box.top, box.right, box.bottom] for box in self.boxes],
            "confidence": round(self.confidence, 3),
        }
