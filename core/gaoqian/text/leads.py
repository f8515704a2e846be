"""Leads, datelines and bylines (电头、署名): found by patterns, kept as metadata, removed.

They name the author and the agency. A classifier that sees them learns the source instead of
the subject, and shows the reporter's name as evidence. The patterns are strict: a byline left
in does less harm than a sentence removed.
"""

import re
from dataclasses import dataclass

from gaoqian.text.names import BLANK_IN_LINE, HAN_LETTER, NAME, NAMES, SIGNATURE, TITLED_NAME

_Span = tuple[int, int]

_GAP = BLANK_IN_LINE
#: Bullets that typesetters put before a byline.
BULLETS = "□■○●◎◇◆▲△"
_INSIDE = r"[^（）()\[\]【】［］]"
_OPEN, _CLOSE = r"[（(\[【［]", r"[）)\]】］]"
_REPORTER = "(?:见习|实习|特约|本报|首席)?(?:记者|通讯员|实习生|特约撰稿(?:人)?|撰稿人?)"
_WORD = r"[^\s，。；：！？、（）()“”《》]"

_REPORTERS_IN_BRACKETS = rf"[（(]{_INSIDE}{{0,14}}?{_REPORTER}{_INSIDE}{{1,50}}[）)]"
_NAMES_IN_BRACKETS = rf"[（(]{_GAP}*{NAMES}{_GAP}*[）)]"
_OUTLET = (
    rf"(?:本报|本刊|本台|本网|本社|本站|{_WORD}{{0,8}}?(?:[日晚晨早时商快新周]报|都市报|工人报|企业报"
    rf"|[新中央]{_WORD}{{0,2}}[社网]|{HAN_LETTER}社|{_WORD}网|电视台|广播|客户端))"
)
_AGENCY = rf"(?:本报|本刊|本台|本网|本社|新华社|中新社|{HAN_LETTER}{{2}}社)"

#: ``本报讯``, ``【…报讯】``, ``新华社北京1月1日电（记者…）``, ``本报武汉电（记者…）``.
_LEAD = re.compile(
    rf"""{_GAP}*+[（(【\[［]?据?
    (?:
        {_OUTLET}{_WORD}{{0,12}}?讯(?=[\s（(【】\]］：:“\d]|$)
      | (?:{_OUTLET}|{_AGENCY})?{_WORD}{{0,12}}?(?:\d{{1,2}}月)?\d{{1,2}}日
        (?:体育|财经|文化)?专?(?:电|讯|消息)(?=[\s（(）)：:】\]］]|题[：:]|$)
      | {_AGENCY}{_WORD}{{0,6}}?(?:电|消息)(?={_GAP}|{_REPORTERS_IN_BRACKETS}|$)
      | 本[台报网]消息(?=[：:])
    )
    [）)】\]］]?(?:\s*+(?:{_REPORTERS_IN_BRACKETS}|{_NAMES_IN_BRACKETS}))?(?:题)?[：:]?""",
    re.VERBOSE,
)
#: ``本报记者 郁小蝉 报道：``, ``（本报记者 …）`` in front of the first sentence.
_REPORTED_BY = re.compile(
    rf"{_GAP}*+(?:{_WORD}{{0,8}}?{_REPORTER}{_GAP}?(?:{NAMES}{_GAP}?)?(?:联合|综合|摄影)?报道(?:[：:]|(?=\s))"
    rf"|{_REPORTERS_IN_BRACKETS})"
)
#: A whole line that is a byline: ``□本报记者 贺兰舟``, ``○通讯员马小满``.
_BYLINE = re.compile(
    rf"(?:[{BULLETS}]{_GAP}{{0,2}}{_WORD}{{0,8}}?{_GAP}?{_REPORTER}{_GAP}{{0,2}}"
    rf"|{_WORD}{{0,8}}?{_REPORTER}{_GAP}{{1,3}}|本[报刊台网]{_REPORTER}{_GAP}{{0,3}})"
    rf"(?:{NAMES}|(?<={_GAP}){TITLED_NAME})(?:{_GAP}{{1,3}}{_REPORTER}{_GAP}{{0,2}}{NAMES})?"
    rf"(?:{_GAP}{{0,2}}(?:摄|文/图|摄影报道))?"
)
#: ``吉克阿呷 摄``, ``责任编辑：王五``, ``来源：霁川日报``: a credit on a line of its own.
_CREDIT = re.compile(
    rf"{_WORD}{{0,10}}?{_GAP}?{NAMES}{_GAP}{{1,4}}摄(?:影报道)?"
    rf"|(?:责任编辑|责编|编辑|校对|审核|作者|摄影|文|图){_GAP}{{0,2}}[：:/]{_GAP}{{0,2}}{NAMES}"
    rf"|(?:来源|稿源){_GAP}{{0,2}}[：:]{_GAP}{{0,2}}"
    rf"{_WORD}{{1,14}}(?:[报网社台刊]|客户端|发布|公众号)"
)
#: ``（记者 汲冰）``, ``（骆一舟 摄）``, ``（作者系…）`` behind the last sentence of a paragraph.
_CLOSING_CREDIT = re.compile(
    rf"""{_OPEN}(?:
        {_INSIDE}{{0,14}}?{_REPORTER}(?:[\s：:、/]+{TITLED_NAME}|{NAME}){_INSIDE}{{0,40}}
      | {_INSIDE}{{0,14}}?{_REPORTER}{_GAP}*{HAN_LETTER}{_GAP}?{HAN_LETTER}{{1,3}}
        (?:整理|采写|摄)
      | {_INSIDE}{{0,30}}?(?:供稿|供图|供图/报道|参与采写|采访整理|(?:部|会|办|组|中心|科|室)整理)
      | {_INSIDE}{{0,12}}?{NAMES}{_GAP}{{0,2}}摄
      | (?:本文)?作者(?:单位)?[：:为系是\s]{_INSIDE}{{1,60}}
      | (?:责任编辑|编辑|责编|校对|整理|撰稿|字幕|热线整理|来源|图文整理|图/文|文/图|供图/报道)
        [：:\s]{_INSIDE}{{1,60}}
      | 据{_WORD}{{1,10}}[社报网台]电?
    ){_CLOSE}\Z""",
    re.VERBOSE,
)
#: ``（郑启明）``, ``（危化科 梁家骥）``, ``（县供水公司）`` behind the last sentence of all.
_CLOSING_SIGNATURE = re.compile(rf"(?<=[。！？”\n])[（(]{_GAP}*{SIGNATURE}{_GAP}*[）)]\Z")
#: ``■姓名`` opens or closes a piece; in the middle the same marks introduce subheads.
_MARKED_NAME = re.compile(rf"[{BULLETS}]{_GAP}{{0,4}}{NAME}")

