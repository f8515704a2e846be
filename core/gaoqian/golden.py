"""Golden articles: texts stored in a bundle with the results that it gave when it was written.

Different results after loading mean an altered bundle or a library that computes differently.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gaoqian.article import Article
from gaoqian.bundle import Bundle
from gaoqian.bundle.bundle import GOLDEN_NAME, verify_file
from gaoqian.errors import ArticleError, BundleError
from gaoqian.result import TagResult
from gaoqian.tagger import Tagger

#: Allowed difference from a stored probability. Processors and libraries differ in the last
#: digits of float32, which changes a probability by less than a tenth of this.
TOLERANCE = 1e-4


@dataclass(frozen=True, slots=True)
class _Golden:
    """One line of the file.

    Attributes:
        article: The article; its ``source`` is ``file:line``.
        scores: Topic to probability, 0 to 1; empty where nothing was scored.
        tags: Identifiers of the assigned topics.
    """

    article: Article
    scores: dict[str, float]
    tags: frozenset[str]


def record_golden(tagger: Tagger, articles: Iterable[Article]) -> bytes:
    """Tag articles and return the golden file: JSON Lines of articles with their results."""
    lines = []
    for article in articles:
        result = tagger.tag(article)
        record = {
            "id": article.id,
            "headline": article.headline,
            "body": article.body,
            "language": article.language,
            "tags": [tag.topic for tag in result.tags],
            "scores": {topic: round(score, 6) for topic, score in result.scores.items()},
        }
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(lines).encode("utf-8", "surrogatepass")


def check_golden(tagger: Tagger) -> int:
    """Tag the golden articles of a bundle and compare with the stored results.

    Returns:
        Number of articles compared; 0 for a bundle without golden articles.

    Raises:
        BundleError: the file is missing, altered or unreadable, or a result differs by more
            than `TOLERANCE`; the message names the first article and topic that differ.
    """
    compared = 0
    # One at a time, so that other threads wait for one article at most.
    for golden in _read_verified(tagger.bundle):
        _compare(golden, tagger.tag(golden.article))
        compared += 1
    return compared


def read_golden(bundle: Bundle) -> list[Article]:
    """Return the golden articles of a bundle; empty for a bundle without any.

    Raises:
        BundleError: the file is missing, altered or unreadable.
    """
    return [golden.article for golden in _read_verified(bundle)]


def _compare(golden: _Golden, result: TagResult) -> None:
    where = f"{golden.article.source}: article {golden.article.id!r}"
    given = {tag.topic: tag.threshold for tag in result.tags}
    for topic in sorted(golden.scores.keys() | result.scores.keys()):
        kept, found = golden.scores.get(topic), result.scores.get(topic)
        if kept is None or found is None or abs(found - kept) > TOLERANCE:
            raise BundleError(
                f"{where}, topic {topic!r}: scored {_show(found)} here, expected {_show(kept)} "
                f"within {TOLERANCE}; do not use this bundle, train again"
            )
        if (topic in given) != (topic in golden.tags):
            raise BundleError(
                f"{where}, topic {topic!r}: {_verb(topic in given)} here, expected it "
                f"{_verb(topic in golden.tags)}; do not use this bundle, train again"
            )


def _show(score: float | None) -> str:
    return "nothing" if score is None else f"{score:.6f}"


def _verb(given: bool) -> str:
    return "given" if given else "not given"


def _read_verified(bundle: Bundle) -> Iterator[_Golden]:
    """Yield the golden articles and results of a bundle; nothing for a bundle without any."""
    if GOLDEN_NAME in bundle.manifest.files:
        path = bundle.path / GOLDEN_NAME
        verify_file(path, bundle.manifest)
        yield from _read(path)


def _read(path: Path) -> Iterator[_Golden]:
    try:
        lines = path.read_bytes().decode("utf-8", "surrogatepass").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BundleError(f"{path}: cannot be read: {error}; train again") from error
    for number, line in enumerate(lines, 1):
        source = f"{path}:{number}"
        try:
            record: dict[str, Any] = json.loads(line)
            scores = {str(topic): float(score) for topic, score in record["scores"].items()}
            tags = frozenset(map(str, record["tags"]))
            yield _Golden(Article.from_record(record, source), scores, tags)
        except (ArticleError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise BundleError(
                f"{source}: no golden article ({type(error).__name__}: {error}); train again"
            ) from error
