"""Intake: tags what was read, and enters it into the ledger, each story once."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

from gaoqian import Article, ArticleError
from gaoqian.readers import ReadFailure
from gaoqian_service.errors import DatabaseError
from gaoqian_service.records.database import Database
from gaoqian_service.wire.ledger.arrival import Arrival, Tagged
from gaoqian_service.wire.ledger.entering import Entry, enter, preview_outcomes
from gaoqian_service.wire.ledger.near_duplicates import NearDuplicates
from gaoqian_service.wire.ledger.versioning import TAGGED, ArrivalOutcome
from gaoqian_service.wire.tagging import Pending, Tagging


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """The outcome of entering what was read.

    Attributes:
        outcomes: Number of stories by outcome.
        failures: What could not be read or entered, in order.
        headlines: Headlines of new stories that may be shown: usable, under no embargo.
    """

    outcomes: Counter[ArrivalOutcome]
    failures: tuple[ReadFailure, ...]
    headlines: tuple[str, ...]

    @property
    def stories(self) -> int:
        """Number of stories."""
        return self.outcomes.total()

    @property
    def tagged(self) -> int:
        """Number of stories that were tagged."""
        return sum(self.outcomes[outcome] for outcome in TAGGED)


@dataclass(slots=True)
class PendingIntake:
    """Stories that are being tagged and not yet entered; opaque except to `Intake`.

    Attributes:
        arrivals: Stories, in order of arrival.
        failures: What could not be read, or cannot be entered.
        now: When they arrived.
        tagged: Results that are there, by index.
        asked: Indices of those whose results are pending.
        pending: Waits for the pending results; None if there are none.
    """

    arrivals: Sequence[Arrival]
    failures: Sequence[ReadFailure]
    now: datetime
    tagged: dict[int, Tagged] = field(default_factory=dict)
    asked: Sequence[int] = ()
    pending: Pending | None = None

    def collect(self) -> None:
        """Wait for the pending results.

        Raises:
            WorkerError: see `ProcessTagging.begin`.
        """
        if self.pending is not None:
            self.tagged.update(zip(self.asked, self.pending(), strict=True))
            self.pending = None


def where(item: Article | ReadFailure) -> str:
    """Return where something was read."""
    return item.where if isinstance(item, ReadFailure) else item.source


class Intake:
    """Tags and enters what was read; thread-safe, one call at a time.

    Args:
        database: Where the ledger is.
        tagging: Tags articles.
        targets: Names of the targets that stories go to from now on.
    """

    def __init__(self, database: Database, tagging: Tagging, targets: Sequence[str]) -> None:
        self._database = database
        self._tagging = tagging
        self._targets = tuple(targets)
        self._near_duplicates = NearDuplicates()
        self._lock = Lock()

    def take(self, items: Sequence[Article | ReadFailure]) -> IntakeResult:
        """Tag and enter what was read; it is on the disk when this returns.

        All of it is one transaction: hand over a few hundred stories at a time.

        Raises:
            DatabaseError: the database does not answer; taking the same again is safe.
            WorkerError: worker processes die while they tag these.
        """
        return self.finish(self.begin(items))

    def begin(self, items: Sequence[Article | ReadFailure]) -> PendingIntake:
        """Begin to tag what was read, while the batch before is entered.

        The outcome of a story is provisional until it is entered; a database that does not
        answer is an error of `finish`.
        """
        arrivals, failures = _receive(items)
        begun = PendingIntake(arrivals, failures, datetime.now(UTC))
        with self._lock, suppress(DatabaseError):
            self._ask(begun)
        return begun

    def finish(self, begun: PendingIntake) -> IntakeResult:
        """Enter what was begun, in order of arrival; it is on the disk when this returns.

        Raises:
            DatabaseError: the database does not answer; finishing the same again is safe.
            WorkerError: worker processes die while they tag these.
        """
        with self._lock:
            entered: list[ArrivalOutcome] | None = None
            while entered is None:
                if begun.pending is None:
                    self._ask(begun)
                begun.collect()
                entered = enter(self._database, self._entry(begun), self._near_duplicates)
            headlines = _headlines(begun.arrivals, entered, begun.now)
            return IntakeResult(Counter(entered), tuple(begun.failures), headlines)

    def _ask(self, begun: PendingIntake) -> None:
        outcomes = preview_outcomes(self._database, begun.arrivals) if begun.arrivals else []
        begun.asked = [
            place
            for place, outcome in enumerate(outcomes)
            if outcome in TAGGED and place not in begun.tagged
        ]
        begun.pending = self._tagging.begin([begun.arrivals[at].article for at in begun.asked])

    def _entry(self, begun: PendingIntake) -> Entry:
        return Entry(
            arrivals=begun.arrivals,
            tagged=begun.tagged,
            failures=begun.failures,
            targets=self._targets,
            now=begun.now,
        )


def _receive(items: Sequence[Article | ReadFailure]) -> tuple[list[Arrival], list[ReadFailure]]:
    arrivals: list[Arrival] = []
    failures: list[ReadFailure] = []
    for item in items:
        if isinstance(item, ReadFailure):
            failures.append(item)
            continue
        try:
            arrivals.append(Arrival.of(item))
        except ArticleError as error:
            failures.append(ReadFailure(item.source, str(error)))
    return arrivals, failures


def _headlines(
    arrivals: Sequence[Arrival], outcomes: Sequence[ArrivalOutcome], now: datetime
) -> tuple[str, ...]:
    articles = (
        arrival.article
        for arrival, outcome in zip(arrivals, outcomes, strict=True)
        if outcome in TAGGED
    )
    return tuple(
        article.headline
        for article in articles
        if article.pub_status == "usable"
        and (article.embargoed_until is None or article.embargoed_until <= now)
    )
