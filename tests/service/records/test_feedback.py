"""Feedback is kept once, in order, and never changed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gaoqian.near_duplicates import MinHash
from gaoqian_service.errors import ConflictError
from gaoqian_service.records.database import Database
from gaoqian_service.records.feedback import Feedback, read_feedback, store_feedback
from gaoqian_service.records.texts import hash_text

_SAFETY = Feedback(
    article="20261124-017",
    version="1",
    text_hash=hash_text("烟感", "消防站的队员教老人用灭火毯。"),
    topics=frozenset({"safety"}),
    verdicts={"safety": "accepted", "fitness": "rejected_marginal"},
    editor="li.wei",
    stage="二审",
)
_NONE = replace(_SAFETY, topics=frozenset(), verdicts={"safety": "rejected_wrong"})


def test_what_was_said_is_read_again(database: Database) -> None:
    """Topics, verdicts, who, when and at which stage."""
    at = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    stored = store_feedback(database, replace(_SAFETY, at=at), "cms")
    (row,) = read_feedback(database)
    assert row.id == stored.id
    assert {(topic.topic, topic.final, topic.verdict) for topic in row.topics} == {
        ("safety", True, "accepted"),
        ("fitness", False, "rejected_marginal"),
    }
    assert (row.editor, row.stage, row.caller, row.made_at) == ("li.wei", "二审", "cms", at)
    assert (row.article.article, row.article.version) == ("20261124-017", "1")
    assert row.article.text_hash == _SAFETY.text_hash


def test_repeat_is_kept_once(database: Database) -> None:
    """Without a key: what says the same as the editor's last word."""
    first = store_feedback(database, _SAFETY, "cms")
    again = store_feedback(database, _SAFETY, "cms")
    assert (first.created, again.created) == (True, False)
    assert again.id == first.id
    assert len(read_feedback(database)) == 1


def test_editor_may_change_to_and_fro(database: Database) -> None:
    """The third word, equal to the first, is a word of its own."""
    stored = [store_feedback(database, said, "cms") for said in (_SAFETY, _NONE, _SAFETY)]
    assert [one.created for one in stored] == [True, True, True]
    last = read_feedback(database)[-1]
    assert [topic.topic for topic in last.topics if topic.final] == ["safety"]


def test_repeat_goes_by_the_editor(database: Database) -> None:
    """A repeat is one beside another editor's word in between, on the same article and version."""
    first = store_feedback(database, _SAFETY, "cms")
    other = store_feedback(database, replace(_NONE, editor="wang.fang"), "cms")
    assert other.created
    assert store_feedback(database, _SAFETY, "cms") == replace(first, created=False)
    assert len(read_feedback(database)) == 2


def test_word_with_a_time_is_known_by_it(database: Database) -> None:
    """It may be sent again after a later word, and is no news."""
    at = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    early = replace(_SAFETY, at=at)
    late = replace(_NONE, at=at + timedelta(minutes=1))
    first = store_feedback(database, early, "cms")
    store_feedback(database, late, "cms")
    assert store_feedback(database, early, "cms") == replace(first, created=False)


@pytest.mark.parametrize(
    "other",
    [
        replace(_SAFETY, article="20261124-018"),
        replace(_SAFETY, version="2"),
        replace(_SAFETY, editor="wang.fang"),
        replace(_SAFETY, text_hash=hash_text("", "另一篇。")),
        replace(_SAFETY, stage="终审"),
        replace(_SAFETY, verdicts={"safety": "missed"}),
    ],
)
def test_other_words_are_kept_beside(database: Database, other: Feedback) -> None:
    """Another article, version, editor, text, stage or verdict is no repeat."""
    store_feedback(database, _SAFETY, "cms")
    assert store_feedback(database, other, "cms").created
    assert len(read_feedback(database)) == 2


