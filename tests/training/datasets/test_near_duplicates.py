"""Near-duplicates among labelled articles."""

import pytest

from gaoqian import Article
from gaoqian_training.datasets.near_duplicates import NearDuplicate, find_near_duplicates

_LONG = "柳溪街道把染坊街七条巷子的管线埋进地下，路面改铺青砖，巷口添了长椅和路灯。"


def test_similarity_is_that_of_the_cleaned_texts() -> None:
    """Hard wraps and a dateline are no difference; the pair is named by the later one."""
    wrapped = "\n".join(_LONG[start : start + 10] for start in range(0, len(_LONG), 10))
    articles = [
        Article(body=_LONG),
        Article(body="渔港开海第一天，码头上的收成比去年好，冷库前排起了车。"),
        Article(body=f"本报讯　{wrapped}"),
        Article(body=_LONG + "居民说踏实，孩子们放学后在长椅上写作业。"),
    ]
    found = list(find_near_duplicates(articles))
    assert [(pair.first, pair.second) for pair in found] == [(0, 2), (0, 3), (2, 3)]
    assert found[0] == NearDuplicate(0, 2, 1.0)
    assert found[1].similarity == pytest.approx(found[2].similarity)
    assert 0.5 <= found[1].similarity < 0.8


def test_too_short_texts_are_left_out() -> None:
    """Of fewer than five characters nothing can be said."""
    assert list(find_near_duplicates([Article(body="快讯"), Article(body="快讯")])) == []


def test_less_alike_than_the_threshold_is_no_pair() -> None:
    """MinHash proposes both of these beginnings; the exact similarity decides."""
    other = "渔港开海第一天，码头上的收成比去年好，冷库前排起了车。"
    third, most = (_LONG[:length] + other[: len(_LONG) - length] for length in (20, 30))
    assert list(find_near_duplicates([Article(body=_LONG), Article(body=third)])) == []
    (pair,) = find_near_duplicates([Article(body=_LONG), Article(body=most)])
    assert 0.6 < pair.similarity < 0.7
