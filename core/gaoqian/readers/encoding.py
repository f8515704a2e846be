"""Encoding detection for Chinese text: by byte order mark, declaration, or plausibility."""

import codecs
import re
from dataclasses import dataclass
from functools import cache

from gaoqian.errors import ReadError

#: Byte order marks. UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Supersets used for declared encodings: GB18030 contains GB 2312 and GBK.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp950": "big5hkscs", "big5": "big5hkscs"}
#: Declarations that are trusted. In single-byte encodings any bytes are valid, so Latin-1, which
#: servers declare by default, proves nothing; and some Python codecs are no text encodings.
_BELIEVED = re.compile("utf-(8|16|32)|gb|hz|big5|euc|shift_jis|iso2022")

#: Minimum share of common characters among those beyond ASCII in GB18030 or Big5 text. Every
#: authored article has at least 0.96, in Simplified and in Traditional characters; Shift JIS
#: decoded as GB18030 has about 0.1.
LEAST_COMMON = 0.5
#: In characters: the beginning of a text that is examined.
_SAMPLE_CHARACTERS = 1 << 17
#: Shorter texts are not checked, since one rare name could fail them.
_FEW_BYTES = 16


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text.

    Attributes:
        text: The text, without byte order mark.
        encoding: Its encoding, as Python names it.
    """

    text: str
    encoding: str


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode by byte order mark, else as declared, as strict UTF-8, as GB18030 or Big5.

    A declaration is used if the bytes are valid in it. UTF-8 is tried first, since other text is
    hardly ever valid UTF-8. Of GB18030 and Big5, the encoding with the larger share of common
    characters is chosen: level 1 of GB 2312 (3,755 characters) or of Big5 (5,401), and
    punctuation. docs/formats.md gives the error rates.

    Args:
        data: The bytes.
        declared: Name of an encoding declared by the transport or the text; empty for none.

    Raises:
        ReadError: the bytes are in none of these encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _decode(data, encoding)
            if text is None:
                raise ReadError(f"begins with the mark of {encoding} and is not {encoding}")
            return Decoded(text, encoding)
    for encoding in (_believed(declared), "utf-8"):
        if encoding and (text := _decode(data, encoding)) is not None:
            return Decoded(text, encoding)
    return _more_plausible(data)


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _believed(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError, UnicodeError):
        return ""
    return _SUPERSETS.get(name, name) if _BELIEVED.match(name) else ""


def _more_plausible(data: bytes) -> Decoded:
    found = [
        (_share(text, common), Decoded(text, encoding))
        for encoding, common in (("gb18030", _common_gb()), ("big5hkscs", _common_big5()))
        if (text := _decode(data, encoding)) is not None
    ]
    if not found:
        raise ReadError("is text in no known encoding, expected UTF-8, GB18030 or Big5")
    best = max(found, key=lambda entry: entry[0])[1]  # the first of equals: GB18030
    share = _share(best.text, _common_gb() | _common_big5())
    if share < LEAST_COMMON and len(data) >= _FEW_BYTES:
        raise ReadError(
            f"is text in no known encoding: read as {best.encoding}, {share:.0%} of its "
            f"characters are common ones, expected {LEAST_COMMON:.0%}"
        )
    return best


def _share(text: str, common: frozenset[str]) -> float:
    """Return the share of common characters among those beyond ASCII."""
    wide = [character for character in text[:_SAMPLE_CHARACTERS] if not character.isascii()]
    return sum(character in common for character in wide) / max(1, len(wide))


@cache
def _common_gb() -> frozenset[str]:
    """Return level 1 of GB 2312, rows 16 to 55, and the punctuation of rows 1 to 3."""
    return _characters("gb2312", range(0xA1A1, 0xA3FF), range(0xB0A1, 0xD7FA))


@cache
def _common_big5() -> frozenset[str]:
    """Return level 1 of Big5 and the punctuation before it."""
    return _characters("big5", range(0xA140, 0xA3C0), range(0xA440, 0xC67F))


def _characters(encoding: str, *codes: range) -> frozenset[str]:
    pairs = (code.to_bytes(2, "big") for part in codes for code in part)
    return frozenset(filter(None, (_decode(pair, encoding) for pair in pairs)))
