"""Article texts: stored once, completed later, found by hash."""

import hashlib

import pytest
from sqlalchemy import select

from gaoqian import Article
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import ArticleRow
from gaoqian_service.records.texts import (
    MAX_ARTICLE,
    MAX_VERSION,
    SentText,
    digest_of,
    fits,
    hash_text,
    keep_texts,
    read_texts,
    storable,
)

_HASH = hash_text("烟感", "灭火毯。")


def test_hash_is_that_of_headline_line_feed_and_body() -> None:
    """As a sender computes it; lone surrogates have a hash as well."""
    digest = hashlib.sha256("烟感\n灭火毯。".encode()).hexdigest()
    assert f"sha256:{digest}" == _HASH
    assert digest_of("\ud800") != digest_of("\udfff")


def test_same_text_is_one_row(database: Database) -> None:
    """Also within one call; another version of the article is another row."""
    one, other = SentText("a", "1", _HASH), SentText("a", "2", _HASH)
    with database.begin() as session:
        first = keep_texts(session, [one, other, one])
    with database.begin() as session:
        again = keep_texts(session, [other, one])
    assert first == again
    assert first.keys() == {("a", "1", _HASH), ("a", "2", _HASH)}
    assert len(set(first.values())) == 2


def test_text_is_completed_once(database: Database) -> None:
    """Body and signature that come later are filled in, and never replaced."""
    sent = [
        SentText("a", "1", _HASH),
        SentText("a", "1", _HASH, "烟感", "灭火毯。", b"s" * 256),
        SentText("a", "1", _HASH, "别的", "另一篇。", b"t" * 256),
    ]
    for text in sent:
        with database.begin() as session:
            keep_texts(session, [text])
    with database.read() as session:
        row = session.scalars(select(ArticleRow)).one()
    assert (row.headline, row.body, row.signature) == ("烟感", "灭火毯。", b"s" * 256)


def test_texts_are_read_by_hash(database: Database) -> None:
    """In as many queries as it takes; texts without a body are not found."""
    bodies = [f"第{number}篇。" for number in range(1_200)]
    sent = [SentText(str(n), "", hash_text("", b), "", b) for n, b in enumerate(bodies)]
    with database.begin() as session:
        keep_texts(session, [*sent, SentText("bare", "", _HASH)])
    found = read_texts(database, [_HASH, *(text.text_hash for text in sent)])
    assert len(found) == len(bodies)
    assert found[hash_text("", bodies[700])] == Article("", bodies[700])


@pytest.mark.parametrize(
    ("article", "version", "expected"),
    [
        ("a" * MAX_ARTICLE, "1" * MAX_VERSION, True),
        ("a" * (MAX_ARTICLE + 1), "", False),
        ("", "1" * (MAX_VERSION + 1), False),
        ("a\0", "", False),
        ("", "\0", False),
    ],
)
def test_room_of_the_tables(article: str, version: str, expected: bool) -> None:
    """Longer identifiers and versions, and NUL, do not fit."""
    assert fits(article, version) is expected


def test_nul_is_replaced() -> None:
    """One character for one."""
    assert storable("a\0b") == "a\ufffdb"
    assert storable(None) is None
