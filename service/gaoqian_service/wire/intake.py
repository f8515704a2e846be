"""The intake: what was read is tagged and entered into the ledger, each story once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

from gaoqian import Article, ArticleError
from gaoqian.readers import ReadFailure
from gaoqian_service.records.database import Database
from gaoqian_service.records.ledger.arrival import Arrival, Tagged
from gaoqian_service.records.ledger.book import TAGGED, Fate
from gaoqian_service.records.ledger.entering import Entry, enter, foresee
from gaoqian_service.records.ledger.likenesses import Likenesses
from gaoqian_service.wire.tagging import Tagging


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of what was read.

    Attributes:
        fates: How many stories came to which fate, see `ledger.book.Fate`.
        failures: What could not be read, or not be entered, in order.
        headlines: Headlines of new stories that may be shown: usable, under no embargo.
    """

    fates: Counter[Fate]
    failures: tuple[ReadFailure, ...]
    headlines: tuple[str, ...]

    @property
    def stories(self) -> int:
        """How many stories there were."""
        return self.fates.total()

    @property
    def tagged(self) -> int:
        """How many of them were tagged."""
        return sum(self.fates[fate] for fate in TAGGED)


def where(item: Article | ReadFailure) -> str:
    """Return where something was read."""
    return item.where if isinstance(item, ReadFailure) else item.source


class Intake:
    """Takes what was read; may be called from any thread, which then waits its turn.

    Args:
        database: Where the ledger is.
        tagging: Who tags.
        targets: Names of the targets that stories go to from now on.
    """

    def __init__(self, database: Database, tagging: Tagging, targets: Sequence[str]) -> None:
        self._database = database
        self._tagging = tagging
        self._targets = tuple(targets)
        self._likenesses = Likenesses()
        self._turn = Lock()

    def take(self, items: Sequence[Article | ReadFailure]) -> Taken:
        """Tag and enter what was read, on the disk when this returns.

        All of it is one transaction: hand over a few hundred stories at a time.

        Raises:
            DatabaseError: the database does not answer; taking the same again is safe.
        """
        with self._turn:
            arrivals, failures = _receive(items)
            now = datetime.now(UTC)
            tagged: dict[int, Tagged] = {}
            fates = foresee(self._database, arrivals) if arrivals else []
            entered: list[Fate] | None = None
            while entered is None:
                self._tag(arrivals, fates, tagged)
                entry = Entry(
                    arrivals=arrivals,
                    tagged=tagged,
                    failures=failures,
                    targets=self._targets,
                    now=now,
                )
                entered = enter(self._database, entry, self._likenesses)
                if entered is None:
                    fates = foresee(self._database, arrivals)
            return Taken(Counter(entered), tuple(failures), _headlines(arrivals, entered, now))

    def _tag(
        self, arrivals: Sequence[Arrival], fates: Sequence[Fate], tagged: dict[int, Tagged]
    ) -> None:
        places = [
            place for place, fate in enumerate(fates) if fate in TAGGED and place not in tagged
        ]
        if places:
            articles = [arrivals[place].article for place in places]
            tagged.update(zip(places, self._tagging.tag(articles), strict=True))


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
    arrivals: Sequence[Arrival], fates: Sequence[Fate], now: datetime
) -> tuple[str, ...]:
    articles = (
        arrival.article for arrival, fate in zip(arrivals, fates, strict=True) if fate in TAGGED
    )
    return tuple(
        article.headline
        for article in articles
        if article.pub_status == "usable"
        and (article.embargoed_until is None or article.embargoed_until <= now)
    )
