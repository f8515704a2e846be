"""Cutting pages of text, as extractors give them, into their articles."""

from collections.abc import Iterator

from gaoqian.errors import ReadError
from gaoqian.pages.article import PageArticle
from gaoqian.pages.captions import attach_captions
from gaoqian.pages.draft import Draft
from gaoqian.pages.evidence import Evidence
from gaoqian.pages.headlines import assign_headlines, count_headlines_at_end
from gaoqian.pages.lines import find_lines
from gaoqian.pages.segmentation import segment
from gaoqian.pages.signs import find_captions, is_furniture
from gaoqian.pages.vocabulary import PageWords, Vocabulary

#: A page of the smallest type has some 2,000 lines; what has more is a book, and the work
#: grows with the square of the lines that an article may have.
MAX_LINES = 5_000


def cut_text(text: str, vocabulary: Vocabulary) -> Iterator[PageArticle | ReadError]:
    """Yield the articles of a text page by page, in order; pages end with form feeds.

    Args:
        text: As an extractor gave it; positions of articles point into it.
        vocabulary: Tells what belongs together.

    Yields:
        The articles; an error for a page that holds text and no article, or too many lines,
        and for a text that is blank.
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
    lines = [line for line in find_lines(text, start, end) if not is_furniture(line)]
    if len(lines) > MAX_LINES:
        raise ReadError(f"page {number} has {len(lines)} lines, expected at most {MAX_LINES}")
    captions = find_captions(lines)
    apart = {index for caption in captions for index in caption}
    kept = [index for index in range(len(lines)) if index not in apart]
    copy = [lines[index] for index in kept]
    if not copy:
        raise ReadError(f"page {number} holds no article, expected lines of running text")
    headlines = count_headlines_at_end(copy)
    copy, run = copy[: len(copy) - headlines], copy[len(copy) - headlines :]
    below = [place for place, index in enumerate(kept[: len(copy)]) if index - 1 in apart]
    evidence = Evidence(copy, PageWords(copy, vocabulary), below)
    found = segment(evidence, ("apart",)) if run else segment(evidence)
    apart_headlines = assign_headlines(run, found, evidence)
    drafts = [
        Draft(one, evidence, headline) for one, headline in zip(found, apart_headlines, strict=True)
    ]
    attach_captions(drafts, lines, captions)
    articles = [draft.article(vocabulary.segmenter, number) for draft in drafts]
    if not any(article.body for article in articles):
        raise ReadError(f"page {number} holds no article, expected lines of running text")
    return articles
