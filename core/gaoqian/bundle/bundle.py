"""Writing and loading a bundle: ``models/<version>/`` with manifest, arrays and pipeline."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gaoqian.bundle.layout import arrays_to_plain, parse_arrays
from gaoqian.bundle.manifest import FORMAT_VERSION, Manifest, parse_manifest
from gaoqian.bundle.plain import dump_plain, load_plain
from gaoqian.errors import BundleError, SegmenterError
from gaoqian.files import sync_folder
from gaoqian.scorer import Scorer, ScorerArrays
from gaoqian.segment import Fingerprint, Segmenter, load_segmenter

MANIFEST_NAME = "manifest.json"
SCORER_NAME = "scorer.joblib"
PIPELINE_NAME = "pipeline.joblib"
REPORT_NAME = "report.json"
GOLDEN_NAME = "golden.jsonl"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A loaded bundle, ready to score.

    Attributes:
        manifest: The manifest.
        scorer: The compiled scorer with its segmenter.
        path: The bundle's folder.
    """

    manifest: Manifest
    scorer: Scorer
    path: Path


def load_bundle(path: Path, segmenter: Segmenter | None = None) -> Bundle:
    """Load a bundle for tagging; its scikit-learn pipeline is not loaded.

    Args:
        path: The bundle's folder.
        segmenter: A segmenter to reuse if the bundle needs the same, since building one takes
            0.1 s during which no other thread runs.

    Raises:
        BundleError: a file is missing, truncated, altered, of a newer format or has forbidden
            content, or the installed segmenter differs from the bundle's.
    """
    manifest = read_manifest(path)
    if segmenter is None or not _is_needed(manifest, segmenter):
        segmenter = _build_segmenter(path, manifest)
    scorer_path = path / SCORER_NAME
    verify_file(scorer_path, manifest)
    arrays = parse_arrays(load_plain(scorer_path), manifest.format, scorer_path)
    if arrays.topics != len(manifest.topics):
        raise BundleError(
            f"{scorer_path}: scores {arrays.topics} topics, the manifest names "
            f"{len(manifest.topics)}; train again"
        )
    return Bundle(manifest, Scorer(arrays, segmenter), path)


def read_manifest(path: Path) -> Manifest:
    """Read the manifest of a bundle.

    Raises:
        BundleError: it is missing or invalid.
    """
    manifest_path = path / MANIFEST_NAME
    try:
        content = json.loads(manifest_path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BundleError(
            f"{manifest_path}: no such file; train a bundle with 'gaoqian train'"
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise BundleError(f"{manifest_path}: cannot be read: {error}; train again") from error
    return parse_manifest(content, str(manifest_path))


def verify_file(path: Path, manifest: Manifest) -> None:
    """Check one file of a bundle against the manifest's digest.

    Raises:
        BundleError: the file is missing or differs from its digest.
    """
    expected = manifest.files.get(path.name)
    try:
        found = _digest(path)
    except OSError as error:
        raise BundleError(f"{path}: cannot be read: {error.strerror}; train again") from error
    if found != expected:
        raise BundleError(
            f"{path}: truncated or altered (is {found[:23]}…, "
            f"the manifest says {str(expected)[:23]}…); train again"
        )


def write_bundle(
    folder: Path,
    manifest: Manifest,
    arrays: ScorerArrays,
    report: dict[str, Any],
    write_pipeline: Callable[[Path], None],
    golden: bytes = b"",
) -> Manifest:
    """Write a bundle atomically and return its manifest with the digests.

    The folder is written under a temporary name and renamed, so that no reader sees a part.

    Args:
        folder: The models folder; the bundle becomes ``folder / manifest.version``.
        manifest: The manifest without ``files``.
        arrays: The compiled scorer.
        report: Content of ``report.json``.
        write_pipeline: Writes the scikit-learn pipeline to the given path.
        golden: Content of ``golden.jsonl``, see `gaoqian.golden`; empty for no such file.

    Raises:
        BundleError: the version exists already, or the folder cannot be written.
    """
    target = folder / manifest.version
    if target.exists():
        raise BundleError(f"{target}: exists already; versions are never overwritten")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
    except OSError as error:
        raise BundleError(f"{folder}: cannot be written: {error.strerror}") from error
    try:
        dump_plain(arrays_to_plain(arrays), draft / SCORER_NAME)
        write_pipeline(draft / PIPELINE_NAME)
        _write_json(draft / REPORT_NAME, report)
        if golden:
            (draft / GOLDEN_NAME).write_bytes(golden)
        digests = {path.name: _digest(path) for path in sorted(draft.iterdir())}
        manifest = replace(manifest, files=digests, format=FORMAT_VERSION)
        _write_json(draft / MANIFEST_NAME, manifest.to_dict())
        draft.chmod(0o755)
        sync_folder(draft, files=True)
        draft.rename(target)
        sync_folder(folder)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise BundleError(f"{target}: cannot be written: {error.strerror or error}") from error
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return manifest


def _is_needed(manifest: Manifest, segmenter: Segmenter) -> bool:
    return (segmenter.fingerprint, segmenter.user_words) == (
        manifest.segmenter,
        manifest.user_words,
    )


def _build_segmenter(path: Path, manifest: Manifest) -> Segmenter:
    try:
        segmenter = load_segmenter(manifest.user_words, manifest.segmenter.engine)
    except SegmenterError as error:
        raise BundleError(f"{path / MANIFEST_NAME}: {error}; install it or train again") from error
    _check_fingerprint(path, manifest.segmenter, segmenter.fingerprint)
    return segmenter


def _check_fingerprint(path: Path, needed: Fingerprint, present: Fingerprint) -> None:
    if needed == present:
        return
    if needed.engine == present.engine and needed.version == present.version:
        difference = "another dictionary"
    else:
        difference = f"{present.engine} {present.version}"
    raise BundleError(
        f"{path / MANIFEST_NAME}: trained with segmenter {needed.engine} {needed.version}, here is "
        f"{difference}; install {needed.engine}=={needed.version} or train again"
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def _write_json(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
