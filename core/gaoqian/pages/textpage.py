"""Cutting a page of text into its articles."""

from collections.abc import Iterator, Sequence

from gaoqian.pages.article import PageArticle
from gaoqian.pages.bylines import find_byline, strip_byline
from gaoqian.pages.evidence import Evidence
from gaoqian.pages.joining import BodyLine, join_body, join_headline
from gaoqian.pages.lines import Line, find_lines
from gaoqian.pages.segmentation import Segment, segment
from gaoqian.pages.signs import find_captions, is_furniture
from gaoqian.pages.vocabulary import PageWords, Vocabulary


def cut_text(text: str, vocabulary: Vocabulary) -> list[PageArticle]:
    articles: list[PageArticle] = []
    start = 0
    for number, page in enumerate(text.split("\f"), 1):
        articles += cut_page(text, start, start + len(page), vocabulary, number)
        start += len(page) + 1
    return articles


def cut_page(text, start, end, vocabulary, number):
    lines = [line for line in find_lines(text, start, end) if not is_furniture(line)]
    captions = find_captions(lines)
    inside = {index for caption in captions for index in caption}
    copy = [line for index, line in enumerate(lines) if index not in inside]
    if not copy:
        return []
    words = PageWords(copy, vocabulary)
    evidence = Evidence(copy, words)
    out = []
    for seg in segment(evidence):
        l = seg.layout
        body = join_body([BodyLine(x.text) for x in copy[l.first : l.last]])
        edge = [*range(l.start, l.first), *range(l.last, l.end)]
        by = [
            i
            for i in edge
            if evidence.signs[i].is_byline or evidence.signs[i].is_name and i != l.start
        ]
        head = [copy[i].text for i in edge if i not in by]
        out.append(
            PageArticle(
                join_headline(head, vocabulary.segmenter, body),
                body,
                byline=" ".join(strip_byline(copy[i].text) for i in by) or find_byline(body),
                page=number,
                start=copy[l.start].start,
                end=copy[l.end - 1].end,
                confidence=seg.probability,
            )
        )
    return out
