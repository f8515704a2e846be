"""JSON: a file that is one item or a list of them, each an article of our own or ninjs."""

import json
from collections.abc import Iterator
from typing import Any

from gaoqian.article import Article
from gaoqian.errors import ArticleError, ReadError

#: Under these keys, interfaces send their lists.
_LISTS = ("items", "articles", "_items")


def parse_json(data: bytes, _declared: str = "") -> Iterator[Article | ReadError]:
    """Yield an article or an error for every item.

    Raises:
        ReadError: the bytes are no JSON in UTF-8, or no item and no list of items.
    """
    content = load_json(data)
    if isinstance(content, dict):
        found = [content[name] for name in _LISTS if isinstance(content.get(name), list)]
        yield from map(_item, found[0] if len(found) == 1 and not _is_item(content) else [content])
    elif isinstance(content, list):
        yield from map(_item, content)
    else:
        raise ReadError(f"is {type(content).__name__}, expected a JSON object or a list of them")


def record_article(record: Any, source: str = "") -> Article:
    """Build an article from a JSON object: one of our own, or a ninjs item.

    Args:
        record: The object.
        source: Where it was read.

    Raises:
        ArticleError: a field is missing, or not what it must be.
        ReadError: it is no object, or a ninjs item without a text.
    """
    if not isinstance(record, dict):
        raise ReadError(f"is {type(record).__name__}, expected a JSON object")
    if "body" in record:  # before any import that only ninjs needs
        return Article.from_record(record, source)
    from gaoqian.readers.ninjs import is_ninjs, ninjs_article

    if is_ninjs(record):
        return ninjs_article(record, source)
    return Article.from_record(record, source)


def load_json(data: bytes) -> Any:
    """Decode JSON by the standard decoder.

    It takes lone surrogates and integers beyond 64 bits, which are JSON all the same, and says
    precisely what is none.

    Raises:
        ReadError: the bytes are no JSON in UTF-8; the message says where.
    """
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8, expected JSON in UTF-8"
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        message = f"no JSON at {line}column {error.colno}: {error.msg}"
    except (RecursionError, ValueError):
        message = "JSON nested too deeply or a number too long, expected neither"
    raise ReadError(message)


def _item(record: Any) -> Article | ReadError:
    try:
        return record_article(record)
    except ReadError as error:
        return error
    except ArticleError as error:
        return ReadError(str(error))


def _is_item(content: dict[str, Any]) -> bool:
    return not {"uri", "body", "headline"}.isdisjoint(content)
