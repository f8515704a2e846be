"""URIs of items."""

import pytest

from gaoqian import Article
from gaoqian.writers.identity import item_uri


@pytest.mark.parametrize(
    ("identifier", "uri"),
    [
        ("urn:newsml:example.com:20261129:1", "urn:newsml:example.com:20261129:1"),
        ("https://example.com/a?b=%E7%A8%BF", "https://example.com/a?b=%E7%A8%BF"),
        ("8841", "urn:gaoqian:article:8841"),
        ("稿 1", "urn:gaoqian:article:%E7%A8%BF%201"),
        ("tag:稿", "urn:gaoqian:article:tag%3A%E7%A8%BF"),
        ("100%:x", "urn:gaoqian:article:100%25%3Ax"),
    ],
)
def test_identifiers_become_uris(identifier: str, uri: str) -> None:
    """A URI stays; anything else can be read back from the URI."""
    assert item_uri(Article(id=identifier)) == uri


def test_without_an_identifier_the_text_is_the_name() -> None:
    """The same text is the same item, another one is not; a lone surrogate is no obstacle."""
    first, again, other = (item_uri(Article("题", body)) for body in ("文\ud800", "文\ud800", "别"))
    assert first == again != other
    assert first.startswith("urn:sha256:")
