"""Files as they arrive in a drop folder, of every format, each story known by its source."""

import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path

from corpus import articles_of_length
from gaoqian import Article
from gaoqian.writers.registry import writer
from gaoqian.writers.slip import Slip

CHARACTERS = 400
#: One file in so many is cut off in the middle.
_BROKEN_EVERY = 100


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that arrives.

    Attributes:
        name: Its name.
        data: What is in it.
        stories: The sources of its stories, without the folder; none where it is broken.
    """

    name: str
    data: bytes
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How files of one format are made.

    Attributes:
        suffix: How their names end.
        stories: How many stories one holds.
        write: Makes one.
        many: Whether sources have a number behind the name.
    """

    suffix: str
    stories: int
    write: Callable[[Sequence[Article]], bytes]
    many: bool = True


def mixed_files(count: int, seed: int = 0) -> Iterator[Arrival]:
    """Yield files of all formats in turn; one in a hundred is cut off, and cannot be read.

    Args:
        count: How many files.
        seed: Of their texts.
    """
    articles = articles_of_length(CHARACTERS, 3 * count, seed)
    for number in range(count):
        kind = _KINDS[number % len(_KINDS)]
        own = [_named(article) for article in islice(articles, kind.stories)]
        name = f"{number:06d}{kind.suffix}"
        data = kind.write(own)
        if number % _BROKEN_EVERY == _BROKEN_EVERY - 1:
            # The kinds take turns, so that this is one whose half cannot be read.
            yield Arrival(f"{number:06d}.xml", _newsml(own)[: len(data) // 2], ())
            continue
        places = range(1, kind.stories + 1)
        sources = [f"{name}:{place}" for place in places] if kind.many else [name]
        yield Arrival(name, data, tuple(sources))


def jsonl_files(count: int, stories: int, seed: int = 0) -> Iterator[Arrival]:
    """Yield files of JSON Lines.

    Args:
        count: How many files.
        stories: How many stories each holds.
        seed: Of their texts.
    """
    articles = articles_of_length(CHARACTERS, count * stories, seed)
    for number in range(count):
        own = [_named(article) for article in islice(articles, stories)]
        name = f"{seed}-{number:06d}.jsonl"
        sources = tuple(f"{name}:{line}" for line in range(1, stories + 1))
        yield Arrival(name, _jsonl(own), sources)


def put(folder: Path, arrival: Arrival) -> None:
    """Let a file arrive at once, as a careful sender does."""
    draft = folder / f".{arrival.name}.tmp"
    draft.write_bytes(arrival.data)
    draft.rename(folder / arrival.name)


def _named(article: Article) -> Article:
    return Article(article.headline, article.body, f"urn:drop:{article.id}", version="1")


def _text(articles: Sequence[Article]) -> bytes:
    return articles[0].body.encode("gb18030")


def _html(articles: Sequence[Article]) -> bytes:
    (article,) = articles
    head = f'<meta charset="utf-8"><title>{article.headline}</title>'
    body = f"<article><h1>{article.headline}</h1><p>{article.body}</p></article>"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def _jsonl(articles: Sequence[Article]) -> bytes:
    rows = (
        {"id": a.id, "version": a.version, "headline": a.headline, "body": a.body} for a in articles
    )
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def _csv(articles: Sequence[Article]) -> bytes:
    rows = [["编号", "标题", "正文"], *([a.id, a.headline, a.body] for a in articles)]
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows).encode("gb18030")


def _ninjs(articles: Sequence[Article]) -> bytes:
    return writer("ninjs").write([Slip(article, None) for article in articles])


def _newsml(articles: Sequence[Article]) -> bytes:
    return writer("newsml").write([Slip(article, None) for article in articles])


def _zip(articles: Sequence[Article]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, article in enumerate(articles):
            archive.writestr(f"{place}.txt", article.body)
    return file.getvalue()


_KINDS = (
    _Kind(".txt", 1, _text, many=False),
    _Kind(".html", 1, _html, many=False),
    _Kind(".json", 1, _ninjs),
    _Kind(".xml", 1, _newsml),
    _Kind(".jsonl", 3, _jsonl),
    _Kind(".csv", 2, _csv),
    _Kind(".zip", 2, _zip),
)
