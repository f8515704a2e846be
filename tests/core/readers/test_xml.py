"""XML from strangers."""

import pytest

from gaoqian.errors import ReadError
from gaoqian.readers.xml import parse_tree


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
def test_declared_encoding(encoding: str) -> None:
    """The document says in which encoding it is, or its byte order mark does."""
    document = f'<?xml version="1.0" encoding="{encoding}"?>\n<a>工会</a>'
    assert parse_tree(document.encode(encoding)).text == "工会"


def test_the_carrier_comes_first() -> None:
    """HTTP's charset outranks the declaration."""
    document = '<?xml version="1.0" encoding="utf-8"?><a>中文</a>'
    assert parse_tree(document.encode("gb18030"), "gb18030").text == "中文"


def test_comments_and_instructions_are_left_out() -> None:
    """Neither is content."""
    assert [child.tag for child in parse_tree(b"<a><!--x--><?y z?><b/></a>")] == ["b"]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("<a>", "no well-formed XML"),
        ("", "no well-formed XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', r"entities \['b'\]"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a/>', r"entities \['b'\]"),
    ],
)
def test_what_is_refused(document: str, message: str) -> None:
    """Broken documents, and entities of any kind."""
    with pytest.raises(ReadError, match=message):
        parse_tree(document.encode())
