"""JSON by orjson, and by the standard library for lone surrogates, which orjson refuses."""

import json
from typing import Any

import orjson


def encode(content: Any) -> bytes:
    """Encode as UTF-8 JSON; lone surrogates are escaped."""
    try:
        return orjson.dumps(content)
    except orjson.JSONEncodeError:
        text = json.dumps(content, ensure_ascii=False)
        return text.encode("utf-8", "backslashreplace")


def decode(content: str) -> Any:
    """Decode JSON, escaped lone surrogates included; the inverse of `encode`."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return json.loads(content)
