"""Rubrics (栏目名、评论员署名): recognised by their form, kept as metadata, one mark each.

A paper prints over a piece what kind of piece it is: ``微评｜``, ``【…新论】``, ``（…时评）``,
``编者按：``, ``本报评论员``. The name of the column is one paper's own and teaches nothing about
another's, so the words are hidden and a mark of the rubric's kind stands in their place: a
character that no text can hold, which the model knows as one feature. What is in doubt stays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from gaoqian.errors import RubricError
from gaoqian.text.names import BLANK_IN_LINE, HAN_LETTER, NAME

RubricKind = Literal["opinion", "note", "column"]

KINDS: tuple[RubricKind, ...] = get_args(RubricKind)
#: What stands for a rubric in cleaned text, by its kind. Unicode keeps these code points for a
#: program's own use (noncharacters); cleaning removes them from what was sent.
MARKS: dict[RubricKind, str] = {"opinion": "\ufdd0", "note": "\ufdd1", "column": "\ufdd2"}
#: How a mark is shown to people.
SHOWN = {
    MARKS["opinion"]: "〔评论栏目〕",
    MARKS["note"]: "〔编者说明〕",
    MARKS["column"]: "〔其他栏目〕",
}
#: For character classes.
ALL_MARKS = "".join(MARKS.values())

_GAP = f"{BLANK_IN_LINE}{{0,3}}"
#: Of which the names of columns consist: no punctuation but the dot that joins their parts.
_LETTER = rf"(?:{HAN_LETTER}|[·•A-Za-z0-9\u2460-\u2473])"
_BAR = "[|｜丨∣│┃]"
_OPEN, _CLOSE = r"[【\[［]", r"[】\]］]"

#: In the name of a column, words that promise an argued opinion. 评 in 评选, 评估 and the like
#: judges contests, and 理论 and 讨论 are no opinion.
_OPINION = re.compile(
    r"评(?![选优比级估审定测价分奖聘委弹书剧])|(?<![理讨结辩])论$|社论|来论|时论|新论|众论|言论|议论"
    r"|观点|看法|街谈|杂谈|漫谈|笔谈|夜话|观察[家员]|微言|一家言|大家谈|今日谈|有话说|[我之锐浅]见$"
    r"|论坛$|论语$|三句半"
)
_NOTE = re.compile(r"编者[按的]|编后|编辑[手札]|记者手记|采访手记|手记$|卷首|开栏|写在前面")
#: What stands where a rubric might and is none: bylines, sources, services of a portal, numbers of
#: a series, what a headline adds in brackets.
_NEVER = re.compile(
    r"记者|通讯员|作者|撰文|编辑|责编|校对|摄|来源|导读|导语|客户端|讯$|电$|社$|新闻网$|转自|原创|版权|广告|视频|图$|全文"
    r"|名单|续$|实录|试行|草案|修订|暂行|征求|摘要|节选|第.{1,3}[章节期批号]|^[上中下一二三四五六七八九十\d]+$"
)
#: In characters: a column of unknown name is no longer than this, in brackets or before a bar;
#: what a bar parts may be two halves of a headline.
_LONGEST_BRACKETED, _LONGEST_BARRED = 8, 6

_BRACKETED = re.compile(rf"{_OPEN}{_GAP}({_LETTER}{{2,14}}){_GAP}{_CLOSE}{_GAP}[|｜丨：:]?{_GAP}")
_BARRED = re.compile(rf"({_LETTER}{{2,12}}){_GAP}{_BAR}{_GAP}(?=\S)(?!记者|通讯员|作者|来源|编辑)")
_BARRED_END = re.compile(rf"{_GAP}{_BAR}{_GAP}({_LETTER}{{2,12}})\Z")
_BRACKETS_END = re.compile(rf"[（(]({_LETTER}{{2,26}})[）)]\Z")
#: With a colon only what is a rubric by its name: anybody may be quoted with one.
_NAMED = re.compile(rf"({_LETTER}{{2,10}})(?:{_GAP}[：:]{_GAP}|{_GAP}$)", re.MULTILINE)
#: 编者按 and the shortest names of columns run into the text where a portal lost the line break.
_RUN_IN = re.compile("编者按|(?:热评|锐评|微评|快评|短评|时评|社论)(?=[^的家员，。、：:])")
#: ``本报评论员 龙一帆``, ``□ 某某日报评论员 …``: who is commentator by office signs no report.
_OFFICE = (
    rf"(?:{_LETTER}{{0,10}}?(?:[报刊台网社站端]|新闻|在线|媒体|观察))?(?:特约|首席|全媒体)?评论员"
)
_COMMENTATOR = (
    rf"(?:{NAME}{BLANK_IN_LINE}{{1,3}})?{_OFFICE}(?:{_GAP}[：:]?{_GAP}{NAME}"
    rf"|{BLANK_IN_LINE}{{1,3}}(?={HAN_LETTER}{{2}})|(?={_GAP}$)"
    rf"|(?=(?!文章|观察|认为|说|表示){HAN_LETTER}))"
)
_COMMENTATOR_FIRST = re.compile(rf"[□■○●◇◆▲△]?{_GAP}{_COMMENTATOR}", re.MULTILINE)
_COMMENTATOR_LAST = re.compile(
    rf"(?:(?<=[。！？”\n□■])|^){_GAP}{_OFFICE}{_GAP}[：:]?{_GAP}{HAN_LETTER}{{2}}"
    rf"(?:(?:{HAN_LETTER}|{BLANK_IN_LINE}|[：:/（）()\n]){{0,40}})\Z",
)
_BEFORE_HEADLINE = re.compile(r"(?:原标题|标题)[：:]\s{0,2}")
#: In characters, from the end: a commentator's signature and the editors' names behind it.
_LAST = 60


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric in a field: where it stands, its name, its kind.

    Attributes:
        start: First character.
        end: One past the last character, separators included.
        name: The column's name or the commentator's line, without separators.
        kind: ``opinion`` (argued opinion is announced), ``note`` (a note of the editors) or
            ``column`` (any other column).
    """

    start: int
    end: int
    name: str
    kind: RubricKind


