"""The validator: everything that is wrong with files of labelled articles, in one pass."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gaoqian import DataError, Taxonomy
from gaoqian_training.datasets.labelled import (
    GENRES,
    KINDS,
    LabelledArticle,
    expand,
    parse_json,
    parse_line,
    read_lines,
)
from gaoqian_training.datasets.near_duplicates import find_near_duplicates


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: ``file:line`` and, in the message, what was found and what was expected."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def validate_files(paths: Sequence[Path], taxonomy: Taxonomy) -> Iterator[Finding]:
    """Yield every fault in the files, in file order, then the near-duplicates.

    Unlike `read_dataset`, which stops at the first fault, this reads on after each.
    """
    sound: list[LabelledArticle] = []
    seen: dict[str, str] = {}
    for path in paths:
        try:
            files = expand(path)
        except DataError as error:
            yield _as_finding(error)
            continue
        for file in files:
            try:
                yield from _validate_file(file, taxonomy, seen, sound)
            except DataError as error:
                yield _as_finding(error)
    yield from _near_duplicates(sound)


def _validate_file(
    path: Path, taxonomy: Taxonomy, seen: dict[str, str], sound: list[LabelledArticle]
) -> Iterator[Finding]:
    for number, line in read_lines(path):
        where = f"{path}:{number}"
        try:
            item = parse_line(line, where, taxonomy)
            identifier = parse_json(line, where).get("id")
        except DataError as error:
            yield _as_finding(error)
            continue
        sound.append(item)
        yield from _validate_item(item, identifier, where, seen)


def _validate_item(
    item: LabelledArticle, identifier: object, where: str, seen: dict[str, str]
) -> Iterator[Finding]:
    if not isinstance(identifier, str) or not identifier:
        yield Finding(where, f"'id' is {identifier!r}, expected a string of its own")
    elif identifier in seen:
        yield Finding(where, f"id {identifier!r} stands already at {seen[identifier]}")
    else:
        seen[identifier] = where
    if not item.article.body.strip():
        yield Finding(where, "'body' is empty, expected the article's text")
    for name, value, known in (("genre", item.genre, GENRES), ("kind", item.kind, KINDS)):
        if value and value not in known:
            yield Finding(where, f"{name} is {value!r}, expected one of {', '.join(known)}")


def _near_duplicates(items: Sequence[LabelledArticle]) -> Iterator[Finding]:
    for pair in find_near_duplicates([item.article for item in items]):
        first, second = items[pair.first], items[pair.second]
        if not first.shares_group(second):
            yield Finding(
                second.article.source,
                f"near-duplicate of {first.article.source} (similarity {pair.similarity:.2f}), "
                "expected texts of their own or one 'group' for both",
            )


def _as_finding(error: DataError) -> Finding:
    where, _, message = str(error).partition(": ")
    return Finding(where, message)
