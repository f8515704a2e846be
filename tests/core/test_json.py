"""JSON out."""

import json

import pytest

from gaoqian.json import decode, encode


@pytest.mark.parametrize("content", [{"标题": "坏\ud800字", "n": [0.5, None]}, {"标题": "好"}])
def test_whatever_is_encoded_is_utf_8_json(content: dict[str, object]) -> None:
    """A lone surrogate becomes its escape, since it cannot be UTF-8."""
    assert json.loads(encode(content).decode()) == content
    assert decode(encode(content).decode()) == content


def test_compact_and_readable() -> None:
    """No spaces; Han characters as they are."""
    assert encode({"标题": ["好", 1]}) == '{"标题":["好",1]}'.encode()
