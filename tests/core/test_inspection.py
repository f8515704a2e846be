"""What is looked at before a bundle answers."""

import re
from pathlib import Path

import pytest

from crafted import CRAFTED
from gaoqian import BundleError, ModelStore, Tagger
from gaoqian.inspection import load_inspected
from gaoqian.segment import UserWord, load_segmenter


def test_whole_bundle_passes(models_folder: Path, tagger: Tagger) -> None:
    """All of it, with its golden articles, under the name of its folder."""
    inspected = load_inspected(ModelStore(models_folder), tagger.version)
    assert (inspected.tagger.version, inspected.golden) == (tagger.version, 32)


@pytest.mark.parametrize("kind", CRAFTED)
def test_crafted_bundle(models_copy: Path, bundle_copy: Path, kind: str) -> None:
    """Each is refused with what is at fault, and nothing in it is run."""
    craft, message = CRAFTED[kind]
    craft(bundle_copy)
    with pytest.raises(BundleError, match=re.escape(message)):
        load_inspected(ModelStore(models_copy), bundle_copy.name)
    assert not Path("/tmp/gaoqian-exploit").exists()  # noqa: S108


def test_segmenter_is_shared_where_it_fits(models_folder: Path, tagger: Tagger) -> None:
    """One with other words is left alone, and the bundle gets its own."""
    store, version = ModelStore(models_folder), tagger.version
    ours = tagger.bundle.scorer.segmenter
    assert load_inspected(store, version, ours).tagger.bundle.scorer.segmenter is ours
    other = load_segmenter((UserWord("户外劳动者驿站"),))
    found = load_inspected(store, version, other).tagger.bundle.scorer.segmenter
    assert found is not other
    assert found.fingerprint == ours.fingerprint
