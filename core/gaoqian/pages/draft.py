"""An article of a page of text while it is put together."""

from collections.abc import Sequence

from gaoqian.pages.article import PageArticle
from gaoqian.pages.bylines import find_byline, strip_byline
from gaoqian.pages.joining import BodyLine, join_body, join_headline
from gaoqian.pages.line_odds import LineOdds
from gaoqian.pages.lines import Line
from gaoqian.pages.reading_order import reading_order
from gaoqian.pages.segmentation import Segment
from gaoqian.segment import Segmenter


class TextDraft:
    """The lines of one article, by their parts.

    Args:
        found: Where it stands.
        line_odds: Of the page's lines.
        segmenter: Knows the words of headlines, and of lines that may belong together.
        apart: Lines of its headline, where that stands apart from it.

    Attributes:
        layout: Its range of lines and their parts.
        line_odds: Of the page's lines.
        headline: Lines of its headline.
        bylines: Lines that are bylines.
        body: Lines of its body, as they are read.
        story: A caption that closes the body of a picture story.
        captions: Captions that stand with it, as lists of lines.
    """

    def __init__(
        self,
        found: Segment,
        line_odds: LineOdds,
        segmenter: Segmenter,
        apart: Sequence[Line] = (),
    ) -> None:
        self.layout = found.layout
        self.line_odds = line_odds
        self._confidence = found.probability
        self._segmenter = segmenter
        self._apart = apart
        edges = (
            range(self.layout.start, self.layout.first),
            range(self.layout.last, self.layout.end),
        )
        beside = [index for edge in edges for index in edge]
        bylines = [index for index in beside if line_odds.is_byline(index)]
        lines = line_odds.lines
        self.bylines = [lines[index] for index in bylines]
        self.headline = [lines[index] for index in beside if index not in bylines]
        order = reading_order(line_odds, self.layout.first, self.layout.last, segmenter)
        self.body: list[Line] = [lines[index] for index in order]
        self.story: list[Line] = []
        self.captions: list[list[Line]] = []

    def article(self, page: int) -> PageArticle:
        """Return the finished article of the page with this number, from 1."""
        body = _join(self.body)
        if self.story:
            body += "\n" + _join(self.story)
        headline = self.headline or self._apart
        pieces = [*self.headline, *self.bylines, *self.body, *self.story]
        return PageArticle(
            headline=join_headline([line.text for line in headline], self._segmenter, body),
            body=body,
            byline=self._byline(body),
            captions=tuple(_join(caption).replace("\n", "") for caption in self.captions),
            page=page,
            start=min(line.start for line in pieces),
            end=max(line.end for line in pieces),
            confidence=self._confidence,
        )

    def _byline(self, body: str) -> str:
        alone = " ".join(filter(None, (strip_byline(line.text) for line in self.bylines)))
        return alone or find_byline(body)


def _join(lines: Sequence[Line]) -> str:
    return join_body([BodyLine(line.text, line.is_indented or None) for line in lines])
