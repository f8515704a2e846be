"""Taxonomy files."""

from pathlib import Path

import pytest

from gaoqian import Taxonomy, TaxonomyError
from gaoqian.taxonomy import load_taxonomy


def test_authored_taxonomy(taxonomy: Taxonomy) -> None:
    """Five topics in their fixed order; one is a genre; unions have an exact code."""
    assert taxonomy.ids == ("safety", "urban_renewal", "labour_union", "fitness", "editorial")
    assert [topic.id for topic in taxonomy if topic.kind == "genre"] == ["editorial"]
    assert [topic.id for topic in taxonomy if topic.relation == "exact"] == ["labour_union"]
    assert all(topic.label and topic.label_en and topic.definition for topic in taxonomy)


def test_label_falls_back_to_the_id(tmp_path: Path) -> None:
    """A house may begin with ids alone."""
    path = tmp_path / "t.toml"
    path.write_text('[[topics]]\nid = "足球"\n', encoding="utf-8")
    (topic,) = load_taxonomy(path)
    assert (topic.label, topic.kind) == ("足球", "topic")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"t\.toml: expected at least one \[\[topics\]\]"),
        ("topics = 5", "expected at least one"),
        ("[[topics]]\nid = 5", "topic 1: expected a table with a string 'id'"),
        ('[[topics]]\nid = "a"\n[[topics]]\nid = "a"', "topic id 'a' stands more than once"),
        ('[[topics]]\nid = "a"\nkind = "mood"', "'kind' is 'mood', expected topic or genre"),
        ('[[topics]]\nid = "a"\nrelation = "same"', "'relation' is 'same'"),
        ('[[topics]]\nid = "a"\nlabel = 5', "'label' is 5, expected a string"),
        ("[[", "cannot be read as TOML"),
    ],
)
def test_bad_files_are_named(tmp_path: Path, content: str, message: str) -> None:
    """Each fault names the file and what was expected."""
    path = tmp_path / "t.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TaxonomyError, match=message):
        load_taxonomy(path)


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(TaxonomyError, match=r"gone\.toml: no such taxonomy file"):
        load_taxonomy(tmp_path / "gone.toml")


def test_mode(tmp_path: Path) -> None:
    """Several topics an article, unless the file says exactly one."""
    path = tmp_path / "t.toml"
    path.write_text('mode = "single"\n[[topics]]\nid = "a"\n', encoding="utf-8")
    assert load_taxonomy(path).mode == "single"
    path.write_text('mode = "both"\n[[topics]]\nid = "a"\n', encoding="utf-8")
    with pytest.raises(TaxonomyError, match="'mode' is 'both', expected multi or single"):
        load_taxonomy(path)
