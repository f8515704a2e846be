"""PDF files as inputs."""

from pathlib import Path

from gaoqian.article import Article
from gaoqian.readers import read_path
from newsprint import columns, headline, place, typeset

BRIDGE = (
    "连接两岸的风雨桥修好了。桥面换了新杉木板，栏杆按老照片上的样子重做，廊下添了一排长凳。"
    "施工队在桥头留了一小段旧木板，刻上了当年造桥匠人的名字。\n"
    "住在桥东的周阿婆每天要过桥买菜，她数过，从这头到那头是一百二十六步，修好以后还是一百二十六步。"
    "她说，桥没变长，心里踏实了。\n"
    "桥梁养护所今后每个季度检查一次，检查结果贴在桥头的公告栏里。"
)


def test_reader_gives_articles(tmp_path: Path) -> None:
    """The articles of a file carry headline, byline and their number on it."""
    page = [
        place(40, 60, headline("风雨桥修好了")),
        place(40, 100, columns(BRIDGE, count=2, height=130)),
    ]
    path = tmp_path / "a3.pdf"
    path.write_bytes(typeset(page))
    (article,) = read_path(path)
    assert article == Article(headline="风雨桥修好了", body=BRIDGE, source=f"{path}:1")
