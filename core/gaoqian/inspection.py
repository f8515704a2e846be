"""Inspection of a bundle before it serves: digests, segmenter, arrays and golden articles."""

from dataclasses import dataclass
from pathlib import Path

from gaoqian.article import Article
from gaoqian.bundle import ModelStore, load_bundle
from gaoqian.bundle.bundle import GOLDEN_NAME, SCORER_NAME, verify_file
from gaoqian.errors import BundleError
from gaoqian.golden import check_golden
from gaoqian.segment import Segmenter
from gaoqian.tagger import Tagger


@dataclass(frozen=True, slots=True)
class Inspected:
    """A bundle that passed inspection.

    Attributes:
        tagger: The loaded tagger, warmed up.
        golden: Number of golden articles that were compared; 0 for a bundle without any.
    """

    tagger: Tagger
    golden: int


def load_inspected(
    store: ModelStore, version: str, segmenter: Segmenter | None = None
) -> Inspected:
    """Load a version and check its digests, segmenter fingerprint, arrays and golden articles.

    Args:
        store: The models folder.
        version: The version.
        segmenter: A segmenter to reuse, as for `load_bundle`.

    Raises:
        BundleError: there is no such version, a file differs from its digest, the bundle cannot
            be used here, or its results differ from the stored ones.
    """
    path = store.path(version)
    tagger = Tagger(load_bundle(path, segmenter))
    manifest = tagger.bundle.manifest
    if manifest.version != version:
        raise BundleError(
            f"{path}: the manifest says version {manifest.version!r}, expected the folder's name; "
            "a bundle keeps its name"
        )
    for name in manifest.files:
        if Path(name).name != name:
            raise BundleError(f"{path}: the manifest lists {name!r}, expected names of files")
        if name not in (SCORER_NAME, GOLDEN_NAME):  # looked at where they are read
            verify_file(path / name, manifest)
    golden = check_golden(tagger)
    warm(tagger)
    return Inspected(tagger, golden)


def warm(tagger: Tagger) -> None:
    """Tag one article, so that mapped pages and the segmenter's dictionary are in memory."""
    article = Article(headline="工会换届", body="职工代表投票选出新一届委员。")
    tagger.tag(article, explain=True)
