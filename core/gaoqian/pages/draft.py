"""An article of a page of text while it is put together."""

from collections.abc import Sequence

from gaoqian.pages.article import PageArticle
from gaoqian.pages.bylines import find_byline, strip_byline
from gaoqian.pages.evidence import Evidence
from gaoqian.pages.joining import BodyLine, join_body, join_headline
from gaoqian.pages.lines import Line
from gaoqian.pages.segmentation import Segment
from gaoqian.segment import Segmenter


class Draft:
    """The lines of one article, by their parts.

    Args:
        found: Where it stands.
        evidence: Of the page's lines.
        apart: Lines of its headline, where that stands apart from it.

    Attributes:
        layout: Its range of lines and their parts.
        evidence: Of the page's lines.
        headline: Lines of its headline.
        bylines: Lines that are bylines.
        body: Lines of its body.
        story: A caption that closes the body of a picture story.
        captions: Captions that stand with it, as lists of lines.
    """

    def __init__(self, found: Segment, evidence: Evidence, apart: Sequence[Line] = ()) -> None:
        self.layout = found.layout
        self.evidence = evidence
        self._confidence = found.probability
        self._apart = apart
        edges = (
            range(self.layout.start, self.layout.first),
            range(self.layout.last, self.layout.end),
        )
        beside = [index for edge in edges for index in edge]
        bylines = [
            index for edge in edges for index in edge if evidence.is_byline_at(index, edge.start)
        ]
        lines = evidence.lines
        self.bylines = [lines[index] for index in bylines]
        self.headline = [lines[index] for index in beside if index not in bylines]
        self.body: list[Line] = list(lines[self.layout.first : self.layout.last])
        self.story: list[Line] = []
        self.captions: list[list[Line]] = []

    def article(self, segmenter: Segmenter, page: int) -> PageArticle:
        """Return the finished article.

        Args:
            segmenter: Knows the words of headlines.
            page: Number of the page, from 1.
        """
        body = _join(self.body)
        if self.story:
            body += "\n" + _join(self.story)
        headline = self.headline or self._apart
        pieces = [*self.headline, *self.bylines, *self.body, *self.story]
        return PageArticle(
            headline=join_headline([line.text for line in headline], segmenter, body),
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
