"""What becomes a feature."""

import pickle

import pytest

from gaoqian import Article
from gaoqian.segment import UserWord
from gaoqian.text import compose
from gaoqian_training.features import NgramAnalyzer, WordAnalyzer, is_no_feature, is_word


def test_ngrams_know_where_lines_begin_and_end() -> None:
    """A line break belongs to an n-gram at its ends only, and never stands alone."""
    document = compose(Article(headline="甲", body="乙丙\n丁"))
    assert NgramAnalyzer(1, 1)(document) == ["甲", "乙", "丙", "丁"]
    assert set(NgramAnalyzer(2, 2)(document)) == {
        "\n甲",
        "甲\n",
        "\n乙",
        "乙丙",
        "丙\n",
        "\n丁",
        "丁\n",
    }
    assert set(NgramAnalyzer(3, 3)(document)) == {"\n甲\n", "\n乙丙", "乙丙\n", "\n丁\n"}


@pytest.mark.parametrize(
    ("token", "word"), [("工会", True), ("5G", True), ("2026", False), ("…", False), ("_", False)]
)
def test_word_holds_a_letter(token: str, *, word: bool) -> None:
    """A year or a sum ties a topic to the weeks that its articles were written in."""
    assert is_word(token) is word


def test_no_ngram_holds_a_digit_or_a_wide_blank() -> None:
    """A blank is a feature: in a headline it parts the clauses."""
    assert [is_no_feature(character) for character in "7\u3000 工"] == [True, True, False, False]


def test_word_analyzer_is_pickled_without_its_engine() -> None:
    """User words stay whole before and after."""
    analyzer = WordAnalyzer([UserWord("户外劳动者驿站")])
    document = compose(Article(body="户外劳动者驿站开放"))
    assert "户外劳动者驿站" in analyzer(document)
    assert pickle.loads(pickle.dumps(analyzer))(document) == analyzer(document)


def test_numbers_are_left_out_of_a_document() -> None:
    """Neither as words nor within n-grams, which are in lower case and part at a digit."""
    document = compose(Article(body="第12条APP"))
    words = WordAnalyzer()(document)
    assert "APP" in words
    assert not any(word.isdigit() for word in words)
    assert NgramAnalyzer(2, 2)(document) == ["\n第", "条a", "ap", "pp", "p\n"]
