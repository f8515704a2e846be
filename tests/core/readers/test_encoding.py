"""Which encoding a text is found to be in."""

import codecs

import opencc
import pytest

from gaoqian.errors import ReadError
from gaoqian.readers.encoding import Decoded, decode
from gaoqian_training.datasets import Dataset

_TEXT = "工会换届，朱镕字在内。"


@pytest.mark.parametrize(
    ("mark", "encoding", "expected"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    ],
)
def test_a_mark_decides(mark: bytes, encoding: str, expected: str) -> None:
    """Whatever is declared; the mark is no part of the text."""
    assert decode(mark + _TEXT.encode(encoding), "gbk") == Decoded(_TEXT, expected)


def test_a_mark_that_lies() -> None:
    """Bytes that are not what their mark says are an error."""
    with pytest.raises(ReadError, match="mark of utf-16 and is not"):
        decode(codecs.BOM_UTF16_LE + b"\x00")


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb_2312-80", "cp936", "gb18030"])
def test_declared_gb_means_gb18030(declared: str) -> None:
    """The character 镕 is in GBK and not in GB 2312, whatever pages declare."""
    assert decode(_TEXT.encode("gb18030"), declared) == Decoded(_TEXT, "gb18030")


def test_a_declaration_decides_where_the_bytes_fit_it() -> None:
    """Two bytes that are 中 in GB18030 are a character of Big5, too."""
    data = "中".encode("gb18030")
    assert decode(data).encoding == "gb18030"
    assert decode(data, "big5") == Decoded(data.decode("big5"), "big5hkscs")
    assert decode(data, "utf-8") == Decoded("中", "gb18030")


@pytest.mark.parametrize(
    "declared", ["", "iso-8859-1", "windows-1252", "unicode_escape", "rot13", "zip", "x\0"]
)
def test_declarations_that_prove_nothing(declared: str) -> None:
    """One-byte encodings fit any bytes, and some codecs of Python are no encodings."""
    assert decode(_TEXT.encode(), declared) == Decoded(_TEXT, "utf-8")


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe0\x00\x10JFIF\xff",
        "今日の新聞によると、労働組合は賃金の引き上げを求めた。".encode("shift_jis"),
        "Профсоюзы провели собрание".encode("cp1251"),
        _TEXT.encode()[:-1],
    ],
    ids=["a photo", "Shift JIS", "Cyrillic", "cut in a character"],
)
def test_text_in_no_known_encoding(data: bytes) -> None:
    """It is refused, and not read as rubbish."""
    with pytest.raises(ReadError, match="text in no known encoding"):
        decode(data)


@pytest.mark.parametrize("length", [24, 10_000])
def test_authored_articles_in_either_encoding(authored: Dataset, length: int) -> None:
    """Simplified text in GB18030 and Traditional text in Big5 are told apart without an error."""
    convert = opencc.OpenCC("s2twp").convert
    for item in authored.items[::7]:
        body = item.article.body[:length]
        assert decode(body.encode("gb18030")) == Decoded(body, "gb18030")
        # a few converted characters, such as 裏, are not in Big5
        data = convert(body).encode("big5hkscs", "ignore")
        assert decode(data) == Decoded(data.decode("big5hkscs"), "big5hkscs")


def test_traditional_text_in_gb18030(authored: Dataset) -> None:
    """GB18030 holds Traditional characters, too; they are rare in it and still it wins."""
    convert = opencc.OpenCC("s2twp").convert
    for item in authored.items[::7]:
        body = convert(item.article.body)[:64]
        assert decode(body.encode("gb18030")) == Decoded(body, "gb18030")
