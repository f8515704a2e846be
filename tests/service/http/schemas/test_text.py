"""Field types for texts and identifiers."""

import pytest
from pydantic import TypeAdapter, ValidationError

from gaoqian_service.http.schemas.text import Identifier, Text, mend

_TEXT: TypeAdapter[str] = TypeAdapter(Text)
_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("工会😀", "工会😀"),
        ("坏\ud800字", "坏\ufffd字"),
        ("\udfff\ud800", "\ufffd\ufffd"),
        ("a\0b", "a\0b"),
    ],
)
def test_lone_surrogates_are_replaced_one_for_one(sent: str, read: str) -> None:
    """Offsets stay the same, and the text can be encoded."""
    assert mend(sent) == _TEXT.validate_python(sent) == read
    assert len(read) == len(sent)


def test_numbers_are_identifiers_and_no_texts() -> None:
    """Whole numbers only: a truth value or a fraction numbers nothing."""
    assert _IDENTIFIER.validate_python(17) == "17"
    assert _IDENTIFIER.validate_python("坏\ud800") == "坏\ufffd"
    for value in (True, 1.5, None, ["1"]):
        with pytest.raises(ValidationError):
            _IDENTIFIER.validate_python(value)
    with pytest.raises(ValidationError):
        _TEXT.validate_python(17)
