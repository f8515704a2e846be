"""JSON out: orjson, and the standard encoder for the one thing that orjson refuses."""

import json
from typing import Any

import orjson


def encode(content: Any) -> bytes:
    """Encode as UTF-8 JSON; a lone surrogate stays the escape that it came as."""
    try:
        return orjson.dumps(content)
    except orjson.JSONEncodeError:
        text = json.dumps(content, ensure_ascii=False)
        return text.encode("utf-8", "backslashreplace")
