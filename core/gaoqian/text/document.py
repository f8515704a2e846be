"""A cleaned article as one text: headline, line feed, body."""

from collections.abc import Sequence
from dataclasses import dataclass

from gaoqian.article import Article
from gaoqian.result import Evidence, Field
from gaoqian.text.clean import CleanText, clean
from gaoqian.text.marks import HouseRubric


@dataclass(frozen=True, slots=True)
class Document:
    r"""What the segmenter and the scorer read, and what training fits on.

    Attributes:
        article: The article as sent.
        headline: Its headline, cleaned.
        body: Its body, cleaned.
        text: ``headline.text + "\n" + body.text``; no token and no n-gram that a model
            knows runs across the line feed.
    """

    article: Article
    headline: CleanText
    body: CleanText
    text: str

    @property
    def byline(self) -> tuple[str, ...]:
        """Leads and bylines that were hidden, in order."""
        return self.body.byline

    @property
    def rubrics(self) -> tuple[str, ...]:
        """Names of columns and commentators' lines, in order; in ``text`` marks stand for them."""
        return self.headline.rubrics + self.body.rubrics

    def evidence(self, start: int, end: int, weight: float) -> Evidence:
        """Return the span ``[start, end)`` of ``text`` as evidence in the article as sent.

        Args:
            start: First character; the span must lie within one field.
            end: One past the last character.
            weight: What the span adds to a topic's logit.
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
