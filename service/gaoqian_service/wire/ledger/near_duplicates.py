"""Near-duplicates among recent stories: an LSH index, updated from the ledger."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gaoqian.near_duplicates import MinHash, MinHashLSH
from gaoqian_service.records.tables import StoryRow

#: Agencies tell a story again within hours; a story of the day before yesterday is told anew.
WINDOW = timedelta(days=2)
#: Some 100 MB; a house that gets more in two days looks back less far.
MOST = 50_000


@dataclass(frozen=True, slots=True)
class _Known:
    """A story in the index."""

    guid: str
    minhash: MinHash
    arrived_at: datetime


class NearDuplicates:
    """Finds earlier near-duplicates; one thread at a time.

    Caught up by number within each transaction that writes, and writers come one after the
    other, so that several processes find the same.
    """

    def __init__(self, window: timedelta = WINDOW, most: int = MOST) -> None:
        self._window = window
        self._most = most
        self.forget()

    def forget(self) -> None:
        """Clear the index: what was added may not have been committed."""
        self._index = MinHashLSH()
        self._known: OrderedDict[int, _Known] = OrderedDict()
        self._keys: dict[str, int] = {}
        self._next = 1
        self._last_id = 0

    def catch_up(self, session: Session, now: datetime) -> None:
        """Add stories that other processes have entered, and remove those that are too old."""
        rows = session.execute(
            select(StoryRow.id, StoryRow.guid, StoryRow.signature, StoryRow.arrived_at)
            .where(
                StoryRow.id > self._last_id,
                StoryRow.arrived_at > now - self._window,
                StoryRow.signature.is_not(None),
                StoryRow.state != "canceled",
            )
            .order_by(StoryRow.id.desc())
            .limit(self._most)
        ).all()
        for number, guid, signature, arrived_at in reversed(rows):
            self.add(guid, signature, arrived_at)
            self._last_id = number
        while self._known and next(iter(self._known.values())).arrived_at < now - self._window:
            self._drop(next(iter(self._known)))

    def seen(self, last_id: int) -> None:
        """Note that everything up to a number is in the index."""
        self._last_id = max(self._last_id, last_id)

    def add(self, guid: str, signature: bytes | None, arrived_at: datetime) -> str:
        """Add a story and return the guid of the earliest near-duplicate; empty without any."""
        minhash = MinHash.from_bytes(signature) if signature is not None else None
        if minhash is None:
            return ""
        same = self._find(guid, minhash)
        if guid in self._keys:
            self._drop(self._keys[guid])
        self._index.insert(self._next, minhash)
        self._known[self._next] = _Known(guid, minhash, arrived_at)
        self._keys[guid] = self._next
        self._next += 1
        if len(self._known) > self._most:
            self._drop(next(iter(self._known)))
        return same

    def _find(self, guid: str, minhash: MinHash) -> str:
        for key in self._index.query(minhash):
            known = self._known[key]
            if known.guid != guid and known.minhash.is_near_duplicate(minhash):
                return known.guid
        return ""

    def _drop(self, key: int) -> None:
        self._index.remove(key)
        del self._keys[self._known.pop(key).guid]
