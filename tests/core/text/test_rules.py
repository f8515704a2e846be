"""Cleaning rules."""

import re

import pytest
from hypothesis import given, strategies as st

from gaoqian.text.rules import (
    CHARACTER_RULES,
    COMPATIBILITY,
    ENTITIES,
    INVISIBLE,
    LINE_BREAKS,
    NEEDS_CHARACTER_RULES,
    SPACED_BODY,
    SPACED_HEADLINE,
    Rule,
    to_simplified,
)


def _apply(rule: Rule, text: str) -> str:
    return rule.pattern.sub(rule.replacement, text)


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (ENTITIES, "A&amp;B&#24037;", "A&B工"),
        (LINE_BREAKS, "一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        (INVISIBLE, "工\u200b会\ufeff", "工会"),
        (COMPATIBILITY, "第１２届ＡＥＤ（１）", "第12届AED（1）"),
        (SPACED_BODY, "职工 代表，\u3000投票 16 个", "职工代表，投票 16 个"),
        (SPACED_HEADLINE, "工 会 换 届", "工会换届"),
        (SPACED_HEADLINE, "旧仓变书房 老街有新声", "旧仓变书房 老街有新声"),
    ],
)
def test_each_rule_by_itself(rule: Rule, text: str, expected: str) -> None:
    """Each rule corrects what its name says and leaves the rest."""
    assert _apply(rule, text) == expected


@given(st.text(max_size=60))
def test_scan_misses_no_text_that_a_rule_changes(text: str) -> None:
    """Every text that a character rule changes contains a character of the class."""
    if any(_apply(rule, text) != text for rule in CHARACTER_RULES):
        assert re.search(f"[{NEEDS_CHARACTER_RULES}]", text)


def test_traditional_characters_keep_their_places() -> None:
    """The conversion keeps the length; Simplified text is returned unchanged."""
    assert to_simplified("總工會為戶外勞動者建驛站") == "总工会为户外劳动者建驿站"
    simplified = "总工会为户外劳动者建驿站"
    assert to_simplified(simplified) is simplified
