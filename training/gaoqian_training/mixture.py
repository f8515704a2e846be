"""Unlabelled copy of a house, as score counts: from files, or from what is running."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from gaoqian import Article, ArticleError, DataError, ExtraError, Tagger
from gaoqian.mixture import ScoreCounts
from gaoqian.readers import ReadFailure, read_path
from gaoqian_training.datasets.labelled import expand, parse_json, read_lines

#: What counts live decisions contributes a function here: database address, data folder, version
#: and weeks to articles by cell. Training knows nobody who does.
GROUP = "gaoqian.score_counts"
_Source = Callable[[str, Path, str, int], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class LiveSource:
    """Where live decisions are counted.

    Attributes:
        database_url: The database; empty means the default one in ``data``.
        data: The service's data folder.
        weeks: Of how many weeks, the last ones that have any.
    """

    database_url: str
    data: Path
    weeks: int


def count_live(source: LiveSource, tagger: Tagger) -> ScoreCounts:
    """Return what is running has scored with a bundle.

    Raises:
        ExtraError: nothing is installed that counts.
    """
    found = entry_points(group=GROUP)
    if not found:
        raise ExtraError(f"nothing counts live decisions: no entry point in {GROUP!r}")
    cells: Counter[str] = Counter()
    for entry in found:
        read: _Source = entry.load()
        cells.update(read(source.database_url, source.data, tagger.counted_as, source.weeks))
    return ScoreCounts.from_cells(cells, len(tagger.bundle.manifest.topics))


def count_articles(articles: Iterable[Article], tagger: Tagger) -> ScoreCounts:
    """Score articles, and keep nothing of them but the counts."""
    results = tagger.tag_many(articles)
    cells = Counter(cell for result in results if (cell := tagger.cell(result)))
    return ScoreCounts.from_cells(cells, len(tagger.bundle.manifest.topics))


def read_articles(
    paths: Iterable[Path], on_failure: Callable[[ReadFailure], object]
) -> Iterable[Article]:
    """Yield the articles of files, and tell what cannot be read.

    Args:
        paths: Files in any format of ``gaoqian tag``; or, as training takes them, ``.jsonl.gz``
            files and folders of JSON Lines. Labels in them are not looked at.
        on_failure: Told of each failure.
    """
    for path in paths:
        archive = path.is_dir() or path.suffix == ".gz"
        for found in _read_archive(path) if archive else read_path(path):
            if isinstance(found, ReadFailure):
                on_failure(found)
            else:
                yield found


def _read_archive(path: Path) -> Iterator[Article | ReadFailure]:
    for file in expand(path):
        try:
            for number, line in read_lines(file):
                yield _read_line(line, f"{file}:{number}")
        except DataError as error:  # of the file, from there on
            yield ReadFailure(str(file), str(error))


def _read_line(line: bytes, source: str) -> Article | ReadFailure:
    try:
        return Article.from_record(parse_json(line, source), source)
    except (ArticleError, DataError) as error:
        return ReadFailure(source, str(error))
