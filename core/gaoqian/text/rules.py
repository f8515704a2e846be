"""Cleaning rules: patterns and their replacements, in order of application.

Each rule handles something found in newsroom copy: exported HTML leaves entities, PDFs leave
Kangxi radicals and letter-spaced lines, word processors leave zero-width characters.
Punctuation is unchanged: rewriting （１） or ： would alter the evidence that editors see.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

#: Han characters: the unified ideographs and their extensions A to H, plus 〇 and 々.
HAN = "〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
#: Punctuation that Chinese typesetting puts between Han characters without a space.
CJK_PUNCTUATION = "，。、；：？！…—·～“”‘’（）《》〈〉「」『』【】〔〕％"
#: Blanks within a line, for character classes and `str.rstrip`.
BLANK = (
    "\t \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)

_INVISIBLE = (
    "\u0000-\u0008\u000b-\u001f\u007f-\u009f"  # controls, but not tab and line feed
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
    "\ufe00-\ufe0f\U000e0000-\U000e01ef"  # variation selectors and tags
    "\ud800-\udfff"  # lone surrogates, which no encoder takes
    "\ufdd0-\ufdef"  # noncharacters: marks of cleaning itself
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One cleaning rule.

    Attributes:
        name: What it corrects, for tests and documents.
        pattern: The pattern.
        replacement: Returns the replacement for a match.
    """

    name: str
    pattern: re.Pattern[str]
    replacement: Callable[[re.Match[str]], str]


def _unescape(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _compatibility(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _nothing(_: re.Match[str]) -> str:
    return ""


def _line_feed(_: re.Match[str]) -> str:
    return "\n"


ENTITIES = Rule(
    "HTML entities left over",
    re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"),
    _unescape,
)
LINE_BREAKS = Rule(
    "line breaks of other systems",
    re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]"),
    _line_feed,
)
INVISIBLE = Rule(
    "zero-width, control and surrogate characters", re.compile(f"[{_INVISIBLE}]+"), _nothing
)
COMPATIBILITY = Rule(
    "full-width letters and digits, Kangxi radicals",
    re.compile("[０-９Ａ-Ｚａ-ｚ\u2e80-\u2fdf]+"),
    _compatibility,
)
SPACED_BODY = Rule(
    "spaces between Han characters",
    # Tabs separate table cells and stay. The blank comes first in the pattern and a lookbehind
    # checks the character before it, so that the scan goes from blank to blank.
    re.compile(
        f"[{BLANK[1:]}](?<=[{HAN}{CJK_PUNCTUATION}].)[{BLANK[1:]}]*+(?=[{HAN}{CJK_PUNCTUATION}])"
    ),
    _nothing,
)
# Spaces in a headline separate clauses (“旧仓变书房 老街有新声”); only letter-spacing, between
# single characters, is removed.
SPACED_HEADLINE = Rule(
    "letter-spaced headlines",
    re.compile(f"(?:(?<=[{BLANK}][{HAN}])|(?<=^[{HAN}]))[{BLANK}]++(?=[{HAN}](?:[{BLANK}]|$))"),
    _nothing,
)

#: Applied to every field, in this order: an entity may encode a blank or control character.
CHARACTER_RULES = (ENTITIES, LINE_BREAKS, INVISIBLE, COMPATIBILITY)

#: For character classes: every text that a character rule changes contains one of these.
NEEDS_CHARACTER_RULES = f"&\r\u0085\u2028\u2029０-９Ａ-Ｚａ-ｚ\u2e80-\u2fdf{_INVISIBLE}"

#: For character classes: frequent characters that Simplified copy never uses. Ten characters of
#: Traditional copy hardly ever lack all of them, and Simplified copy never waits for OpenCC.
FREQUENT_TRADITIONAL = (
    "個來裏裡會沒兩後過時說這點開頭業場車門動員機還區爲為長電從萬學發進條給間體對國單們報問記麼處數"
    "臺線寫當費縣樣經戶幾邊於話換隊辦誰樓實現設見總張帶讓師關塊錢氣與項資組內廠請產裝別書務職號級應聽"
    "調護週結議規講東風選專紅轉賽貼聲標檢牆衛災農養醫藥環創築舊燈運鍛鍊輛課僱勞隱"
)
_FREQUENT = re.compile(f"[{FREQUENT_TRADITIONAL}]")
_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF


def to_simplified(text: str) -> str:
    """Convert Traditional characters to Simplified ones, character by character.

    The length stays the same. OpenCC's phrase tables would get a few more characters right (215
    of 676,968 of the authored articles differ after a round trip, against 47 with phrases), but
    may change the length. A text without any frequent Traditional character is returned as it is.
    """
    return text.translate(_simplified()) if _FREQUENT.search(text) else text


@cache
def _simplified() -> dict[int, str]:
    """Return OpenCC's ``t2s`` conversion of single characters; takes about 0.1 s, once."""
    opencc: Any = import_module("opencc")
    convert = opencc.OpenCC("t2s").convert
    pairs = ((point, convert(chr(point))) for point in range(_FIRST_HAN, _LAST_HAN + 1))
    return {point: new for point, new in pairs if new != chr(point) and len(new) == 1}
