"""Segmentation of pages of text, as text extractors return them, into articles."""

from collections.abc import Iterator, Sequence

import numpy as np

from gaoqian.errors import ReadError
from gaoqian.pages.article import PageArticle
from gaoqian.pages.captions import attach_captions
from gaoqian.pages.cues import read_cues
from gaoqian.pages.draft import TextDraft
from gaoqian.pages.features import line_features
from gaoqian.pages.headlines import assign_headlines, count_headlines_at_end
from gaoqian.pages.line_odds import LineOdds
from gaoqian.pages.lines import Line
from gaoqian.pages.page_lines import PageLines, find_page_lines
from gaoqian.pages.roles import FURNITURE, OPENS, RUN, Odds, load_network
from gaoqian.pages.segmentation import segment
from gaoqian.pages.vocabulary import PageWords, Vocabulary

#: Most lines of a page: one in the smallest type has some 2,000, and the time grows with the
#: square of an article's length.
MAX_LINES = 5_000
#: Log odds of a lead as the first line of a body, on pages with all headlines at the end.
_LEAD_OPENS = 2.0


def cut_text(text: str, vocabulary: Vocabulary) -> Iterator[PageArticle | ReadError]:
    """Yield the articles of a text, page by page in order; form feeds separate pages.

    Args:
        text: The text as extracted; ``start`` and ``end`` of articles refer to it.
        vocabulary: Word weights for comparing parts of the page.

    Yields:
        Articles; an error for a page without an article or with too many lines, and for a blank
        text.
    """
    if not text.strip():
        yield ReadError("is blank, expected the text of a page")
    start = 0
    for number, page in enumerate(text.split("\f"), 1):
        if page.strip():
            try:
                yield from _cut_page(text, start, start + len(page), number, vocabulary)
            except ReadError as error:
                yield error
        start += len(page) + 1


def _cut_page(
    text: str, start: int, end: int, number: int, vocabulary: Vocabulary
) -> list[PageArticle]:
    page = find_page_lines(text, start, end)
    if len(page.lines) > MAX_LINES:
        raise ReadError(f"page {number} has {len(page.lines)} lines, expected at most {MAX_LINES}")
    if not page.lines:
        raise ReadError(f"page {number} holds no article, expected lines of running text")
    drafts = _draft(page, vocabulary)
    attach_captions(drafts, page.captions)
    articles = [draft.article(number) for draft in drafts]
    if not any(article.body for article in articles):
        raise ReadError(f"page {number} holds no article, expected lines of running text")
    return articles


def _draft(page: PageLines, vocabulary: Vocabulary) -> list[TextDraft]:
    words = PageWords(page.lines, vocabulary)
    features = line_features(page.lines, words, page.below_captions)
    odds = load_network().log_odds(features)
    kept = [index for index in range(len(page.lines)) if odds[index].argmax() != FURNITURE]
    kept = kept or list(range(len(page.lines)))
    lines, odds = [page.lines[index] for index in kept], odds[kept]
    headlines = count_headlines_at_end(lines, odds)
    rest = len(lines) - headlines
    lines, run, odds = lines[:rest], lines[rest:], odds[:rest]
    if run:
        odds = _with_more_openings(lines, odds)
    if len(lines) < len(page.lines):
        words = PageWords(lines, vocabulary)
    line_odds = LineOdds(lines, words, odds)
    found = segment(line_odds, ("at_end",)) if run else segment(line_odds)
    assigned = assign_headlines(run, found, line_odds)
    return [
        TextDraft(one, line_odds, vocabulary.segmenter, headline)
        for one, headline in zip(found, assigned, strict=True)
    ]


def _with_more_openings(lines: Sequence[Line], odds: Odds) -> Odds:
    """Return the odds of lines on a page without headlines between the bodies.

    An apparent column break may be the next body, and a lead mostly begins one.
    """
    more = odds.copy()
    more[:, OPENS] = np.maximum(odds[:, OPENS], odds[:, RUN])
    leads = [index for index, line in enumerate(lines) if read_cues(line).opens_with_lead]
    more[leads, OPENS] += _LEAD_OPENS
    return more
