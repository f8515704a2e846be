"""The review queue: the least certain articles first, each story once."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from gaoqian import Article, TagResult
from gaoqian_service.records.database import Database
from gaoqian_service.records.decisions import LoggedDecision, write_decisions
from gaoqian_service.records.feedback import Feedback, store_feedback
from gaoqian_service.records.review import read_review
from gaoqian_service.records.tables import StoryRow, StoryState
from gaoqian_service.records.texts import hash_text

_NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
_THRESHOLDS = {"safety": 0.5, "fitness": 0.4}
#: In mode single a bundle has no thresholds.
_NONE = {"safety": 0.0, "fitness": 0.0, "labour_union": 0.0}
_BODIES = [
    "消防站的队员逐户检查电线，教老人用灭火毯。",
    "总工会慰问一线环卫职工，送去清凉用品，听取工会小组的意见。",
    "老旧小区的健身步道铺好了，晚饭后居民三三两两来散步。",
    "社区图书馆周末开放夜读，孩子们围着志愿者听故事。",
]


def _log(
    database: Database,
    name: str,
    scores: Mapping[str, float],
    body: str = "",
    thresholds: Mapping[str, float] = _THRESHOLDS,
) -> None:
    """Log one decision; without a body, on a text that is like no other article's."""
    article = Article("", body or "，".join([name] * 20), name)
    result = TagResult(name, "", "", "none", None, (), dict(scores), "1")
    logged = LoggedDecision(article, result, thresholds, _NOW)
    write_decisions(database, [logged.to_record(keeps_text=True)])


def _queue(database: Database, topic: str = "safety", limit: int = 20) -> list[str]:
    return [one.article.article for one in read_review(database, topic, limit)]


def _single_queue(database: Database, topic: str) -> list[str]:
    return [one.article.article for one in read_review(database, topic, 20, "single")]


def test_nearest_to_the_threshold_comes_first(database: Database) -> None:
    """On either side of it; each topic has an order of its own, and a limit ends it."""
    _log(database, "sure", {"safety": 0.99, "fitness": 0.39})
    _log(database, "above", {"safety": 0.58, "fitness": 0.9})
    _log(database, "below", {"safety": 0.45, "fitness": 0.1})
    assert _queue(database) == ["below", "above", "sure"]
    assert _queue(database, "fitness") == ["sure", "below", "above"]
    assert _queue(database, limit=2) == ["below", "above"]
    (first,) = read_review(database, "safety", 1)
    assert (first.score.score, first.score.threshold, first.decision.model) == (0.45, 0.5, "1")


def test_single_mode_goes_by_the_two_likeliest_topics(database: Database) -> None:
    """What is almost as likely to be another topic comes first, what is certain last."""
    scores = {
        "certain": {"safety": 0.98, "fitness": 0.01, "labour_union": 0.01},
        "close": {"safety": 0.48, "fitness": 0.45, "labour_union": 0.07},
        "second": {"safety": 0.40, "fitness": 0.10, "labour_union": 0.50},
        "other": {"safety": 0.01, "fitness": 0.98, "labour_union": 0.01},
    }
    for name, each in scores.items():
        _log(database, name, each, thresholds=_NONE)
    # Margins of 0.03, 0.1, 0.97 and 0.97; of equal ones the earlier comes first.
    assert _single_queue(database, "safety") == ["close", "second", "certain", "other"]
    # 0.03, 0.4, 0.97 and 0.97.
    assert _single_queue(database, "fitness") == ["close", "second", "certain", "other"]


def test_single_mode_with_decisions_of_a_multi_bundle(database: Database) -> None:
    """Decisions that were made by thresholds keep their distance from them."""
    _log(database, "by threshold", {"safety": 0.52, "fitness": 0.9})
    _log(database, "close", {"safety": 0.48, "fitness": 0.47, "labour_union": 0.05}, "", _NONE)
    _log(database, "far", {"safety": 0.9, "fitness": 0.05, "labour_union": 0.05}, "", _NONE)
    assert _single_queue(database, "safety") == ["close", "by threshold", "far"]


def test_only_one_topic(database: Database) -> None:
    """A topic without others is as certain as its score."""
    _log(database, "sure", {"safety": 0.9}, thresholds={"safety": 0.0})
    _log(database, "unsure", {"safety": 0.6}, thresholds={"safety": 0.0})
    assert _single_queue(database, "safety") == ["unsure", "sure"]


def test_last_decision_counts(database: Database) -> None:
    """An article that was tagged again, with another text, is listed by its last decision."""
    _log(database, "a", {"safety": 0.5}, _BODIES[0])
    _log(database, "b", {"safety": 0.6}, _BODIES[1])
    _log(database, "a", {"safety": 0.9}, _BODIES[2])
    assert _queue(database) == ["b", "a"]
    assert read_review(database, "safety", 20)[1].score.score == 0.9


@pytest.mark.parametrize(
    ("state", "listed"), [("canceled", ["b"]), ("superseded", ["a", "b"]), ("current", ["a", "b"])]
)
def test_canceled_story_is_left_out(
    database: Database, state: StoryState, listed: list[str]
) -> None:
    """A story that its sender canceled needs no review; other states of a story do not matter."""
    _log(database, "a", {"safety": 0.5}, _BODIES[0])
    _log(database, "b", {"safety": 0.6}, _BODIES[1])
    story = StoryRow(
        guid="a",
        version="1",
        text_hash=hash_text("", _BODIES[0]),
        state=state,
        pub_status="canceled" if state == "canceled" else "usable",
        source="",
        arrived_at=_NOW,
        repeats=0,
        model="1",
        article="{}",
        same_story_as="",
    )
    with database.begin() as session:
        session.add(story)
    assert _queue(database) == listed


def test_near_duplicates_are_listed_once(database: Database) -> None:
    """Of one story in two wordings the less certain one is listed; other stories stay."""
    agency = "".join(_BODIES)
    _log(database, "agency", {"safety": 0.70}, agency)
    _log(database, "paper", {"safety": 0.55}, agency.replace("周末", "周六周日") + "记者探访。")
    _log(database, "other", {"safety": 0.60}, _BODIES[3] * 2)
    assert _queue(database) == ["paper", "other"]


def test_article_with_feedback_is_left_out(database: Database) -> None:
    """Whichever of its texts the feedback is about."""
    _log(database, "a", {"safety": 0.5}, _BODIES[0])
    _log(database, "b", {"safety": 0.6}, _BODIES[1])
    feedback = Feedback(
        article="a",
        version="2",
        text_hash=hash_text("", _BODIES[2]),
        topics=frozenset(),
        editor="li.wei",
    )
    store_feedback(database, feedback, "cms")
    assert _queue(database) == ["b"]


def test_articles_without_identifier_are_each_their_own(database: Database) -> None:
    """Neither a later decision nor feedback on another nameless article hides one."""
    _log(database, "", {"safety": 0.5}, _BODIES[0])
    _log(database, "", {"safety": 0.6}, _BODIES[1])
    assert _queue(database) == ["", ""]
