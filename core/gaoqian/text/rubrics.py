"""Rubrics (栏目名、评论员署名): column names and commentators' lines, found by patterns.

A newspaper prints the kind of an article over it: ``微评｜``, ``【…新论】``, ``（…时评）``,
``编者按：``, ``本报评论员``. A column's name is specific to one paper and teaches nothing about
another's, so cleaning replaces it by a mark of its kind (`gaoqian.text.marks`), which is one
feature of the model. Doubtful cases are left in the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from gaoqian.text.marks import COLUMN_LETTER, LONGEST_NAME, HouseRubric, RubricKind
from gaoqian.text.names import BLANK_IN_LINE, HAN_LETTER, NAME

_GAP = f"{BLANK_IN_LINE}{{0,3}}"
_BAR = "[|｜丨∣│┃]"
_COLON = "[：:∶﹕]"
_OPEN, _CLOSE = r"[【\[［〖〔]", r"[】\]］〗〕]"

#: Names of opinion columns. Many other words end in 评 or 论 (reviews, theories), so the forms
#: that papers use are listed, and a newsroom adds its own.
_GENRE = r"[时短快锐微热社漫潮辣]评|马上评|评论|社论|来论|时论|新论|众论|个论|杂论|锐论"
_OPINION = re.compile(
    rf"(?:{_GENRE})$|(?:{_GENRE})(?=[·•\u2460-\u2473])|^人民论坛$|^.{{0,3}}(?:言论|看法)$"
    r"|^(?:观点|一家言|大家谈|今日谈|三句半)|(?:街谈|杂谈|漫谈|笔谈|夜话|微言|有话说|[我之锐浅]见)$"
    r"|^(?:评论员|现场|连线).{2,4}$|观察家$"
)
_NOTE = re.compile(r"^(?:编者[按的]|编后|编辑[手札]|记者手记|采访手记|卷首|开栏|写在前面)|手记$")
#: Names that are rubrics even if only followed by a colon, or on a line of their own.
_STRICT = re.compile(
    rf".{{0,6}}(?:{_GENRE})|编者按|编后|(?:记者|采访|编辑)手记|.{{0,6}}评论员(?:观察|文章)?"
)
#: Texts in the position of a rubric that are none: bylines, sources, portal services, numbers
#: in a series, bracketed additions to a headline.
_NEVER = re.compile(
    r"记者|通讯员|作者|撰文|编辑|责编|校对|摄|来源|导读|导语|客户端|讯$|电$|社$|新闻网$|转自|原创|版权|广告|视频|图$|全文"
    r"|名单|续$|实录|试行|草案|修订|暂行|征求|摘要|节选|第.{1,3}[章节期批号]|^[上中下一二三四五六七八九十\d]+$"
)
#: In characters: maximum length of an unknown column in brackets, or before a bar, which may
#: also separate two halves of a headline.
_LONGEST_BRACKETED, _LONGEST_BARRED = 8, 6

_NAMED_PART = rf"({COLUMN_LETTER}{{2,{LONGEST_NAME}}})"
_BRACKETED = re.compile(
    rf"{_OPEN}{_GAP}{_NAMED_PART}{_GAP}{_CLOSE}{_GAP}(?:{_BAR}|{_COLON})?{_GAP}"
)
_BARRED = re.compile(rf"{_NAMED_PART}{_GAP}{_BAR}{_GAP}(?!记者|通讯员|作者|来源|编辑)")
_BARRED_END = re.compile(rf"{_GAP}{_BAR}{_GAP}{_NAMED_PART}\Z")
_BRACKETS_END = re.compile(rf"(?:[（(﹙]|{_OPEN})({COLUMN_LETTER}{{2,26}})(?:[）)﹚]|{_CLOSE})\Z")
#: With a colon, only names that are certainly rubrics: a colon also introduces a quotation.
_NAMED = re.compile(rf"{_NAMED_PART}(?:{_GAP}{_COLON}{_GAP}|{_GAP}$)", re.MULTILINE)
#: 编者按 and the shortest column names, run into the text where a portal lost the line break.
_RUN_IN = re.compile(
    "编者按|(?:热评|锐评|微评|快评|短评|时评|社论)(?=[^的家员论榜写大赛栏区网友活专如估审指，。、：:])"
)
#: A staff commentator (评论员) as the author; followed by a verb, he is the subject of a report.
_OFFICE = (
    rf"(?:{COLUMN_LETTER}{{0,10}}?(?:[报刊台网社站端青]|新闻|在线|媒体|时刻|观察))?"
    "(?:特约|首席|全媒体)?评论员"
)
_REPORTED = (
    rf"(?!{HAN_LETTER}{{0,6}}(?:做客|应邀|获|授|培训|走|席|队伍|话音|认为|说|表示|指出|到|被|参加"
    "|出席|介绍|文章|观察))"
)
_BEFORE_OFFICE = (
    rf"[□■○●◎◇◆▲△▌—]{{0,2}}{_GAP}(?:[文图作者]{{1,2}}[/／|｜：:])?{_GAP}[（(【\[]?{_GAP}"
)
_SIGNED_NAME = (
    rf"(?:{_GAP}{_COLON}?{_GAP}{NAME}|{BLANK_IN_LINE}{{1,3}}{_REPORTED}(?={HAN_LETTER}{{2}}))"
)
_COMMENTATOR = re.compile(
    rf"{_BEFORE_OFFICE}(?:{NAME}{BLANK_IN_LINE}{{1,3}})?{_OFFICE}"
    rf"(?:{_SIGNED_NAME}[）)】\]]?|[）)】\]]|(?={_GAP}$))",
    re.MULTILINE,
)
_COMMENTATOR_RUN_IN = re.compile(rf"[□■]?{_GAP}{_OFFICE}{_REPORTED}(?={HAN_LETTER})")
_COMMENTATOR_LAST = re.compile(
    rf"(?:(?<=[。！？”\n□■●—])|^)(?!图为|转自|据|获|来自){_GAP}[（(]?{_OFFICE}{_GAP}{_COLON}?{_GAP}"
    rf"{HAN_LETTER}{_GAP}{HAN_LETTER}{{1,3}}[）)]?"
    rf"{_GAP}(?:[（(]{HAN_LETTER}{{2,8}}[）)]|\n?(?:责任编辑|编辑|责编|审核|校对|统筹|值班|[一二三]审)[\s\w：:/、]{{0,40}})?\Z",
)
_BEFORE_HEADLINE = re.compile(r"(?:原标题|标题)[：:]\s{0,2}")
_CUE = re.compile(
    rf"{_BAR}|{_OPEN}|{_COLON}|\n|评论员|编者按|(?:热|锐|微|快|短|时)评|社论|手记|编后"
)
#: In characters: a rubric's cue is this near to the beginning.
_FIRST = 32
#: In characters: maximum length of a commentator's signature with the editors' names behind it.
_LAST = 60

_Known = dict[str, RubricKind]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric in a field of an article.

    Attributes:
        start: First character.
        end: One past the last character, separators included.
        name: The column's name or the commentator's line, without separators.
        kind: As in `HouseRubric`.
    """

    start: int
    end: int
    name: str
    kind: RubricKind