_CLOSING_BRACKETS = ("）", ")", "】", "]", "］")
#: In characters: bylines and credits are no longer than this, by their patterns.
_MAX_LENGTH = 90
#: Every match of `_REPORTED_BY` contains one of these among its first characters.
_REPORTERS = ("记者", "通讯员", "实习生", "撰稿")
#: In characters: the keywords of `_LEAD` and `_REPORTED_BY` are this near to their start.
_OPENING_LENGTH = 60
#: Lines with text in which a lead is looked for: it is the first, or below headline and byline.
_LEAD_LINES = 3


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead, dateline or byline in a body.

    Attributes:
        start: First character, from 0.
        end: One past the last character.
        text: The characters, blanks reduced to single spaces.
    """

    start: int
    end: int
    text: str


def find_leads(body: str) -> list[Lead]:
    """Return the leads and bylines of a body, in order, without overlaps.

    Args:
        body: A body whose line breaks are line feeds.
    """
    lines = _lines(body)
    if not lines:
        return []
    spans = _opening(body, lines[:_LEAD_LINES])
    last = len(lines) - 1
    for number, (start, end) in enumerate(lines):
        if end - start <= _MAX_LENGTH:
            spans += _whole_line(body, start, end, is_edge=number in (0, last))
        if body.endswith(_CLOSING_BRACKETS, start, end):
            spans += _search_end(_CLOSING_CREDIT, body, end)
    end = lines[-1][1]
    if body.endswith(_CLOSING_BRACKETS, 0, end):
        spans += _search_end(_CLOSING_SIGNATURE, body, end)
    return _without_overlaps(body, spans) if spans else []


def is_byline(line: str) -> bool:
    """Whether a whole line is a byline or a credit.

    Args:
        line: One line, stripped of blanks.
    """
    if len(line) > _MAX_LENGTH:
        return False
    patterns = (_BYLINE, _CREDIT, _MARKED_NAME, _CLOSING_CREDIT)
    return any(pattern.fullmatch(line) for pattern in patterns)


def _lines(body: str) -> list[_Span]:
    """Return the spans of the lines with text, stripped of blanks."""
    lines = []
    start = 0
    for line in body.split("\n"):
        text = line.strip()
        if text:
            first = start + len(line) - len(line.lstrip())
            lines.append((first, first + len(text)))
        start += len(line) + 1
    return lines


def _opening(body: str, lines: list[_Span]) -> list[_Span]:
    """Return the leads at the starts of these lines; a lead may run into the next line."""
    spans = []
    for start, _ in lines:
        opening = body[start : start + _OPENING_LENGTH]
        # Looking for a keyword costs a tenth of trying the pattern.
        if "讯" in opening or "电" in opening or "消息" in opening:
            spans += _match(_LEAD, body, start)
        if any(map(opening.__contains__, _REPORTERS)):
            spans += _match(_REPORTED_BY, body, start)
    return spans


def _whole_line(body: str, start: int, end: int, *, is_edge: bool) -> list[_Span]:
    """Return a line's span if the whole line is a byline or a credit."""
    patterns = (_BYLINE, _CREDIT, *((_MARKED_NAME,) if is_edge else ()))
    return [(start, end)] if any(p.fullmatch(body, start, end) for p in patterns) else []


def _match(pattern: re.Pattern[str], body: str, start: int) -> list[_Span]:
    match = pattern.match(body, start)
    return [match.span()] if match else []


def _search_end(pattern: re.Pattern[str], body: str, end: int) -> list[_Span]:
    match = pattern.search(body, max(0, end - _MAX_LENGTH), end)
    return [match.span()] if match else []


def _without_overlaps(body: str, spans: list[_Span]) -> list[Lead]:
    leads: list[Lead] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if leads and start < leads[-1].end:
            continue
        text = " ".join(body[start:end].split())
        if text:
            leads.append(Lead(start, end, text))
    return leads