@dataclass(frozen=True, slots=True)
class HouseRubric:
    """A column of the house's own, which its name alone would not tell.

    Attributes:
        name: As it is printed, without separators.
        kind: As in `Rubric`.
    """

    name: str
    kind: RubricKind = "opinion"

    def __post_init__(self) -> None:
        """Check what comes from files.

        Raises:
            RubricError: the name is empty or the kind unknown.
        """
        if not isinstance(self.name, str) or not self.name.strip():
            raise RubricError(f"rubric {self.name!r}, expected the name of a column")
        if self.kind not in KINDS:
            raise RubricError(
                f"rubric {self.name!r}: kind is {self.kind!r}, expected one of {', '.join(KINDS)}"
            )


def read_house_rubrics(path: Path) -> tuple[HouseRubric, ...]:
    """Read a house's columns: ``name [kind]`` a line, ``#`` opens a comment line.

    Raises:
        RubricError: the file cannot be read as UTF-8, or a line is not as expected.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError(f"{path}: cannot be read as a UTF-8 list of rubrics: {error}") from error
    rubrics = []
    for number, line in enumerate(lines, 1):
        parts = ("" if line.startswith("#") else line).split()
        try:
            if len(parts) > 2:
                raise RubricError(f"{len(parts)} words, expected a name and at most a kind")
            if parts:
                rubrics.append(HouseRubric(*parts))  # type: ignore[arg-type]  # it checks
        except RubricError as error:
            raise RubricError(f"{path}:{number}: {error}") from error
    return tuple(rubrics)


def find_rubrics(
    text: str, *, is_headline: bool, house: Sequence[HouseRubric] = ()
) -> list[Rubric]:
    """Return the rubrics at the edges of a field, in order, at most one at each.

    Args:
        text: A headline or a body whose line breaks are line feeds.
        is_headline: Whether it is a headline; a body's last line may only be signed.
        house: Columns of the house's own.
    """
    known = {rubric.name: rubric.kind for rubric in house}
    start = len(text) - len(text.lstrip())
    portal = _BEFORE_HEADLINE.match(text, start)
    start = portal.end() if portal else start
    end = len(text.rstrip())
    first = next(_opening(text, start, known), None)
    last = next(_headline_end(text, end, known) if is_headline else _signed(text, end), None)
    if first and last and first.end > last.start:  # one bar parts both from each other
        return [last] if (first.kind, last.kind) == ("column", "opinion") else [first]
    return [rubric for rubric in (first, last) if rubric]


def _opening(text: str, start: int, known: dict[str, RubricKind]) -> Iterator[Rubric]:
    for pattern, longest in ((_BRACKETED, _LONGEST_BRACKETED), (_BARRED, _LONGEST_BARRED)):
        match = pattern.match(text, start)
        if match and (kind := _kind(match[1], known, longest)):
            yield Rubric(start, match.end(), match[1], kind)
    match = _NAMED.match(text, start)
    if match and (kind := _kind(match[1], known, 0)):
        yield Rubric(start, match.end(), match[1], kind)
    match = _COMMENTATOR_FIRST.match(text, start)
    if match:
        yield Rubric(start, match.end(), " ".join(match[0].split()), "opinion")
    match = _RUN_IN.match(text, start)
    if match:
        kind = "note" if match[0] == "编者按" else "opinion"
        yield Rubric(start, match.end(), match[0], kind)


def _headline_end(text: str, end: int, known: dict[str, RubricKind]) -> Iterator[Rubric]:
    for pattern, longest in ((_BARRED_END, _LONGEST_BARRED), (_BRACKETS_END, _LONGEST_BRACKETED)):
        match = pattern.search(text, 0, end)
        if match and (kind := _kind(match[1], known, longest)):
            yield Rubric(match.start(), end, match[1], kind)


def _signed(text: str, end: int) -> Iterator[Rubric]:
    first = max(0, end - _LAST)
    # A look for the word that no match lacks spares most bodies the try.
    match = "评论员" in text[first:end] and _COMMENTATOR_LAST.search(text, first, end)
    if match and match.start() > 0:
        yield Rubric(match.start(), end, " ".join(match[0].split()), "opinion")


def _kind(name: str, known: dict[str, RubricKind], longest: int) -> RubricKind | None:
    """Say what kind of rubric a name is; None where it is none.

    Args:
        name: What stands where a rubric may.
        known: The house's columns.
        longest: In characters: how long a name may be that says nothing of its kind.
    """
    if name in known:
        return known[name]
    if _NEVER.search(name):
        return "note" if _NOTE.search(name) else None
    if _NOTE.search(name):
        return "note"
    if _OPINION.search(name):
        return "opinion"
    return "column" if len(name) <= longest else None
