"""Versioning: the outcome of each arrival, without a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gaoqian import Article
from gaoqian_service.wire.ledger.arrival import Arrival
from gaoqian_service.wire.ledger.versioning import Version, Versioning

_EARLY = datetime(2026, 11, 1, 8, tzinfo=UTC)
_LATER = _EARLY + timedelta(hours=1)


def _arrival(version: str = "1", body: str = "正文", **fields: Any) -> Arrival:
    return Arrival.of(Article(body=body, id="a", version=version, **fields))


def _stored(version: str = "1", state: Any = "current", number: int = 7, **fields: Any) -> Version:
    """Return a version as the ledger has it."""
    arrival = _arrival(version, **fields)
    made = arrival.article.version_created
    return Version(id=number, version=version, made=made, content=arrival.content, state=state)


def _states(versioning: Versioning) -> list[tuple[str, str, str]]:
    return [(one.version, one.state, one.drops) for one in versioning.versions["a"]]


@pytest.mark.parametrize(
    ("known", "arrives", "outcome"),
    [
        (("9", None), ("10", None), "new"),  # numbers
        (("10", None), ("9", None), "late"),
        (("2", _LATER), ("3", _EARLY), "new"),  # numbers go before times
        (("01", _EARLY), ("1", _LATER), "new"),  # the same number: by time
        (("01", _LATER), ("1", _EARLY), "late"),
        (("晨", _EARLY), ("2", _LATER), "new"),  # no numbers: by time
        (("晨", _LATER), ("2", _EARLY), "late"),
        (("2", _LATER), ("晨", _EARLY), "late"),
        (("晨", _EARLY), ("晚", _EARLY), "new"),  # nothing says which: other content is newer
        (("晨", None), ("晚", _EARLY), "new"),
        (("二", _LATER), ("三", None), "new"),
        (("٣", _LATER), ("4", _EARLY), "late"),  # digits of other scripts are no numbers
    ],
)
def test_newer_is_the_higher_number_else_the_later(
    known: tuple[str, datetime | None], arrives: tuple[str, datetime | None], outcome: str
) -> None:
    """Else any other content."""
    stored = _stored(known[0], body="旧", version_created=known[1])
    versioning = Versioning.of({"a": [stored]})
    assert versioning.apply([_arrival(arrives[0], version_created=arrives[1])]) == [outcome]
    assert stored.state == ("superseded" if outcome == "new" else "current")
    entered = versioning.entered[0]
    assert (entered.delivers, entered.made) == (outcome == "new", arrives[1])
    assert entered.place == 0


def test_superseded_version_drops_what_is_due_later() -> None:
    """What is due now still goes out, unless the newer version is withheld."""
    usable, withheld = _stored(body="旧"), _stored(body="旧")
    Versioning.of({"a": [usable]}).apply([_arrival("2")])
    Versioning.of({"a": [withheld]}).apply([_arrival("2", pub_status="withheld")])
    assert (usable.drops, withheld.drops) == ("later", "all")
    withheld.settle("superseded", "later")
    assert withheld.drops == "all"
    assert usable.is_changed


def test_repeats_are_counted_where_they_belong() -> None:
    """Of each kind: the same again, an older content, and whatever comes to a dead story."""
    stored = _stored(version_created=_LATER)
    versioning = Versioning.of({"a": [stored]})
    same, older = _arrival(version_created=_LATER), _arrival(body="旧", version_created=_EARLY)
    assert versioning.apply([same, older, same]) == ["repeated", "late", "repeated"]
    assert stored.repeats == 3
    assert versioning.entered == []
    canceled = _arrival(pub_status="canceled", version_created=_LATER)
    other = _arrival(pub_status="canceled", body="另文")
    assert versioning.apply([canceled, other, older]) == ["canceled", "dead", "dead"]
    assert stored.repeats == 5
    assert [guid for guid, _ in versioning.withdrawn] == ["a"]


def test_replaced_version_goes_out_again_in_its_place() -> None:
    """Its queued deliveries are dropped, if it is in the ledger already."""
    stored = _stored(body="旧", version_created=_EARLY)
    versioning = Versioning.of({"a": [stored]})
    assert versioning.apply([_arrival(version_created=_LATER), _arrival("1", "三稿")]) == [
        "replaced",
        "replaced",
    ]
    assert versioning.entered == [stored]
    assert (stored.drops, stored.delivers, stored.place, stored.made) == ("all", True, 1, None)
    fresh = Versioning.of({})
    assert fresh.apply([_arrival(body="旧"), _arrival(body="新")]) == ["new", "replaced"]
    (entered,) = fresh.entered
    assert (entered.drops, entered.place) == ("none", 1)


def test_superseded_version_is_not_replaced() -> None:
    """Other content under an old version is late, however new it is."""
    old, current = _stored("1", "superseded", 7, body="旧"), _stored("2", number=8)
    versioning = Versioning.of({"a": [old, current]})
    assert versioning.apply([_arrival("1", "新", version_created=_LATER)]) == ["late"]
    assert (old.repeats, versioning.entered) == (1, [])


def test_cancellation_kills_all_versions() -> None:
    """Nothing of the story goes out any more, and it is withdrawn once."""
    versioning = Versioning.of({"a": [_stored("1", "superseded", 7), _stored("2", number=8)]})
    arrivals = [_arrival("3", "", pub_status="canceled"), _arrival("4")]
    assert versioning.apply(arrivals) == ["canceled", "dead"]
    assert _states(versioning) == [
        ("1", "canceled", "all"),
        ("2", "canceled", "all"),
        ("3", "canceled", "none"),
        ("4", "canceled", "none"),
    ]
    ((_, withdrawn),) = versioning.withdrawn
    assert withdrawn.version == "3"
    assert [(one.version, one.place, one.delivers) for one in versioning.entered] == [
        ("3", 0, False),
        ("4", 1, False),
    ]


def test_late_cancellation_of_a_dead_story_is_entered_as_dead() -> None:
    """Under a version of its own, with its place, and withdrawn no second time."""
    versioning = Versioning.of({"a": [_stored("3", "canceled", pub_status="canceled")]})
    assert versioning.apply([_arrival("5", "", pub_status="canceled")]) == ["dead"]
    assert versioning.withdrawn == []
    assert [(one.version, one.place) for one in versioning.entered] == [("5", 0)]


def test_canceled_content_keeps_its_text() -> None:
    """Only the status changes, so that the same cancellation is a repeat."""
    stored = _stored()
    text_hash, _, embargo = stored.content
    Versioning.of({"a": [stored]}).apply([_arrival(pub_status="canceled")])
    assert stored.content == (text_hash, "canceled", embargo)
