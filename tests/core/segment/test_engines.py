"""Segmenters, their user words and their fingerprints."""

import pytest

from gaoqian import SegmenterError
from gaoqian.segment import UserWord, load_segmenter


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_words_give_the_text_again(engine: str) -> None:
    """Nothing is lost or added, whatever the text holds."""
    text = " 工会R-2\n\n换届\t①😀“好”\u3000 "
    assert "".join(load_segmenter((), engine).cut(text)) == text


def test_user_word_is_kept_whole() -> None:
    """A house's own word stays in one piece, and only in its own segmenter."""
    word = "户外劳动者驿站"
    assert word in load_segmenter([UserWord(word)]).cut(f"新建{word}三处")
    assert word not in load_segmenter().cut(f"新建{word}三处")


def test_fingerprint_tells_engines_and_dictionaries_apart() -> None:
    """The same parts give the same fingerprint, any other part another one."""
    plain = load_segmenter().fingerprint
    assert load_segmenter().fingerprint == plain
    assert load_segmenter([UserWord("安康杯")]).fingerprint != plain
    assert load_segmenter((), "jieba").fingerprint != plain


def test_unknown_engine_is_named() -> None:
    """The error says what was asked for and what there is."""
    with pytest.raises(SegmenterError, match=r"'pkuseg'.*rjieba"):
        load_segmenter((), "pkuseg")
