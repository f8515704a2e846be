"""JSON: orjson, and the standard library for the one thing that orjson refuses."""

import json
from typing import Any

import orjson


def encode(content: Any) -> bytes:
    """Encode as UTF-8 JSON; should a lone surrogate get this far, as its escape."""
    try:
        return orjson.dumps(content)
    except orjson.JSONEncodeError:
        text = json.dumps(content, ensure_ascii=False)
        return text.encode("utf-8", "backslashreplace")


def decode(content: str) -> Any:
    """Decode what `encode` gave, escapes of lone surrogates with it."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return json.loads(content)
