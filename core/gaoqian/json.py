"""JSON out: orjson, and the standard encoder for the one thing that orjson refuses."""

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
