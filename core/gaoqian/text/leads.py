"""Leads, datelines and bylines (电头、署名): recognised, kept as metadata, hidden.

They say who wrote and sent a piece. A classifier that sees them learns the source instead of
the subject, and shows the reporter's name as evidence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAMES = r"[\u4e00-\u9fff·、/／ \t\u3000]"
_ROLE = "记者|通讯员|实习生|撰稿|撰文|供稿|供图|摄|文/图|图/文|图文|整理|来源|作者|编辑"
_INSIDE = r"[^（）()\[\]【】［］]"
_BRACKETED_ROLE = rf"[（(\[【［]{_INSIDE}{{0,40}}?(?:{_ROLE}){_INSIDE}{{0,40}}[）)\]】］]"
_MARK = "□■○●◎◇◆▲△"
_OUTLET = r"(?:本报|本刊|本台|本网|[^\s，。；：！？、（）“”《》]{1,10}?(?:社|报|网|台|客户端))"

#: ``本报讯``, ``本报梧溪讯（记者 …）``, ``【…报讯】``, ``新华社北京1月1日电（记者…）``.
_LEAD = re.compile(
    rf"""\s*+[【\[［]?(?:据)?
    (?:
        {_OUTLET}[^\s，。；：！？、（）“”《》]{{0,6}}?讯[】\]］]?
      | {_OUTLET}?[^\s，。；：！？、（）“”《》]{{0,12}}?(?:\d{{1,2}}月)?\d{{1,2}}日
        (?:体育|财经|文化)?专?(?:电|讯|消息)(?=[\s（(：:】\]］]|题[：:])
      | {_OUTLET}[^\s，。；：！？、（）“”《》]{{0,6}}?(?:电|消息)(?=[\s（(：:，])
    )
    (?:\s*+[（(][^（）()]{{1,60}}[）)])?(?:题)?[：:]?""",
    re.VERBOSE,
)
#: ``本报记者 郁小蝉 报道：`` in front of the first sentence.
_REPORTED_BY = re.compile(
    rf"\s*+[^\s，。！？：]{{0,8}}(?:记者|通讯员){_NAMES}{{1,30}}?(?:联合)?报道(?:[：:]|(?=\s))"
)
#: A line that is nothing but a byline: ``□本报记者 贺兰舟``, ``○通讯员 马小满``.
_BYLINE = re.compile(
    rf"[ \t\u3000]*+[{_MARK}]?[ \t\u3000]*+[^\s，。！？：；“”]{{0,8}}[ \t\u3000]?"
    rf"(?:记者|通讯员|实习生|特约撰稿(?:人)?|撰稿人?)[ \t\u3000]{{0,4}}{_NAMES}{{2,40}}"
)
#: ``吉克阿呷 摄``, ``责任编辑：…``: a credit on a line of its own.
_CREDIT = re.compile(
    r"[ \t\u3000]*+(?:[^，。！？：；]{2,20}[ \t\u3000]{1,4}摄(?:影报道)?"
    r"|(?:责任编辑|责编|编辑|校对|审核|来源|作者|供稿|摄影)[ \t\u3000]{0,4}[：:][^。！？]{1,30})"
)
#: ``（记者 汲冰）`` or ``［责任编辑：…］`` behind the last sentence of a paragraph.
_CLOSING_ROLE = re.compile(rf"{_BRACKETED_ROLE}\Z")
#: ``（郑启明）``: a name or an office alone in brackets behind the last sentence of all.
_CLOSING_NAME = re.compile(r"(?<=[。！？”\n])[（(][\u4e00-\u9fff·\s]{2,16}[）)]\Z")
#: ``■姓名`` opens or closes a piece; in the middle the same marks introduce subheads.
_MARKED_NAME = re.compile(rf"[{_MARK}][ \t\u3000]{{0,4}}[\u4e00-\u9fff·]{{2,4}}")

_CLOSING_BRACKETS = ("）", ")", "】", "]", "］")
#: In characters: bylines and credits are no longer than this, by their patterns.
_MAX_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead, dateline or byline: where it stands and its text with single spaces."""

    start: int
    end: int
    text: str


def find_leads(body: str) -> list[Lead]:
    """Return the leads and bylines of a body, in order, none overlapping another.

    Args:
        body: A body whose line breaks are line feeds.
    """
    spans = [match.span() for match in (_LEAD.match(body), _REPORTED_BY.match(body)) if match]
    text_end = len(body.rstrip())
    start = 0
    for line in body.split("\n"):
        end = start + len(line)
        is_edge = not body[:start].strip() or end >= text_end if line[:1] in _MARK else False
        spans += _of_line(body, start, start + len(line.rstrip()), is_edge=is_edge)
        start = end + 1
    name = _CLOSING_NAME.search(body, max(0, text_end - _MAX_LENGTH), text_end)
    if name:
        spans.append(name.span())
    return _without_overlaps(body, spans)


def _of_line(body: str, start: int, end: int, *, is_edge: bool) -> Iterator[tuple[int, int]]:
    """Yield the spans that one line gives; ``end`` excludes the blanks at its end.

    Args:
        body: The body.
        start: First character of the line.
        end: One past its last character that is no blank.
        is_edge: Whether it is the first or last line with text.
    """
    if 0 < end - start <= _MAX_LENGTH:
        for pattern in (_BYLINE, _CREDIT, *((_MARKED_NAME,) if is_edge else ())):
            if pattern.fullmatch(body, start, end):
                yield start, end
    if body.endswith(_CLOSING_BRACKETS, start, end):
        match = _CLOSING_ROLE.search(body, max(0, end - _MAX_LENGTH), end)
        if match:
            yield match.span()


def _without_overlaps(body: str, spans: list[tuple[int, int]]) -> list[Lead]:
    leads: list[Lead] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if leads and start < leads[-1].end:
            continue
        text = " ".join(body[start:end].split())
        if text:
            leads.append(Lead(start, end, text))
    return leads
