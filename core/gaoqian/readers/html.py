"""HTML: one article per page, extracted by trafilatura or by Founder's e-paper markup."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from gaoqian.article import Article
from gaoqian.dates import parse_datetime
from gaoqian.errors import ReadError
from gaoqian.readers.encoding import decode
from gaoqian.readers.founder import read_founder
from gaoqian.readers.markup import parse_fragment

if TYPE_CHECKING:
    from configparser import ConfigParser

    from lxml.etree import _Element as Element

#: Maximum number of elements: extraction takes about 0.1 ms each; newspaper pages have a few
#: thousand.
MOST_ELEMENTS = 10_000
_OPENING = re.compile("<[A-Za-z]")
#: Bytes searched for a declared encoding; HTML prescribes 1024, but pages put scripts first.
_HEAD_BYTES = 4096
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)")
#: Minimum characters of a text below which trafilatura falls back to include navigation. Its
#: default of 250 is for English; a Chinese brief has 60.
_LEAST_CHARACTERS = "60"


def parse_html(data: bytes, declared: str = "") -> Iterator[Article | ReadError]:
    """Yield the article of a page.

    Raises:
        ReadError: the encoding is unknown, or the page is too large or without text.
    """
    decoded = decode(data, declared or _declared(data))
    count = sum(1 for _ in _OPENING.finditer(decoded.text))
    if count > MOST_ELEMENTS:
        raise ReadError(f"holds {count:,} elements, expected {MOST_ELEMENTS:,} at most")
    root = parse_fragment(decoded.text)
    fields = {} if root is None else read_founder(decoded.text, root) or _extract(root)
    if not fields.get("body"):
        raise ReadError("holds no text of an article, expected one")
    yield Article(**fields, encoding=decoded.encoding)


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:_HEAD_BYTES])
    return found.group(1).decode("ascii", "replace") if found else ""


def _extract(root: "Element") -> dict[str, Any]:
    import trafilatura

    language = str(root.get("lang") or "")
    author = root.xpath("string(//meta[translate(@name,'AUTHOR','author')='author']/@content)")
    try:
        found: Any = trafilatura.bare_extraction(
            root,
            with_metadata=True,
            include_comments=False,
            favor_precision=True,
            fast=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
            config=_config(),
        )
    except Exception as error:
        raise ReadError(f"cannot be taken apart as HTML: {error!r}") from error
    if found is None or not found.text:
        return {}
    return {
        "headline": found.title or "",
        "body": found.text,
        "byline": str(author).strip() or found.author or "",
        "language": language,
        "version_created": parse_datetime(found.date) if found.date else None,
    }


@cache
def _config() -> "ConfigParser":
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _LEAST_CHARACTERS)
    return config