def test_key_stands_for_its_content(database: Database) -> None:
    """Each caller has keys of its own; one of them is for one content."""
    first = store_feedback(database, _SAFETY, "cms", "k-1")
    assert store_feedback(database, _SAFETY, "cms", "k-1") == replace(first, created=False)
    assert store_feedback(database, _NONE, "desk", "k-1").created
    with pytest.raises(ConflictError, match=f"'k-1' was used for feedback {first.id}"):
        store_feedback(database, _NONE, "cms", "k-1")
    assert len(read_feedback(database)) == 2


def test_same_words_at_once_are_kept_once(database: Database) -> None:
    """Whoever comes second finds the first."""
    with ThreadPoolExecutor(16) as pool:
        stored = list(pool.map(lambda _: store_feedback(database, _SAFETY, "cms"), range(48)))
    assert sum(one.created for one in stored) == 1
    assert len({one.id for one in stored}) == 1


def test_reader_that_goes_on_misses_nothing(database: Database) -> None:
    """Numbers follow the order of commits, also of writers at the same time."""
    seen: list[int] = []
    said = [replace(_SAFETY, article=f"a-{number}") for number in range(60)]
    with ThreadPoolExecutor(12) as pool:
        writing = [pool.submit(store_feedback, database, one, "cms") for one in said]
        while not all(future.done() for future in writing):
            seen += [row.id for row in read_feedback(database, after=seen[-1] if seen else 0)]
    seen += [row.id for row in read_feedback(database, after=seen[-1] if seen else 0)]
    assert seen == sorted(future.result().id for future in writing)


def test_text_that_comes_later_completes_the_hash(database: Database) -> None:
    """The same text is one row, whoever sends it, with or without its characters."""
    store_feedback(database, _SAFETY, "cms")
    with_text = replace(_NONE, headline="烟感", body="消防站的队员教老人用灭火毯。")
    store_feedback(database, with_text, "cms")
    first, second = read_feedback(database)
    assert first.article.id == second.article.id
    assert second.article.body == with_text.body
    assert second.article.signature is not None


def test_feedback_on_another_text_in_between_leaves_a_repeat_one(database: Database) -> None:
    """The last feedback is that on the same article and version, not the editor's last of all."""
    first = store_feedback(database, _SAFETY, "cms")
    store_feedback(database, replace(_NONE, article="20261124-018"), "cms")
    store_feedback(database, replace(_NONE, version="2"), "cms")
    assert store_feedback(database, _SAFETY, "cms") == replace(first, created=False)


@pytest.mark.parametrize(("headline", "body"), [("烟感", None), (None, "教老人用灭火毯。")])
def test_headline_or_body_may_be_absent(
    database: Database, headline: str | None, body: str | None
) -> None:
    """What is absent is stored as empty, and the signature is that of both."""
    text = headline or "", body or ""
    feedback = replace(_SAFETY, headline=headline, body=body, text_hash=hash_text(*text))
    store_feedback(database, feedback, "cms")
    (row,) = read_feedback(database)
    assert (row.article.headline, row.article.body) == text
    assert row.article.signature == MinHash.of(*text).to_bytes()


def test_feedback_is_read_by_article_in_portions(database: Database) -> None:
    """In order of arrival: so many rows, after a number, on one article."""
    for number in range(6):
        said = replace(_SAFETY, article="odd" if number % 2 else "even", version=str(number))
        store_feedback(database, said, "cms")
    versions = [row.article.version for row in read_feedback(database, article="odd")]
    assert versions == ["1", "3", "5"]
    second = read_feedback(database, limit=2)[-1].id
    assert [row.article.version for row in read_feedback(database, after=second)] == list("2345")
    assert read_feedback(database, article="none") == []


def test_feedback_without_a_time_has_that_of_its_arrival(database: Database) -> None:
    """As an instant, whatever the zone of the machine."""
    before = datetime.now(UTC)
    store_feedback(database, _SAFETY, "cms")
    (row,) = read_feedback(database)
    assert row.made_at == row.received_at
    assert before <= row.received_at <= datetime.now(UTC)
