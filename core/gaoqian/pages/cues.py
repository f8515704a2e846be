"""Typographic cues of a single line: what it may be, by its own form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gaoqian.pages.lines import Line
from gaoqian.text.leads import BULLETS, find_leads, is_byline
from gaoqian.text.names import NAMES
from gaoqian.text.rules import BLANK, HAN

_ENDS_SENTENCE = re.compile(r"[。！？!?…][”’」』）)》]*$|[）)]$")
_MUST_CONTINUE = re.compile(r"[，、；,;—－]$")
_CANNOT_OPEN = re.compile(r"[，。、；：？！”’）》」』…·%％,.;:?!)]")
_COMMA = re.compile(r"[，、；。,;]")

_STAFF = (
    r"主任|编委|责编|编辑[/／]\w{2}|编辑|校对|版式|美编|组版|审读|主编|监审|终审"
    "|新闻热线|电话|热线|投稿|邮箱|电邮|网址|E-?mail"
)
#: Furniture: dates and numbers at a page's head and foot, and staff. Whole lines only, so that
#: dates and editors in a body are kept.
_FURNITURE = re.compile(
    rf"""(?:
        [\d{BLANK}\-—–·•/|丨｜.]+
      | (?:第)?[{BLANK}]?[A-Z]?\d{{1,3}}[{BLANK}]?版(?:[{BLANK}：:·]*[\w{BLANK}·/]{{0,12}})?
      | [\w·{BLANK}]{{0,16}}第?[{BLANK}]?[A-Z]?\d{{1,3}}[{BLANK}]?版[\w·{BLANK}]{{0,12}}
      | [\w《》·|丨｜/{BLANK}]{{0,24}}\d{{4}}[{BLANK}]?[年.\-/][{BLANK}]?\d{{1,2}}[{BLANK}]?[月.\-/]
        [{BLANK}]?\d{{1,2}}[{BLANK}]?日?
        [\w《》（）()·|丨｜：:/.@{BLANK}]{{0,48}}
      | (?:本版|值班|责任|执行|见习)?(?:{_STAFF})
        [{BLANK}]?[：:／/{BLANK}].{{1,60}}
      | (?:https?://|www\.)\S+
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CAPTION_OPENS = re.compile(
    r"[▲▼◀▶↑↓←→△]|(?:[上下左右本题配组]|压题)图|图片?(?:[①-⑨]|[一二三四五]?为|\d|[：:（(])"
)
_CREDIT_ENDS = re.compile(rf"(?:摄|供图|资料图片?|图片由.{{2,20}}提供)[{BLANK}]?[）)]?$")
_PICTURE_NAME = re.compile(r"[^，。；！？]{2,24}(?:对比|效果|示意|资料|实景|航拍|漫)图")
#: Words that follow 记者 in names of columns, which are kickers.
_COLUMN_LABEL = "走基层|手记|观察|调查|札记|见闻|感言|连线|视线|评述|眼"
#: A byline on a line of its own; its names may be letter-spaced.
_REPORTERS_ALONE = re.compile(
    rf"[{BULLETS}]?[{BLANK}]*[{HAN}]{{0,10}}?[{BLANK}]*(?:记者|通讯员|实习生)[{BLANK}]*"
    rf"(?!{_COLUMN_LABEL})(?:[{HAN}·{BLANK}]|通讯员|记者){{1,18}}(?:文[/／]图|摄影报道)?"
)
_BLANKS = re.compile(f"[{BLANK}]+")
#: Distinguishes a lead from a sentence that names a reporter.
_LEAD_WORD = re.compile(r"^(?:.{0,30}[讯电]|[（(【\[［]|.{0,10}(?:记者|通讯员).{0,12}报道)")
_NAME_ALONE = re.compile(rf"[{BULLETS}]?[{BLANK}]?{NAMES}")

#: In lines: the longest caption.
_MAX_CAPTION = 8


@dataclass(frozen=True, slots=True)
class LineCues:
    """The typographic cues of a line.

    Attributes:
        ends_sentence: Whether it ends with the end of a sentence or a bracket.
        must_continue: Whether it ends with a comma or similar.
        cannot_open: Whether it begins with closing punctuation.
        opens_with_lead: Whether it begins with a lead such as ``本报讯（…）``.
        is_byline: Whether the whole line is a byline or a credit.
        is_signature: Whether it is a byline in brackets, as at the end of an article.
        is_name: Whether the whole line is names, a byline if next to a headline.
        commas: Number of commas and similar punctuation within it.
    """

    ends_sentence: bool
    must_continue: bool
    cannot_open: bool
    opens_with_lead: bool
    is_byline: bool
    is_signature: bool
    is_name: bool
    commas: int


def read_cues(line: Line, following: str = "") -> LineCues:
    """Return the cues of a line.

    Args:
        line: The line.
        following: ``closed`` of the next line, into which a lead may run.
    """
    text = line.closed
    byline = stands_as_byline(line)
    return LineCues(
        ends_sentence=_ENDS_SENTENCE.search(text) is not None,
        must_continue=_MUST_CONTINUE.search(text) is not None,
        cannot_open=_CANNOT_OPEN.match(text) is not None,
        opens_with_lead=not byline and _has_lead(line, following),
        is_byline=byline,
        is_signature=byline and text[0] in "（(",
        is_name=_NAME_ALONE.fullmatch(line.text) is not None,
        commas=len(_COMMA.findall(text[:-1])),
    )


def page_cues(lines: Sequence[Line]) -> list[LineCues]:
    """Return the cues of each line of a page."""
    following = ["" if stands_as_byline(line) else line.closed for line in lines[1:]] + [""]
    return list(map(read_cues, lines, following))


def stands_as_byline(line: Line) -> bool:
    """Whether a whole line is a byline or a credit."""
    return is_byline(line.text) or _REPORTERS_ALONE.fullmatch(line.text) is not None


def _has_lead(line: Line, following: str) -> bool:
    # A lead may be letter-spaced to fill its column, and run into the next line.
    dense = _BLANKS.sub("", line.text)
    texts = [line.text, dense]
    if not _opens_with_lead(following):  # else a headline above would seem to be its beginning
        texts += [f"{dense}\n{following}", dense + following]
    return any(map(_opens_with_lead, texts))


def _opens_with_lead(text: str) -> bool:
    return any(lead.start == 0 and _LEAD_WORD.search(lead.text) for lead in find_leads(text)[:1])


def is_furniture(line: Line) -> bool:
    """Whether a line is furniture of the page: header, folio or staff."""
    return _FURNITURE.fullmatch(line.text) is not None


def opens_as_caption(line: Line) -> bool:
    """Whether a line begins like a caption."""
    return _CAPTION_OPENS.match(line.closed) is not None


def find_captions(lines: Sequence[Line]) -> list[range]:
    """Return the captions among lines, in order: ranges of indices, without overlaps.

    A caption begins with ``图为`` or similar and ends with its sentence and credit; or it is the
    paragraph before a photographer's credit; or the title of a picture.
    """
    found: list[range] = []
    index = 0
    while index < len(lines):
        caption = _caption_from(lines, index) or _caption_to(
            lines, index, found[-1].stop if found else 0
        )
        if caption:
            found.append(caption)
        index = caption.stop if caption else index + 1
    return found


def _caption_from(lines: Sequence[Line], first: int) -> range | None:
    text = lines[first].closed
    if _PICTURE_NAME.fullmatch(text):
        return range(first, first + 1)
    if not _CAPTION_OPENS.match(text):
        return None
    for last in range(first, min(first + _MAX_CAPTION, len(lines))):
        if _ENDS_SENTENCE.search(lines[last].closed) or _CREDIT_ENDS.search(lines[last].closed):
            end = last + 1
            while end < len(lines) and _is_credit(lines[end]):
                end += 1
            return range(first, end)
    return range(first, first + 1)


def _caption_to(lines: Sequence[Line], last: int, bound: int) -> range | None:
    """Return the paragraph that ends in a photographer's credit."""
    if not _CREDIT_ENDS.search(lines[last].closed):
        return None
    first = last
    if _is_credit(lines[last]):
        first -= 1
    while (
        bound < first
        and last - first < _MAX_CAPTION
        and not _ENDS_SENTENCE.search(lines[first - 1].closed)
        and not is_byline(lines[first - 1].text)
    ):
        first -= 1
    return range(max(first, bound), last + 1)


def _is_credit(line: Line) -> bool:
    return is_byline(line.text) and _CREDIT_ENDS.search(line.text) is not None
