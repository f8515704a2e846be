"""Bundles that are whole, and bundles that are not."""

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest

from gaoqian import BundleError, Tagger
from gaoqian.bundle import load_bundle
from gaoqian.bundle.bundle import MANIFEST_NAME, SCORER_NAME
from gaoqian.bundle.plain import load_plain


def _edit_manifest(bundle: Path, **changes: Any) -> None:
    path = bundle / MANIFEST_NAME
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes))


def _replace_scorer(bundle: Path, content: Any) -> None:
    """Write other arrays and make the manifest vouch for them."""
    draft = bundle / "draft"
    joblib.dump(content, draft)
    draft.replace(bundle / SCORER_NAME)  # the old file may still be mapped
    digest = hashlib.sha256((bundle / SCORER_NAME).read_bytes()).hexdigest()
    manifest = json.loads((bundle / MANIFEST_NAME).read_text(encoding="utf-8"))
    _edit_manifest(bundle, files={**manifest["files"], SCORER_NAME: f"sha256:{digest}"})


def _unmapped(content: dict[str, Any]) -> dict[str, Any]:
    """Copy mapped arrays, so that the file can be replaced."""
    plain: dict[str, Any] = {}
    for key, value in content.items():
        if isinstance(value, dict):
            plain[key] = _unmapped(value)
        else:
            plain[key] = np.array(value) if isinstance(value, np.memmap) else value
    return plain


def test_whole_bundle_loads(bundle_copy: Path) -> None:
    """A copied folder is a bundle."""
    assert load_bundle(bundle_copy).manifest.version == bundle_copy.name


def test_missing_bundle(tmp_path: Path) -> None:
    """The error says how to make one."""
    with pytest.raises(BundleError, match="gaoqian train"):
        load_bundle(tmp_path / "2026.01.01-1")


def test_truncated_arrays(bundle_copy: Path) -> None:
    """A file cut short is not read at all."""
    path = bundle_copy / SCORER_NAME
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(BundleError, match=r"scorer\.joblib: truncated or altered.*train again"):
        load_bundle(bundle_copy)


def test_missing_arrays(bundle_copy: Path) -> None:
    """A file that is gone is named."""
    (bundle_copy / SCORER_NAME).unlink()
    with pytest.raises(BundleError, match=r"scorer\.joblib: cannot be read"):
        load_bundle(bundle_copy)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "1"}'])
def test_manifest_that_is_none(bundle_copy: Path, content: str) -> None:
    """Broken or foreign JSON under the manifest's name."""
    (bundle_copy / MANIFEST_NAME).write_text(content)
    with pytest.raises(BundleError, match=r"manifest\.json: .*train again"):
        load_bundle(bundle_copy)


def test_manifest_without_a_part(bundle_copy: Path) -> None:
    """The missing key is named."""
    _edit_manifest(bundle_copy, segmenter={"engine": "rjieba"})
    with pytest.raises(BundleError, match="incomplete: KeyError 'version'"):
        load_bundle(bundle_copy)


def test_newer_format(bundle_copy: Path) -> None:
    """A later program's bundle is refused with the remedy."""
    _edit_manifest(bundle_copy, format=99)
    with pytest.raises(BundleError, match=r"format 99 is newer than 4.*update gaoqian"):
        load_bundle(bundle_copy)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"version": "0.0.1"}, r"trained with segmenter rjieba 0\.0\.1.*train again"),
        ({"dictionary": "sha256:0"}, "here is another dictionary"),
        ({"engine": "jieba"}, "trained with segmenter jieba"),
    ],
)
def test_other_segmenter(bundle_copy: Path, changes: dict[str, str], message: str) -> None:
    """Other cuts would make other features: refused, with the remedy."""
    manifest = json.loads((bundle_copy / MANIFEST_NAME).read_text(encoding="utf-8"))
    _edit_manifest(bundle_copy, segmenter=manifest["segmenter"] | changes)
    with pytest.raises(BundleError, match=message):
        load_bundle(bundle_copy)


def test_crafted_file_is_refused_and_not_run(bundle_copy: Path, tmp_path: Path) -> None:
    """Arrays that hide a call, under a manifest that vouches for them."""
    mark = tmp_path / "mark"

    class Exploit:
        def __reduce__(self) -> tuple[Any, tuple[str]]:
            return os.mkdir, (str(mark),)

    _replace_scorer(bundle_copy, {"words": Exploit()})
    with pytest.raises(BundleError, match=r"refused, it holds the type posix\.mkdir"):
        Tagger.load(bundle_copy)
    assert not mark.exists()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("rows", np.zeros((3, 8), np.float32), "do not fit into rows (3, 8)"),
        ("rows", np.ones((10**6, 8), np.float32), "'rows' weighs what is unknown"),
        ("rows", np.zeros((10**5, 8)), "array 'rows' is (100000, 8), expected float32"),
        ("intercept", np.full(5, np.nan), "array 'intercept' holds values that are not finite"),
        ("calibration_slope", "text", "array 'calibration.slope' is str"),
        ("words", "1", "'words' is no number of features"),
        ("table", {}, "not as expected: 'sizes'"),
        ("table.sizes", [4], "'table.sizes' is (4,)"),
        ("table.sizes", [2, 1], "'table.sizes' is (2, 1)"),
        ("table.singles", np.full(9999, 10**8, np.uint64), "'table' points beyond the features"),
        ("table.slots", np.full((2, 4), 10**7, np.uint64), "'table' points beyond the features"),
        ("table.slots", np.zeros((2, 3), np.uint64), "'table.slots' is (2, 3)"),
        ("table.multipliers", np.zeros(3), "'table.multipliers' is not of type uint64"),
    ],
)
def test_arrays_that_do_not_fit(bundle_copy: Path, name: str, value: Any, message: str) -> None:
    """Shapes and types are audited before anything is scored."""
    content = _unmapped(load_plain(bundle_copy / SCORER_NAME))
    part, _, inner = name.partition(".")
    content[part] = content[part] | {inner: value} if inner else value
    _replace_scorer(bundle_copy, content)
    with pytest.raises(BundleError, match=re.escape(message)):
        load_bundle(bundle_copy)


def test_arrays_of_other_topics(bundle_copy: Path) -> None:
    """The manifest's topics and the arrays' must be as many."""
    manifest = json.loads((bundle_copy / MANIFEST_NAME).read_text(encoding="utf-8"))
    _edit_manifest(bundle_copy, topics=manifest["topics"][:4])
    with pytest.raises(BundleError, match="scores 5 topics, the manifest names 4"):
        load_bundle(bundle_copy)
