"""The manifest of a bundle: taxonomy, thresholds, segmenter, training data and file digests.

To change the format of a bundle:

1. Raise `FORMAT_VERSION` by one and say in ``docs/bundle-format.md`` what changed.
2. Let `parse_manifest` and `gaoqian.bundle.bundle.load_bundle` still read the version before:
   convert where the old meaning is known, refuse with the remedy "train again" where not.
3. Keep a bundle of the old version, made by the old code, under ``tests/old_bundles/`` with a
   test that loads it.
4. Never loosen the audit for an old version: the version number comes from the file and so may
   be forged.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from gaoqian.errors import BundleError, RubricError, SegmenterError, TaxonomyError
from gaoqian.segment import Fingerprint, UserWord
from gaoqian.taxonomy import Mode, Taxonomy, Topic, parse_taxonomy
from gaoqian.text.marks import HouseRubric

FORMAT_VERSION = 4
#: First format for which cleaning replaces rubrics by marks.
_FIRST_WITH_RUBRICS = 4


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic of the taxonomy with its threshold.

    Attributes:
        topic: The topic.
        threshold: Calibrated probability from which it is assigned, 0 to 1.
        share: Share of articles about it that probabilities are calibrated for, 0 to 1; None if
            unknown.
    """

    topic: Topic
    threshold: float
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of ``manifest.json``.

    Attributes:
        version: The bundle's version, and its folder's name: ``2026.11.24-1``.
        created: Time of writing, ISO 8601 in UTC.
        topics: The topics in the order of every score array.
        mode: As in `Taxonomy`.
        segmenter: The fingerprint that the segmenter must have.
        user_words: The user words that the segmenter must be built with.
        rubrics: The newsroom's own columns, for cleaning; None for a bundle trained before
            rubrics became marks.
        data: Training data: ``fingerprint`` (SHA-256), ``articles``, ``files``.
        training: Training settings: ``seed``, ``candidate``, ``target`` and others.
        metrics: Out-of-fold figures.
        libraries: Versions of the libraries used in training.
        files: SHA-256 of every other file of the bundle, by file name.
        format: Version of the bundle format.
    """

    version: str
    created: str
    topics: tuple[TopicEntry, ...]
    segmenter: Fingerprint
    mode: Mode = "multi"
    user_words: tuple[UserWord, ...] = ()
    rubrics: tuple[HouseRubric, ...] | None = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, Any] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT_VERSION

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy of its topics."""
        return Taxonomy(tuple(entry.topic for entry in self.topics), self.mode)

    @property
    def thresholds(self) -> tuple[float, ...]:
        """The thresholds in topic order."""
        return tuple(entry.threshold for entry in self.topics)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object stored in the file."""
        return {
            "format": self.format,
            "version": self.version,
            "created": self.created,
            "mode": self.mode,
            "topics": [
                {**asdict(entry.topic), "threshold": entry.threshold, "share": entry.share}
                for entry in self.topics
            ],
            "segmenter": {
                **self.segmenter.to_dict(),
                "user_words": [[word.word, word.frequency] for word in self.user_words],
            },
            "rubrics": None
            if self.rubrics is None
            else [[rubric.name, rubric.kind] for rubric in self.rubrics],
            "data": dict(self.data),
            "training": dict(self.training),
            "metrics": dict(self.metrics),
            "libraries": dict(self.libraries),
            "files": dict(self.files),
        }


def parse_manifest(content: object, origin: str) -> Manifest:
    """Build a manifest from parsed JSON; ``origin`` is named in error messages.

    Raises:
        BundleError: the format is newer than this program, or an entry is missing or invalid.
    """
    if not isinstance(content, dict) or not isinstance(content.get("format"), int):
        raise BundleError(f"{origin}: no bundle manifest (no number under 'format'); train again")
    if content["format"] < 1:
        raise BundleError(f"{origin}: bundle format {content['format']} never was; train again")
    if content["format"] > FORMAT_VERSION:
        raise BundleError(
            f"{origin}: bundle format {content['format']} is newer than {FORMAT_VERSION}, "
            "which this program reads; update gaoqian"
        )
    try:
        return _parse(content, origin)
    except (KeyError, TypeError, ValueError, TaxonomyError, SegmenterError, RubricError) as error:
        raise BundleError(
            f"{origin}: manifest is incomplete: {type(error).__name__} {error}; train again"
        ) from error


def _parse(content: dict[str, Any], origin: str) -> Manifest:
    taxonomy = parse_taxonomy(content, origin)
    thresholds = [float(entry["threshold"]) for entry in content["topics"]]
    shares = [entry.get("share") for entry in content["topics"]]
    for threshold in thresholds:
        if not 0.0 <= threshold <= 1.0:
            raise ValueError(f"threshold {threshold!r}, expected 0 to 1")
    for share in shares:
        if share is not None and not 0.0 < share < 1.0:
            raise ValueError(f"share {share!r}, expected 0 to 1")
    segmenter = content["segmenter"]
    rubrics = content["rubrics"] if content["format"] >= _FIRST_WITH_RUBRICS else None
    names = ("engine", "version", "dictionary")
    return Manifest(
        version=str(content["version"]),
        created=str(content["created"]),
        topics=tuple(map(TopicEntry, taxonomy, thresholds, shares)),
        mode=taxonomy.mode,
        segmenter=Fingerprint(**{name: str(segmenter[name]) for name in names}),
        user_words=tuple(UserWord(str(word), count) for word, count in segmenter["user_words"]),
        rubrics=None if rubrics is None else tuple(HouseRubric(*each) for each in rubrics),
        data=dict(content["data"]),
        training=dict(content["training"]),
        metrics=dict(content["metrics"]),
        libraries=dict(content["libraries"]),
        files=dict(content["files"]),
        format=content["format"],
    )
