"""A cleaned article as one text: headline, line feed, body."""

from collections.abc import Sequence
from dataclasses import dataclass

from gaoqian.article import Article
from gaoqian.result import Evidence, Field
from gaoqian.text.clean import CleanText, clean
from gaoqian.text.marks import HouseRubric


@dataclass(frozen=True, slots=True)
class Document:
    r"""The text of an article as it is segmented, scored and trained on.

    Attributes:
        article: The article as sent.
        headline: Its headline, cleaned.
        body: Its body, cleaned.
        text: ``headline.text + "\n" + body.text``; no token and no known n-gram crosses the
            line feed.
    """

    article: Article
    headline: CleanText
    body: CleanText
    text: str

    @property
    def byline(self) -> tuple[str, ...]:
        """Leads and bylines removed from the text, in order."""
        return self.body.byline

    @property
    def rubrics(self) -> tuple[str, ...]:
        """Names of columns and commentators' lines, in order; replaced by marks in ``text``."""
        return self.headline.rubrics + self.body.rubrics

    def evidence(self, start: int, end: int, weight: float) -> Evidence:
        """Return the evidence for the span ``[start, end)`` of ``text``, located in the article.

        Args:
            start: First character; the span must lie within one field.
            end: One past the last character.
            weight: The span's contribution to a topic's log odds, in nats.
        """
        body_start = len(self.headline.text) + 1
        name: Field = "body" if start >= body_start else "headline"
        part, shift = (self.body, body_start) if name == "body" else (self.headline, 0)
        first, last = part.offsets.original_span(start - shift, end - shift)
        sent = self.article.body if name == "body" else self.article.headline
        return Evidence(name, first, last, sent[first:last], weight)


def compose(article: Article, rubrics: Sequence[HouseRubric] | None = ()) -> Document:
    """Clean an article and join its fields; ``rubrics`` as for `clean`."""
    headline = clean(article.headline, "headline", rubrics)
    body = clean(article.body, "body", rubrics)
    return Document(article, headline, body, f"{headline.text}\n{body.text}")
