"""Golden articles: a bundle that answers otherwise than when it was made is found out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crafted import edit_golden, edit_manifest, vouch
from gaoqian import BundleError, Tagger
from gaoqian.bundle.bundle import GOLDEN_NAME
from gaoqian.golden import TOLERANCE, check_golden


def test_bundle_answers_as_it_did(tagger: Tagger) -> None:
    """Every golden article is compared."""
    assert check_golden(tagger) == 32


def test_bundle_without_golden_articles(bundle_copy: Path) -> None:
    """Nothing is compared, and nothing is wrong."""
    edit_manifest(bundle_copy, lambda manifest: manifest["files"].pop(GOLDEN_NAME))
    assert check_golden(Tagger.load(bundle_copy)) == 0


def test_other_score_is_named(bundle_copy: Path) -> None:
    """The message names file, line and topic; less than the tolerance is no difference."""
    edit_golden(bundle_copy, lambda record: record["scores"].update(fitness=0.123))
    with pytest.raises(
        BundleError, match=r"golden\.jsonl:3.*topic 'fitness': scored .*expected 0\.123000"
    ):
        check_golden(Tagger.load(bundle_copy))


@pytest.mark.parametrize(("moved", "differs"), [(TOLERANCE / 2, False), (TOLERANCE * 2, True)])
def test_tolerance(bundle_copy: Path, moved: float, differs: bool) -> None:
    """The last digits may differ between machines; more may not."""

    def move(record: dict[str, Any]) -> None:
        record["scores"]["safety"] += moved

    edit_golden(bundle_copy, move)
    if differs:
        with pytest.raises(BundleError, match="topic 'safety'"):
            check_golden(Tagger.load(bundle_copy))
    else:
        assert check_golden(Tagger.load(bundle_copy)) == 32


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda record: record["scores"].update(sport=0.5), "'sport': scored nothing here"),
        (lambda record: record["scores"].pop("safety"), "'safety': scored .*expected nothing"),
        (
            lambda record: record.update(tags=[] if record["tags"] else ["safety"]),
            "given here|not given here",
        ),
        (lambda record: record.update(scores=[]), "no golden article"),
        (lambda record: record.pop("scores"), "no golden article"),
        (lambda record: record.update(body=5), "no golden article"),
    ],
)
def test_altered_golden_articles(
    bundle_copy: Path, change: Callable[[dict[str, Any]], None], message: str
) -> None:
    """Other topics, other tags, or no golden article at all."""
    edit_golden(bundle_copy, change)
    with pytest.raises(BundleError, match=message):
        check_golden(Tagger.load(bundle_copy))


@pytest.mark.parametrize("content", [b"\xff", b"{", b"[]", b"\n\n"])
def test_file_that_is_none(bundle_copy: Path, content: bytes) -> None:
    """Whatever stands there is refused in words, even where the manifest vouches for it."""
    vouch(bundle_copy, GOLDEN_NAME, content)
    with pytest.raises(BundleError, match=r"golden\.jsonl"):
        check_golden(Tagger.load(bundle_copy))
