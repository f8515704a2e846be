"""Texts and identifiers of requests, mended before anything reads them."""

import re
from typing import Annotated

from pydantic import BeforeValidator

_SURROGATE = re.compile("[\ud800-\udfff]")


def _mend_text(value: object) -> object:
    """Put U+FFFD for each lone surrogate: JSON can spell them, but no encoding can send them.

    One character for one keeps every offset.
    """
    if not isinstance(value, str):
        return value
    try:
        value.encode()  # a quarter of the time of a search, and nearly always enough
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", value)
    return value


def _number_to_text(value: object) -> object:
    """Take a number as an identifier, since many systems number their articles."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_mend_text)]
Identifier = Annotated[str, BeforeValidator(_number_to_text), BeforeValidator(_mend_text)]
