"""rjieba and jieba stay in step."""

import pytest

from gaoqian.segment import UserWord, load_segmenter
from gaoqian_training.datasets import Dataset

_USER_WORDS = (UserWord("户外劳动者驿站"), UserWord("安康杯", 1000))


@pytest.mark.parametrize("user_words", [(), _USER_WORDS], ids=["plain", "user words"])
def test_same_words_on_every_authored_article(
    authored: Dataset, user_words: tuple[UserWord, ...]
) -> None:
    """Both engines cut every headline and body alike."""
    fast, reference = (load_segmenter(user_words, engine) for engine in ("rjieba", "jieba"))
    for article in authored.articles:
        for text in (article.headline, article.body):
            assert fast.cut(text) == reference.cut(text), article.id


@pytest.mark.parametrize(
    "text",
    [
        "反应釜R-204",
        "阵型改为4-3-3",
        "电话0988-6612345",
        "10.5%的c#和C++",
        "a_b+c#d&e.f@g",
        "AED6项T3T",
        "v1.2.3版",
    ],
)
def test_same_words_on_latin_codes(text: str) -> None:
    """Where jieba-rs differs of itself, its words are mended."""
    assert load_segmenter((), "rjieba").cut(text) == load_segmenter((), "jieba").cut(text)
