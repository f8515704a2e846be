"""Marks: what stands in cleaned text for a rubric, and the columns that a house names itself."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from gaoqian.errors import RubricError
from gaoqian.text.names import HAN_LETTER

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

#: Of which the names of columns consist: no punctuation but the dot that joins their parts.
COLUMN_LETTER = rf"(?:{HAN_LETTER}|[·•A-Za-z0-9\u2460-\u2473])"
#: In letters: longer names are not looked for wherever a column may stand.
LONGEST_NAME = 12
_NAME = re.compile(rf"{COLUMN_LETTER}{{2,{LONGEST_NAME}}}")


@dataclass(frozen=True, slots=True)
class HouseRubric:
    """A column of the house's own, which its name alone would not tell.

    Attributes:
        name: As it is printed, without separators.
        kind: ``opinion`` (argued opinion is announced), ``note`` (a note of the editors) or
            ``column`` (any other column).
    """

    name: str
    kind: RubricKind = "opinion"

    def __post_init__(self) -> None:
        """Check what comes from files.

        Raises:
            RubricError: the name is none that could be found, or the kind is unknown.
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
    """Read a house's columns: ``name [kind]`` a line, ``#`` opens a comment line.

    Raises:
        RubricError: the file cannot be read as UTF-8, a line is not as expected, or a name
            stands twice with different kinds.
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
