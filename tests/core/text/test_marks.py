"""Marks, and a newsroom's own columns."""

from pathlib import Path

import pytest

from gaoqian.errors import RubricError
from gaoqian.text.marks import HouseRubric, read_house_rubrics
from gaoqian.text.rubrics import find_rubrics


def test_house_adds_its_own(tmp_path: Path) -> None:
    """A name that says nothing of its kind is what the house says it is, however long."""
    path = tmp_path / "栏目.txt"
    path.write_text("# 本社\n三江口\n老城厢慢走慢看慢想录 note\n", encoding="utf-8")
    house = read_house_rubrics(path)
    assert house == (HouseRubric("三江口"), HouseRubric("老城厢慢走慢看慢想录", "note"))
    for headline, kind in (("三江口｜井盖", "opinion"), ("老城厢慢走慢看慢想录：井盖", "note")):
        (found,) = find_rubrics(headline, is_headline=True, house=house)
        assert found.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "三江口 comment",
        "三江口 opinion 每周",
        "《微言》",
        "三江口，opinion",
        "一个比十二个字还要长的栏目名称",
        "好栏目 note",
    ],
)
def test_house_file_with_a_fault(tmp_path: Path, line: str) -> None:
    """The error names file, line and what was expected."""
    path = tmp_path / "栏目.txt"
    path.write_text(f"好栏目\n{line}\n", encoding="utf-8")
    with pytest.raises(RubricError, match=r"栏目\.txt:2: .*expected"):
        read_house_rubrics(path)
