"""Page articles as JSON objects."""

from gaoqian import Article
from gaoqian.pages.article import Box, PageArticle


def test_object_is_an_article_for_tagging() -> None:
    """Boxes are lists of four numbers, and ``gaoqian tag`` reads the object as an article."""
    piece = PageArticle(
        "桥修好了",
        "连接两岸。",
        "马小满",
        ("图为桥。",),
        boxes=(Box(1, 2, 3, 4),),
        confidence=0.98765,
    )
    content = piece.to_dict()
    assert content["boxes"] == [[1, 2, 3, 4]]
    assert content["captions"] == ["图为桥。"]
    assert content["confidence"] == 0.988
    assert Article.from_record(content) == Article("桥修好了", "连接两岸。", byline="马小满")
