"""A bundle's new version with other shares and thresholds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gaoqian import Article, BundleError, ModelStore, Tagger
from gaoqian.inspection import load_inspected
from gaoqian.mixture import logit_shift
from gaoqian.retuning import Tuning, calibrated_shares, retune

_ARTICLE = Article("老楼道里装上了烟感", "消防站的队员逐户检查电线，教老人用灭火毯。")


def test_new_version_has_same_weights_and_other_thresholds(
    models_copy: Path, tagger: Tagger
) -> None:
    """Scores move by the share's log odds and no more; it is looked at like any other bundle."""
    store = ModelStore(models_copy)
    old = Tagger(store.load())
    shares = calibrated_shares(old.bundle.manifest)
    tunings = [Tuning(share / 2, 0.7) for share in shares]
    written = retune(store, old.bundle, tunings, "a test")
    inspected = load_inspected(store, written.version)
    new = inspected.tagger
    assert inspected.golden == 32
    assert store.champion() == tagger.version  # it tags nothing before it is promoted
    before, after = old.tag(_ARTICLE).scores, new.tag(_ARTICLE).scores
    for topic, share in zip(before, shares, strict=True):
        moved = np.log(after[topic] / (1 - after[topic])) - np.log(
            before[topic] / (1 - before[topic])
        )
        assert moved == pytest.approx(logit_shift(share / 2, share), abs=1e-4)
    assert written.thresholds == (0.7,) * len(shares)
    assert calibrated_shares(written) == pytest.approx([share / 2 for share in shares])
    assert written.training["retuned_from"] == old.version
    assert written.metrics == {}


def test_bundle_without_shares_is_refused(tagger: Tagger) -> None:
    """One of an earlier format does not say what it was calibrated for."""
    manifest = tagger.bundle.manifest
    unknown = tuple(replace(entry, share=None) for entry in manifest.topics)
    with pytest.raises(BundleError, match="does not say which shares"):
        calibrated_shares(replace(manifest, topics=unknown))
    with pytest.raises(BundleError, match="exactly one topic"):
        calibrated_shares(replace(manifest, mode="single"))
