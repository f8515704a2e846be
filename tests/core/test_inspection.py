"""What is looked at before a bundle answers."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from gaoqian import BundleError, ModelStore, Tagger
from gaoqian.bundle.bundle import MANIFEST_NAME
from gaoqian.inspection import load_inspected
from gaoqian.segment import UserWord, load_segmenter


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _rewrite(bundle: Path, old: str, new: str) -> None:
    path = bundle / MANIFEST_NAME
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_whole_bundle_passes(models_folder: Path, tagger: Tagger) -> None:
    """All of it, with its golden articles, under the name of its folder."""
    inspected = load_inspected(ModelStore(models_folder), tagger.version)
    assert (inspected.tagger.version, inspected.golden) == (tagger.version, 32)


@pytest.mark.parametrize(
    "name", ["scorer.joblib", "pipeline.joblib", "report.json", "golden.jsonl"]
)
def test_flipped_bit(models_copy: Path, bundle_copy: Path, name: str) -> None:
    """Also in the files that tagging never opens."""
    _flip(bundle_copy / name)
    with pytest.raises(BundleError, match=rf"{name}: truncated or altered"):
        load_inspected(ModelStore(models_copy), bundle_copy.name)


CRAFTED: dict[str, tuple[Callable[[Path], object], str]] = {
    "swapped": (
        lambda path: (path / "report.json").replace(path / "scorer.joblib"),
        "scorer.joblib: truncated or altered",
    ),
    "pickle": (
        lambda path: (path / "scorer.joblib").write_bytes(pickle.dumps(print)),
        "scorer.joblib: truncated or altered",
    ),
    "renamed": (
        lambda path: _rewrite(path, '"version": "20', '"version": "19'),
        "manifest says version '19",
    ),
    "elsewhere": (
        lambda path: _rewrite(path, '"report.json"', '"../champion"'),
        r"lists '\.\./champion', expected names of files",
    ),
    "unlisted": (
        lambda path: _rewrite(path, '"scorer.joblib"', '"other.joblib"'),
        "scorer.joblib: truncated or altered",
    ),
}


@pytest.mark.parametrize("kind", CRAFTED)
def test_crafted_bundle(models_copy: Path, bundle_copy: Path, kind: str) -> None:
    """Each is refused with the file that is at fault."""
    craft, message = CRAFTED[kind]
    craft(bundle_copy)
    with pytest.raises(BundleError, match=message):
        load_inspected(ModelStore(models_copy), bundle_copy.name)


def test_segmenter_is_shared_where_it_fits(models_folder: Path, tagger: Tagger) -> None:
    """One with other words is left alone, and the bundle gets its own."""
    store, version = ModelStore(models_folder), tagger.version
    ours = tagger.bundle.scorer.segmenter
    assert load_inspected(store, version, ours).tagger.bundle.scorer.segmenter is ours
    other = load_segmenter((UserWord("户外劳动者驿站"),))
    found = load_inspected(store, version, other).tagger.bundle.scorer.segmenter
    assert found is not other
    assert found.fingerprint == ours.fingerprint


def test_manifest_of_a_bundle_without_scorer(models_copy: Path, bundle_copy: Path) -> None:
    """A manifest that lists nothing vouches for nothing."""
    path = bundle_copy / MANIFEST_NAME
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"files": {}}), encoding="utf-8")
    with pytest.raises(BundleError, match="truncated or altered"):
        load_inspected(ModelStore(models_copy), bundle_copy.name)
