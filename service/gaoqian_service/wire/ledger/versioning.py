"""Versioning: the outcome of each arrival, by the known versions; rules without a database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from gaoqian_service.records.tables import StoryState
from gaoqian_service.wire.ledger.arrival import Arrival, Content

#: ``new`` and ``replaced`` are tagged and delivered; ``repeated`` says nothing new; ``late`` is
#: older than what is known; ``canceled`` kills the story, ``dead`` is a version of a killed one.
ArrivalOutcome = Literal["new", "replaced", "repeated", "late", "canceled", "dead"]

#: Outcomes of stories that are tagged.
TAGGED: tuple[ArrivalOutcome, ...] = ("new", "replaced")


@dataclass(slots=True, kw_only=True)
class Version:
    """A version of a story, as the ledger has it or is going to have it.

    Attributes:
        id: Its number; None where it is not in the ledger yet.
        version: The version.
        made: When the sender made it; None where it does not say.
        content: Its content.
        state: Its state in the ledger.
        arrival: What is to be written; None if the stored content stays.
        place: The arrival's place among those that came together.
        is_changed: Whether its state or status is to be written.
        delivers: Whether its content is to go out.
        drops: Which of its deliveries must not go out any more.
        repeats: How often it has arrived again.
    """

    id: int | None = None
    version: str
    made: datetime | None
    content: Content
    state: StoryState
    arrival: Arrival | None = None
    place: int = -1
    is_changed: bool = False
    delivers: bool = False
    drops: Literal["none", "later", "all"] = "none"
    repeats: int = 0

    def settle(self, state: StoryState, drops: Literal["later", "all"]) -> None:
        """Make it count no more, with what becomes of its deliveries."""
        self.state = state
        self.is_changed = True
        self.drops = "all" if drops == "all" else self.drops if self.drops == "all" else drops


@dataclass(slots=True)
class Versioning:
    """Applies arrivals to the known versions of their stories.

    Attributes:
        versions: Known versions, by guid.
        withdrawn: The versions that killed their story, in order.
        entered: Versions whose content is to be written, in order of arrival.
    """

    versions: dict[str, list[Version]]
    withdrawn: list[tuple[str, Version]] = field(default_factory=list)
    entered: list[Version] = field(default_factory=list)

    @classmethod
    def of(cls, versions: Mapping[str, Sequence[Version]]) -> "Versioning":
        """Return the versioning of known versions, by guid."""
        return cls({guid: list(known) for guid, known in versions.items()})

    def apply(self, arrivals: Iterable[Arrival]) -> list[ArrivalOutcome]:
        """Apply arrivals in order, and return the outcome of each."""
        return [self._apply(arrival, place) for place, arrival in enumerate(arrivals)]

    def _apply(self, arrival: Arrival, place: int) -> ArrivalOutcome:
        known = self.versions.setdefault(arrival.article.id, [])
        same = next((one for one in known if one.version == arrival.article.version), None)
        if same is not None and same.content == arrival.content:
            same.repeats += 1
            return "repeated"
        if arrival.is_canceled:
            return self._cancel(known, same, arrival, place)
        if any(one.state == "canceled" for one in known):
            return self._record_dead(known, same, arrival, place)
        if same is not None:
            return self._replace(same, arrival, place)
        current = next((one for one in known if one.state == "current"), None)
        if current is not None and not _is_newer(arrival, current):
            self._enter(known, arrival, place, "superseded")
            return "late"
        if current is not None:
            withheld = arrival.article.pub_status == "withheld"
            current.settle("superseded", "all" if withheld else "later")
        self._enter(known, arrival, place, "current").delivers = True
        return "new"

    def _cancel(
        self, known: list[Version], same: Version | None, arrival: Arrival, place: int
    ) -> ArrivalOutcome:
        is_dead = any(one.state == "canceled" for one in known)
        for one in known:
            one.settle("canceled", "all")
        if same is None:
            same = self._enter(known, arrival, place, "canceled")
        elif is_dead:
            same.repeats += 1
        # What was said before is kept, and no repeat of it may bring the story back.
        same.content = same.content[0], "canceled", same.content[2]
        if is_dead:
            return "dead"
        self.withdrawn.append((arrival.article.id, same))
        return "canceled"

    def _record_dead(
        self, known: list[Version], same: Version | None, arrival: Arrival, place: int
    ) -> ArrivalOutcome:
        if same is None:
            self._enter(known, arrival, place, "canceled")
        else:
            same.repeats += 1
        return "dead"

    def _replace(self, same: Version, arrival: Arrival, place: int) -> ArrivalOutcome:
        if same.state != "current" or _is_older(arrival, same):
            same.repeats += 1
            return "late"
        if same.id is not None:
            same.drops = "all"
        same.arrival, same.place, same.delivers = arrival, place, True
        same.content, same.made = arrival.content, arrival.article.version_created
        self.entered = [one for one in self.entered if one is not same] + [same]
        return "replaced"

    def _enter(
        self, known: list[Version], arrival: Arrival, place: int, state: StoryState
    ) -> Version:
        article = arrival.article
        version = Version(
            version=article.version,
            made=article.version_created,
            content=arrival.content,
            state=state,
            arrival=arrival,
            place=place,
        )
        known.append(version)
        self.entered.append(version)
        return version


def _is_newer(arrival: Arrival, known: Version) -> bool:
    """Return whether it is newer: a higher number, else made later, else just other content."""
    mine, theirs = arrival.article.version, known.version
    if _is_number(mine) and _is_number(theirs) and int(mine) != int(theirs):
        return int(mine) > int(theirs)
    return not _is_older(arrival, known)


def _is_older(arrival: Arrival, known: Version) -> bool:
    made = arrival.article.version_created
    return made is not None and known.made is not None and made < known.made


def _is_number(version: str) -> bool:
    return version.isascii() and version.isdecimal()
