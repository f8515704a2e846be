"""Joining of lines: of a body into paragraphs, of a headline into one line.

Used for pages of text and for PDF pages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gaoqian.segment import Segmenter
from gaoqian.text.leads import find_leads
from gaoqian.text.rules import BLANK, SPACED_BODY, SPACED_HEADLINE
from gaoqian.text.wraps import is_wrapped, joint

#: After one of the first, or before one of the second, a line break separates no clauses.
_OPEN_ENDS = frozenset("：:，,、·—-“‘（(《〈「『")
_OPEN_STARTS = frozenset("，,。、：:；;！!？?”’）)》〉」』·—-%％")
#: A clause does not end in one of these words, nor begin with one of the others.
_LEADING_WORDS = frozenset("把被让给向为在与和及从对使将以由的比到是")
_TRAILING_WORDS = frozenset("的了着过和与及等")

#: In characters, on each side of a break: two words of two make a phrase.
_PHRASE = 2

_BLANKS = re.compile(f"[{BLANK}]+")


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One line of a body.

    Attributes:
        text: As printed.
        opens_paragraph: Whether a paragraph begins here, by indent or gap; None if unknown, then
            the line ends decide.
    """

    text: str
    opens_paragraph: bool | None = None


def close_spaces(text: str) -> str:
    """Strip a body's text, and remove spaces between Han characters.

    Spaces in leads and bylines separate names and are kept.
    """
    text = text.strip(BLANK + "\n")
    if not _BLANKS.search(text):
        return text
    pieces: list[str] = []
    done = 0
    for lead in find_leads(text):
        pieces += (_close(text[done : lead.start]), lead.text)
        done = lead.end
    return "".join((*pieces, _close(text[done:])))


def _close(text: str) -> str:
    return SPACED_BODY.pattern.sub(SPACED_BODY.replacement, text)


def join_body(lines: Sequence[BodyLine]) -> str:
    """Return a body's paragraphs, separated by line feeds, with hard wraps joined.

    Args:
        lines: In reading order; lines without text are dropped.
    """
    texts = [close_spaces(line.text) for line in lines]
    paragraphs: list[str] = []
    previous = current = ""
    for line, text in zip(lines, texts, strict=True):
        if not text:
            continue
        opens = line.opens_paragraph
        if opens is None:
            opens = not is_wrapped(current, text, previous)
        if opens or not paragraphs:
            paragraphs.append(text)
        else:
            paragraphs[-1] += joint(current, text) + text
        previous, current = current, text
    return "\n".join(paragraphs)


def join_headline(lines: Sequence[str], segmenter: Segmenter, body: str = "") -> str:
    """Join a headline's lines, with a space between lines that are separate clauses.

    No space is put inside a word, next to punctuation or a function word, or where the body
    contains the text across the break. Lines of one character are a vertical headline.

    Args:
        lines: In reading order, as printed.
        segmenter: Finds words across line breaks.
        body: The joined body.
    """
    dense = _BLANKS.sub("", body)
    headline = ""
    last = ""
    for text in filter(None, map(_close_headline, lines)):
        if headline:
            vertical = len(last) == len(text) == 1
            parted = not vertical and _parts_clauses(headline, text, segmenter, dense)
            headline += " " if parted else ""
        headline += text
        last = text
    return headline


def _close_headline(line: str) -> str:
    """Remove letter-spacing from a line; blanks between clauses become a plain space."""
    closed = SPACED_HEADLINE.pattern.sub(SPACED_HEADLINE.replacement, line.strip(BLANK + "\n"))
    return _BLANKS.sub(" ", closed)


def _parts_clauses(left: str, right: str, segmenter: Segmenter, body: str) -> bool:
    if left[-1] in _OPEN_ENDS | _LEADING_WORDS or right[0] in _OPEN_STARTS | _TRAILING_WORDS:
        return False
    if min(len(left), len(right)) >= _PHRASE and left[-_PHRASE:] + right[:_PHRASE] in body:
        return False
    end = 0
    for word in segmenter.cut(left + right):
        end += len(word)
        if end >= len(left):
            break
    return end == len(left)
