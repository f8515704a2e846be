"""PDF pages come out as their articles, by where their text stands."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from gaoqian.article import Article
from gaoqian.errors import ReadError
from gaoqian.pages.article import PageArticle
from gaoqian.pages.pdf.file import cut_pdf, cut_pdf_bytes
from gaoqian.readers import ReadFailure, read_bytes, read_path
from gaoqian.segment import Segmenter, load_segmenter
from newsprint import columns, headline, picture, place, typeset, upright

ORCHARD = (
    "入冬前最后一批脐橙昨天装车离开柚溪村。合作社的院子里，三十多名村民从清晨忙到傍晚，"
    "分拣、套网、装箱，一共发出四千二百箱。\n"
    "今年雨水偏多，村里请来农技站的技术员，教大家在树下铺膜、开沟排水，坐果率没有受影响。"
    "技术员每周来两趟，走的时候总有人往他车上塞一袋橙子。\n"
    "合作社负责人说，明年准备把山脚那片老树换成晚熟品种，把卖橙子的日子再拉长一个月。"
)
BRIDGE = (
    "连接两岸的风雨桥修好了。桥面换了新杉木板，栏杆按老照片上的样子重做，廊下添了一排长凳。"
    "施工队在桥头留了一小段旧木板，刻上了当年造桥匠人的名字。\n"
    "住在桥东的周阿婆每天要过桥买菜，她数过，从这头到那头是一百二十六步，修好以后还是一百二十六步。"
    "她说，桥没变长，心里踏实了。\n"
    "桥梁养护所今后每个季度检查一次，检查结果贴在桥头的公告栏里。"
)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """Words for joining headlines."""
    return load_segmenter()


def _articles(data: bytes, segmenter: Segmenter) -> list[PageArticle]:
    found = list(cut_pdf_bytes(data, segmenter))
    assert not [item for item in found if isinstance(item, ReadError)]
    return [item for item in found if isinstance(item, PageArticle)]


def _errors(data: bytes, segmenter: Segmenter) -> list[str]:
    return [str(item) for item in cut_pdf_bytes(data, segmenter) if isinstance(item, ReadError)]


def _dense(text: str) -> str:
    return "".join(text.split())


def _check(found: Sequence[PageArticle], *expected: tuple[str, str]) -> None:
    texts = {_dense(article.headline): article.body for article in found}
    assert texts == dict(expected)


def test_headlines_above_columns(segmenter: Segmenter) -> None:
    """Columns side by side under two headlines become two articles, paragraphs kept."""
    page = [
        place(40, 60, headline("四千箱脐橙出村")),
        place(40, 100, columns(ORCHARD, count=2, height=120)),
        place(40, 300, headline("风雨桥修好了")),
        place(40, 340, columns(BRIDGE, count=3, height=60)),
    ]
    found = _articles(typeset(page), segmenter)
    _check(found, ("四千箱脐橙出村", ORCHARD), ("风雨桥修好了", BRIDGE))
    assert [len(article.boxes) for article in found] == [2, 3]
    assert all(left.right < right.left for left, right in pairwise(found[1].boxes))
    assert all(0 < article.confidence <= 1 for article in found)


def test_headline_below_its_columns(segmenter: Segmenter) -> None:
    """Where no text stands under a headline, it is that of the text above."""
    page = [
        place(40, 60, columns(ORCHARD, count=2, height=120)),
        place(40, 190, headline("四千箱脐橙出村")),
    ]
    _check(_articles(typeset(page), segmenter), ("四千箱脐橙出村", ORCHARD))


def test_vertical_headline_beside_its_columns(segmenter: Segmenter) -> None:
    """A headline of one character a line is read from top to bottom."""
    page = [
        place(40, 60, upright("桥修好了")),
        place(80, 60, columns(BRIDGE, count=2, height=120)),
    ]
    _check(_articles(typeset(page), segmenter), ("桥修好了", BRIDGE))


def test_letter_spaced_headline(segmenter: Segmenter) -> None:
    """Wide gaps that are all alike are letter-spacing, also where each character is drawn alone."""
    signs = [place(60 + 44 * n, 60, headline(sign)) for n, sign in enumerate("脐橙出村")]
    page = [*signs, place(40, 100, columns(ORCHARD, count=2, height=120))]
    _check(_articles(typeset(page), segmenter), ("脐橙出村", ORCHARD))


def test_caption_and_byline_are_set_apart(segmenter: Segmenter) -> None:
    """What stands under a picture is its caption, what stands alone under a headline a byline."""
    page = [
        place(40, 60, headline("四千箱脐橙出村")),
        place(40, 92, "○通讯员 马小满"),
        place(40, 120, columns(ORCHARD, count=2, height=120)),
        place(380, 120, picture(150, 90)),
        place(380, 215, "#text(size: 8.5pt)[图为村民装车。]"),
    ]
    (found,) = _articles(typeset(page), segmenter)
    assert (found.byline, found.captions) == ("通讯员 马小满", ("图为村民装车。",))
    assert found.body == ORCHARD


def test_release_over_pages_is_one_article(segmenter: Segmenter) -> None:
    """One column that fills its pages goes on from page to page."""
    release = [
        "#set page(margin: 80pt)",
        headline("风雨桥修好了"),
        *("\n\n" + "\n\n".join(text.split("\n")) for text in [BRIDGE, ORCHARD] * 4),
    ]
    (found,) = _articles(typeset(release), segmenter)
    assert found.headline == "风雨桥修好了"
    assert found.body == "\n".join([BRIDGE, ORCHARD] * 4)


def test_picture_pages_are_reported(segmenter: Segmenter) -> None:
    """A page without text says so, and the page behind it is read."""
    page = [
        place(40, 60, headline("风雨桥修好了")),
        place(40, 100, columns(BRIDGE, count=1, height=260)),
    ]
    data = typeset([place(0, 0, picture(600, 800))], page)
    assert _errors(data, segmenter) == ["page 1 holds only images, expected text: needs OCR"]
    assert [
        article.page
        for article in cut_pdf_bytes(data, segmenter)
        if isinstance(article, PageArticle)
    ] == [2]


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


def test_cut_off_file_is_one_failure() -> None:
    """A file without its end says what is missing."""
    page = [place(40, 60, headline("风雨桥修好了"))]
    (failure,) = read_bytes(typeset(page)[:2000], "a3.pdf")
    assert isinstance(failure, ReadFailure)
    assert str(failure) == "a3.pdf: is cut off or no PDF: ends without %%EOF"


def test_endless_page_is_given_up(tmp_path: Path, segmenter: Segmenter) -> None:
    """Forms that call each other ten times over are ended after two seconds of processor time."""
    path = tmp_path / "bomb.pdf"
    path.write_bytes(_bomb(depth=9))
    (error,) = cut_pdf(path, segmenter)
    assert str(error).startswith("page 1 took over 2 s of processor time")


def test_encrypted_file_is_one_failure() -> None:
    """A file that asks for a password is refused as such."""
    (failure,) = read_bytes(_locked(), "a3.pdf")
    assert isinstance(failure, ReadFailure)
    assert str(failure) == "a3.pdf: is encrypted, expected a PDF that opens without a password"


def _bomb(depth: int) -> bytes:
    """Return a page whose forms draw 10 to the power of ``depth`` letters."""
    calls = [_form(8 + level, b"/F Do " * 10) for level in range(depth)]
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources 6 0 R>>",
            _stream(b"", b"/F Do"),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</XObject<</F 7 0 R>>>>",
            *calls,
            _form(5, b"BT /F 12 Tf 10 10 Td (x) Tj ET", b"Font"),
        ]
    )


def _locked() -> bytes:
    """Return a page whose standard security handler takes no password that is tried."""
    keys = b"/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">"
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]>>",
            b"<</Filter/Standard/V 2/R 3/Length 128/P -4" + keys + b">>",
        ],
        b"/Encrypt 4 0 R/ID[<00><00>]",
    )


def _form(resource: int, content: bytes, kind: bytes = b"XObject") -> bytes:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]"
    return _stream(head + b"/Resources<</%s<</F %d 0 R>>>>" % (kind, resource), content)


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    ending = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        trailer,
        len(data),
    )
    return data + table + ending