def find_rubrics(
    text: str, *, is_headline: bool, house: Sequence[HouseRubric] = ()
) -> list[Rubric]:
    """Return the rubrics at the edges of a field: at most one at each, in order.

    Args:
        text: A headline or a body whose line breaks are line feeds.
        is_headline: Whether it is a headline; at a body's end, only a commentator's signature
            is looked for.
        house: The newsroom's own columns.
    """
    known = {rubric.name: rubric.kind for rubric in house}
    start = len(text) - len(text.lstrip())
    portal = _BEFORE_HEADLINE.match(text, start)
    start = portal.end() if portal else start
    end = len(text.rstrip())
    # Few fields begin with a cue that the patterns need; for the others they are not tried.
    first = None
    if _CUE.search(text, start, start + _FIRST):
        commentator = _commentator_first(text, start, is_headline=is_headline)
        first = next(chain(_opening(text, start, known), commentator), None)
    last = next(
        _headline_end(text, start, end, known) if is_headline else _commentator_last(text, end),
        None,
    )
    if first and last and first.end > last.start:  # one bar parts both from each other
        return [last] if (first.kind, last.kind) == ("column", "opinion") else [first]
    return [rubric for rubric in (first, last) if rubric]


def _opening(text: str, start: int, known: _Known) -> Iterator[Rubric]:
    for pattern, longest in ((_BRACKETED, _LONGEST_BRACKETED), (_BARRED, _LONGEST_BARRED)):
        match = pattern.match(text, start)
        if match and (kind := _kind(match[1], known, longest)):
            yield Rubric(start, match.end(), match[1], kind)
    match = _NAMED.match(text, start)
    if match and (match[1] in known or _STRICT.fullmatch(match[1])):
        kind = _kind(match[1], known, 0)
        if kind:
            yield Rubric(start, match.end(), match[1], kind)


def _commentator_first(text: str, start: int, *, is_headline: bool) -> Iterator[Rubric]:
    """Find a commentator's line and, in a body, a rubric that runs into the text."""
    patterns = (_COMMENTATOR,) if is_headline else (_COMMENTATOR, _COMMENTATOR_RUN_IN)
    for pattern in patterns:
        match = pattern.match(text, start)
        if match:
            yield Rubric(start, match.end(), " ".join(match[0].split()), "opinion")
    match = None if is_headline else _RUN_IN.match(text, start)
    if match:
        kind: RubricKind = "note" if match[0] == "编者按" else "opinion"
        yield Rubric(start, match.end(), match[0], kind)


def _headline_end(text: str, start: int, end: int, known: _Known) -> Iterator[Rubric]:
    for pattern, longest in ((_BARRED_END, _LONGEST_BARRED), (_BRACKETS_END, _LONGEST_BRACKETED)):
        match = pattern.search(text, max(start, end - _FIRST), end)
        # 视频 | 电梯坠落, 来源 | 某某网: the part before the bar is no headline.
        is_tail = match is not None and not _NEVER.fullmatch(text, start, match.start())
        if match and is_tail and (kind := _kind(match[1], known, longest)):
            yield Rubric(match.start(), end, match[1], kind)


def _commentator_last(text: str, end: int) -> Iterator[Rubric]:
    first = max(0, end - _LAST)
    # Most bodies lack the keyword, so the pattern is not tried.
    match = "评论员" in text[first:end] and _COMMENTATOR_LAST.search(text, first, end)
    if match and match.start() > 0:
        yield Rubric(match.start(), end, " ".join(match[0].split()), "opinion")


def _kind(name: str, known: _Known, longest: int) -> RubricKind | None:
    """Return the kind of rubric that a name is; None if it is none.

    Args:
        name: The text in the position of a rubric.
        known: The newsroom's own columns.
        longest: In characters: maximum length of a name of unknown kind.
    """
    if name in known:
        return known[name]
    if _NOTE.search(name):
        return "note"
    if _NEVER.search(name):
        return None
    if _OPINION.search(name):
        return "opinion"
    return "column" if len(name) <= longest else None
