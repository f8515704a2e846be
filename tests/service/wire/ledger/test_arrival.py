"""Arrivals: by what a story is known."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from gaoqian import Article, ArticleError
from gaoqian.dates import CHINA
from gaoqian_service.wire.ledger.arrival import MAX_VERSION, Arrival, storable_name

_ARTICLE = Article(headline="工会换届", body="职工代表投票。")


def test_identity_falls_back_to_time_and_text() -> None:
    """The sender's own goes first; a time is that of UTC, whatever its zone."""
    moment = datetime(2026, 11, 29, 8, tzinfo=CHINA)
    own = Arrival.of(replace(_ARTICLE, id="a", version="3", version_created=moment))
    assert (own.article.id, own.article.version) == ("a", "3")
    dated = Arrival.of(replace(_ARTICLE, version_created=moment))
    assert dated.article.id == f"urn:{dated.text_hash}"
    assert dated.article.version == "2026-11-29T00:00:00+00:00"
    bare = Arrival.of(_ARTICLE)
    assert bare.article.version == bare.text_hash
    assert len(bare.article.version) == MAX_VERSION


def test_content_is_text_status_and_embargo() -> None:
    """The headline is part of the text; a byline or a time of the version is not."""
    content = Arrival.of(_ARTICLE).content
    assert Arrival.of(replace(_ARTICLE, byline="林一")).content == content
    for other in (
        replace(_ARTICLE, headline="换届"),
        replace(_ARTICLE, pub_status="withheld"),
        replace(_ARTICLE, embargoed_until=datetime(2026, 12, 1, tzinfo=UTC)),
    ):
        assert Arrival.of(other).content != content


@pytest.mark.parametrize(
    ("fields", "named"),
    [({"id": "长" * 256}, "id"), ({"version": "9" * 72}, "version"), ({"id": "a\0"}, "id")],
)
def test_what_the_table_cannot_hold_is_refused(fields: dict[str, Any], named: str) -> None:
    """By the name of the field."""
    with pytest.raises(ArticleError, match=named):
        Arrival.of(replace(_ARTICLE, **fields))


def test_names_of_files_can_be_stored() -> None:
    """Bytes that are no UTF-8 are shown as escapes."""
    assert storable_name("稿件.txt") == "稿件.txt"
    assert storable_name("\udcff.txt") == "\\udcff.txt"
