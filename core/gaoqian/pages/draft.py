"""Draft of an article from a page of text: its lines by part, before they are joined."""

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
    """The lines of one article, by part.

    Args:
        found: The segment of the page.
        line_odds: The log odds of the page's lines.
        segmenter: Segments headlines and joined lines into words.
        apart: Lines of its headline, if all headlines follow the last body.

    Attributes:
        layout: Its range of lines and their parts.
        line_odds: The log odds of the page's lines.
        headline: Lines of the headline.
        bylines: Lines of bylines.
        body: Lines of the body, in reading order.
        story: A caption that ends the body of a picture story.
        captions: Its captions, each a list of lines.
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
        """Return the article; ``page`` is the page's number, from 1."""
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
