"""Marks, which replace rubrics in cleaned text, and a newsroom's own list of columns."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from gaoqian.errors import RubricError
from gaoqian.text.names import HAN_LETTER

RubricKind = Literal["opinion", "note", "column"]

KINDS: tuple[RubricKind, ...] = get_args(RubricKind)
#: The mark of each kind of rubric. Unicode reserves these code points (noncharacters) for
#: internal use; cleaning removes them from incoming text.
MARKS: dict[RubricKind, str] = {"opinion": "\ufdd0", "note": "\ufdd1", "column": "\ufdd2"}
#: Text shown to users in place of a mark.
SHOWN = {
    MARKS["opinion"]: "〔评论栏目〕",
    MARKS["note"]: "〔编者说明〕",
    MARKS["column"]: "〔其他栏目〕",
}
#: All marks, for character classes.
ALL_MARKS = "".join(MARKS.values())

#: A character of a column's name: no punctuation but the dot between its parts.
COLUMN_LETTER = rf"(?:{HAN_LETTER}|[·•A-Za-z0-9\u2460-\u2473])"
#: In characters: the longest name of a column that is recognised.
LONGEST_NAME = 12
_NAME = re.compile(rf"{COLUMN_LETTER}{{2,{LONGEST_NAME}}}")


@dataclass(frozen=True, slots=True)
class HouseRubric:
    """A column of the newsroom that the general patterns would not recognise.

    Attributes:
        name: Its name as printed, without separators.
        kind: ``opinion`` (opinion pieces), ``note`` (editors' notes) or ``column`` (any other).
    """

    name: str
    kind: RubricKind = "opinion"

    def __post_init__(self) -> None:
        """Validate name and kind.

        Raises:
            RubricError: the name could never be matched, or the kind is unknown.
        """
        if not isinstance(self.name, str) or not _NAME.fullmatch(self.name):
            raise RubricError(
                f"rubric {self.name!r}, expected the name of a column as it is printed: 2 to "
                f"{LONGEST_NAME} letters without brackets, bars or colons"
            )
        if self.kind not in KINDS:
            raise RubricError(
                f"rubric {self.name!r}: kind is {self.kind!r}, expected one of {', '.join(KINDS)}"
            )


def read_house_rubrics(path: Path) -> tuple[HouseRubric, ...]:
    """Read a newsroom's columns: ``name [kind]`` per line; ``#`` begins a comment line.

    Raises:
        RubricError: the file cannot be read as UTF-8, a line is invalid, or a name occurs
            twice with different kinds.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError(f"{path}: cannot be read as a UTF-8 list of rubrics: {error}") from error
    found: dict[str, HouseRubric] = {}
    for number, line in enumerate(lines, 1):
        parts = ("" if line.lstrip().startswith("#") else line).split()
        if not parts:
            continue
        try:
            rubric = _parse(parts)
            if found.setdefault(rubric.name, rubric) != rubric:
                kind = found[rubric.name].kind
                raise RubricError(f"rubric {rubric.name!r}: is {kind} above, expected one kind")
        except RubricError as error:
            raise RubricError(f"{path}:{number}: {error}") from error
    return tuple(found.values())


def _parse(parts: list[str]) -> HouseRubric:
    if len(parts) > 2:
        raise RubricError(f"{len(parts)} words, expected a name and at most a kind")
    return HouseRubric(*parts)  # type: ignore[arg-type]  # it checks the kind
