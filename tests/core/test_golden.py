"""Golden articles: a bundle that answers otherwise than when it was made is found out."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gaoqian import BundleError, Tagger
from gaoqian.bundle.bundle import GOLDEN_NAME, MANIFEST_NAME
from gaoqian.golden import TOLERANCE, check_golden


def _vouch(bundle: Path, content: bytes) -> None:
    """Write another file and make the manifest vouch for it."""
    (bundle / GOLDEN_NAME).write_bytes(content)
    path = bundle / MANIFEST_NAME
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"][GOLDEN_NAME] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    path.write_text(json.dumps(manifest), encoding="utf-8")


def _edit(bundle: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the third golden article."""
    lines = (bundle / GOLDEN_NAME).read_text(encoding="utf-8").rstrip("\n").split("\n")
    record = json.loads(lines[2])
    change(record)
    lines[2] = json.dumps(record)
    _vouch(bundle, "\n".join(lines).encode())


def test_bundle_answers_as_it_did(tagger: Tagger) -> None:
    """Every golden article is compared."""
    assert check_golden(tagger) == 32


def test_bundle_without_golden_articles(bundle_copy: Path) -> None:
    """Nothing is compared, and nothing is wrong."""
    path = bundle_copy / MANIFEST_NAME
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["files"][GOLDEN_NAME]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert check_golden(Tagger.load(bundle_copy)) == 0


def test_other_score_is_named(bundle_copy: Path) -> None:
    """The message names file, line and topic; less than the tolerance is no difference."""
    _edit(bundle_copy, lambda record: record["scores"].update(fitness=0.123))
    with pytest.raises(
        BundleError, match=r"golden\.jsonl:3.*topic 'fitness': scored .*expected 0\.123000"
    ):
        check_golden(Tagger.load(bundle_copy))


@pytest.mark.parametrize(("moved", "differs"), [(TOLERANCE / 2, False), (TOLERANCE * 2, True)])
def test_tolerance(bundle_copy: Path, moved: float, differs: bool) -> None:
    """The last digits may differ between machines; more may not."""

    def move(record: dict[str, Any]) -> None:
        record["scores"]["safety"] += moved

    _edit(bundle_copy, move)
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
        (lambda record: record.update(tags=["sport"]), "given here|not given here"),
        (lambda record: record.update(scores=[]), "no golden article"),
        (lambda record: record.pop("scores"), "no golden article"),
        (lambda record: record.update(body=5), "no golden article"),
    ],
)
def test_altered_golden_articles(
    bundle_copy: Path, change: Callable[[dict[str, Any]], None], message: str
) -> None:
    """Other topics, other tags, or no golden article at all."""
    _edit(bundle_copy, change)
    with pytest.raises(BundleError, match=message):
        check_golden(Tagger.load(bundle_copy))


def test_altered_threshold(bundle_copy: Path) -> None:
    """A threshold that the digests do not cover shows in the tags."""
    path = bundle_copy / MANIFEST_NAME
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for topic in manifest["topics"]:
        topic["threshold"] = 1.0
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(BundleError, match="not given here, expected it given"):
        check_golden(Tagger.load(bundle_copy))


@pytest.mark.parametrize("content", [b"\xff", b"{", b"[]", b"\n\n"])
def test_file_that_is_none(bundle_copy: Path, content: bytes) -> None:
    """Whatever stands there is refused in words, even where the manifest vouches for it."""
    _vouch(bundle_copy, content)
    with pytest.raises(BundleError, match=r"golden\.jsonl"):
        check_golden(Tagger.load(bundle_copy))


def test_flipped_byte(bundle_copy: Path) -> None:
    """The digest is looked at first."""
    path = bundle_copy / GOLDEN_NAME
    content = bytearray(path.read_bytes())
    content[40] ^= 1
    path.write_bytes(content)
    with pytest.raises(BundleError, match=r"golden\.jsonl: truncated or altered"):
        check_golden(Tagger.load(bundle_copy))
