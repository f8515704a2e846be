"""Stories to drop: authored articles made into others by a mark, in files of many formats."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, cycle, islice
from pathlib import Path

from gaoqian import Article
from gaoqian.taxonomy import load_taxonomy
from gaoqian.writers import Slip, writer
from gaoqian_training.datasets import authored_articles, authored_taxonomy, read_dataset

#: Stands in each story's text, and nowhere else.
MARK = re.compile(r"W\d{7}W")
_STORIES_A_JSONL = 3
_BAD_EVERY = 97


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file to drop.

    Attributes:
        name: Its name.
        content: Its bytes.
        marks: The marks of its stories.
    """

    name: str
    content: bytes
    marks: tuple[str, ...]


def stories() -> Iterator[Article]:
    """Yield stories without end, each with a mark and an identifier of its own."""
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    for number, item in zip(count(), cycle(dataset.items), strict=False):
        article, mark = item.article, f"W{number:07}W"
        body = f"{article.body}\n本稿编号{mark}，请核对。"
        yield replace(article, id=f"urn:story:{mark}", version="1", body=body, source="")


def mixed_files(many: int) -> Iterator[Dropped]:
    """Yield files of six kinds; some have a line that cannot be read."""
    source = stories()
    for number in range(many):
        kind = _KINDS[number % len(_KINDS)]
        articles = list(islice(source, _STORIES_A_JSONL if kind == "jsonl" else 1))
        name, content = f"{number:06}", _content(kind, articles)
        if kind == "jsonl" and number % _BAD_EVERY == 0:
            content += b'{"headline": "\n'
        marks = tuple(mark for one in articles for mark in MARK.findall(one.body))
        yield Dropped(f"{name}.{_SUFFIXES.get(kind, kind)}", content, marks)


def jsonl_files(many: int, stories_each: int, folder: Path) -> list[Path]:
    """Write files of JSON Lines."""
    source = stories()
    paths = []
    for number in range(many):
        paths.append(folder / f"{number:06}.jsonl")
        paths[-1].write_bytes(_content("jsonl", list(islice(source, stories_each))))
    return paths


_KINDS = ("jsonl", "txt", "gb18030", "html", "ninjs", "newsml")
_SUFFIXES = {"gb18030": "txt", "ninjs": "json", "newsml": "xml"}


def _content(kind: str, articles: list[Article]) -> bytes:
    if kind == "jsonl":
        lines = (json.dumps(one.to_record(), ensure_ascii=False) for one in articles)
        return "".join(f"{line}\n" for line in lines).encode()
    (article,) = articles
    if kind in ("ninjs", "newsml"):
        return writer(kind).write([Slip(article, None)])
    if kind == "html":
        paragraphs = "".join(f"<p>{line}</p>" for line in article.body.splitlines())
        head = f'<meta charset="utf-8"><title>{article.headline}</title>'
        page = f"<html><head>{head}</head><body><article>{paragraphs}</article></body></html>"
        return page.encode()
    return article.body.encode("gb18030" if kind == "gb18030" else "utf-8")
