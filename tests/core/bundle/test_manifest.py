"""Manifests as JSON objects."""

from typing import Any

import pytest

from gaoqian import BundleError, Manifest, Topic
from gaoqian.bundle import FORMAT_VERSION, TopicEntry
from gaoqian.bundle.manifest import parse_manifest
from gaoqian.segment import Fingerprint, UserWord
from gaoqian.text.marks import HouseRubric

_MANIFEST = Manifest(
    version="2026.11.24-1",
    created="2026-11-24T08:00:00+00:00",
    topics=(TopicEntry(Topic("union", "工会"), 0.4, 0.1), TopicEntry(Topic("safety", "安全"), 0.5)),
    segmenter=Fingerprint("rjieba", "0.2.2", "sha256:00"),
    user_words=(UserWord("安康杯", 1000),),
    rubrics=(HouseRubric("沂川时评"),),
    data={"articles": 2},
    files={"scorer.joblib": "sha256:11"},
)


def _content(**changes: Any) -> dict[str, Any]:
    return _MANIFEST.to_dict() | changes


def test_object_gives_the_manifest_again() -> None:
    """`parse_manifest` inverts `to_dict`; taxonomy and thresholds are in topic order."""
    manifest = parse_manifest(_content(), "m")
    assert manifest == _MANIFEST
    assert manifest.taxonomy.ids == ("union", "safety")
    assert manifest.thresholds == (0.4, 0.5)


def test_older_formats_know_no_rubrics() -> None:
    """Bundles before format 4 read rubrics as words, whatever the file says."""
    assert parse_manifest(_content(format=3), "m").rubrics is None


def _with_topic(**changes: Any) -> dict[str, Any]:
    first, second = _content()["topics"]
    return _content(topics=[first | changes, second])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([], "no bundle manifest"),
        (_content(format="4"), "no bundle manifest"),
        (_content(format=0), "format 0 never was"),
        (_content(format=FORMAT_VERSION + 1), "newer than .* update gaoqian"),
        (_content(topics=[]), "at least one"),
        (_content(segmenter={}), "incomplete: KeyError"),
        (_with_topic(threshold=1.5), "threshold 1.5, expected 0 to 1"),
        (_with_topic(share=1.0), "share 1.0, expected 0 to 1"),
        (_content(rubrics=[["（）", "opinion"]]), "RubricError"),
    ],
)
def test_what_is_no_manifest(content: object, message: str) -> None:
    """The error names the file and what is wrong."""
    with pytest.raises(BundleError, match=f"^m: .*{message}"):
        parse_manifest(content, "m")
