"""JSON: one item or a list of items, each an article (`Article.from_record`) or ninjs."""

import json
from collections.abc import Iterator
from typing import Any

from gaoqian.article import Article
from gaoqian.errors import ArticleError, ReadError

#: Keys under which APIs return lists of items.
_LISTS = ("items", "articles", "_items")


def parse_json(data: bytes, _declared: str = "") -> Iterator[Article | ReadError]:
    """Yield an article or an error for every item.

    Raises:
        ReadError: the bytes are not JSON in UTF-8, or neither an item nor a list of items.
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
    """Build an article from a JSON object, see `Article.from_record`, or from a ninjs item.

    Args:
        record: The object.
        source: File, or file and line, that it was read from.

    Raises:
        ArticleError: a field is missing or has the wrong type.
        ReadError: it is not an object, or a ninjs item without text.
    """
    if not isinstance(record, dict):
        raise ReadError(f"is {type(record).__name__}, expected a JSON object")
    if "body" in record:  # before the import that only ninjs needs
        return Article.from_record(record, source)
    from gaoqian.readers.ninjs import is_ninjs, ninjs_article

    if is_ninjs(record):
        return ninjs_article(record, source)
    return Article.from_record(record, source)


def load_json(data: bytes) -> Any:
    """Decode JSON by the standard library.

    Unlike orjson, it accepts lone surrogates and integers beyond 64 bits, and locates errors
    precisely.

    Raises:
        ReadError: the bytes are not JSON in UTF-8; the message gives the position.
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
