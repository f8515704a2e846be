"""Cleaning of newsroom copy."""

import pytest
from hypothesis import given, strategies as st

from gaoqian.text import clean


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("工&nbsp;会", "工会"),
        ("A&amp;B公司&#8212;", "A&B公司—"),
        ("不是实体&无分号", "不是实体&无分号"),
        ("工\u200b会\ufeff换\u00ad届", "工会换届"),
        ("工\x00会\ud800", "工会"),
        ("第１２届ＡＥＤ培训", "第12届AED培训"),
        ("⼯会⽼⼈", "工会老人"),
        ("總工會為戶外勞動者建驛站", "总工会为户外劳动者建驿站"),
        ("（１）全角标点：不动！", "（1）全角标点：不动！"),
        ("在 染 坊 街 ，拆除", "在染坊街，拆除"),
        ("全市 16 个", "全市 16 个"),
        ("张三\t消防站", "张三\t消防站"),
        ("一行\r\n。二行\r三行\u2028四行", "一行\n。二行\n三行\n四行"),
    ],
)
def test_characters(sent: str, read: str) -> None:
    """Each character rule does its work and no more."""
    assert clean(sent).text == read


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("旧仓变书房 老街有新声", "旧仓变书房 老街有新声"),
        ("工 会 换 届", "工会换届"),
        ("杜 衡 摄影展 开幕", "杜衡 摄影展 开幕"),
    ],
)
def test_spaces_in_headlines(sent: str, read: str) -> None:
    """Letter-spacing goes; the space between two clauses stays."""
    assert clean(sent, "headline").text == read


def test_lead_is_hidden_and_kept() -> None:
    """The lead is metadata, and no part of what is classified."""
    cleaned = clean("本报讯（记者 卓然）昨日，工会换届。\n（通讯员 米朵 摄）")
    assert cleaned.text.strip() == "昨日，工会换届。"
    assert cleaned.byline == ("本报讯（记者 卓然）", "（通讯员 米朵 摄）")


def test_headlines_have_no_lead() -> None:
    """A headline that looks like a lead is a headline."""
    assert clean("本报讯", "headline").text == "本报讯"


@given(st.text())
def test_any_text_is_cleaned(text: str) -> None:
    """No string makes cleaning fail, and the result can be encoded and segmented."""
    for field in ("headline", "body"):
        cleaned = clean(text, field)
        cleaned.text.encode()
        assert "\x00" not in cleaned.text


_MONOTONY = (
    *("工会", " ", "\n", "\r", "a \n", "（", "）  ", "&", "■", "■\n", "记者", "（记者", "工 "),
    *("1.", "摄 ", "，\n", "本报", "（工会）\n"),
)


@pytest.mark.parametrize("piece", _MONOTONY)
def test_long_monotony_ends(piece: str) -> None:
    """100,000 characters of anything come back; a quadratic rule would hang here."""
    text = piece * (100_000 // len(piece))
    assert len(clean(text).text) <= len(text)
    assert len(clean(text, "headline").text) <= len(text)
