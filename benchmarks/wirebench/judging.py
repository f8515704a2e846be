"""What became of the stories: in the ledger, among the deliveries, and in the drop folder."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from wirebench.copy import Arrival
from wirebench.watching import Desk


@dataclass(frozen=True, slots=True)
class Account:
    """What is there at the end.

    Attributes:
        files: How many files arrived.
        stories: How many stories they hold.
        delivered: How often each story was delivered, by its source.
        half: Delivered files or lines that are not whole.
        ledger: How many stories are in the ledger.
        repeated: How many (guid, version) are there more than once.
        undelivered: Deliveries that are still open or were given up.
        processed: How many files were put aside as done.
        refused: How many as bad, each with its reason.
    """

    files: int
    stories: Collection[str]
    delivered: Counter[str]
    half: Sequence[str]
    ledger: int
    repeated: int
    undelivered: int
    processed: int
    refused: int


def settle(desk: Desk, arrivals: Sequence[Arrival]) -> Account:
    """Count everything."""
    delivered, half = _read_deliveries(desk.delivered)
    with closing(sqlite3.connect(desk.database)) as ledger:
        (rows,) = ledger.execute("SELECT count(*) FROM stories").fetchone()
        (once,) = ledger.execute(
            "SELECT count(*) FROM (SELECT DISTINCT guid, version FROM stories)"
        ).fetchone()
        (undelivered,) = ledger.execute(
            "SELECT count(*) FROM deliveries WHERE state <> 'delivered'"
        ).fetchone()
    return Account(
        len(arrivals),
        {source for arrival in arrivals for source in arrival.stories},
        delivered,
        half,
        rows,
        rows - once,
        undelivered,
        _files(desk.drop / "_PROCESSED"),
        _files(desk.drop / "_ERROR", but=".reason.txt"),
    )


def faults(account: Account) -> list[str]:
    """Return what should not be, in words; nothing where all is well."""
    lost = account.stories - account.delivered.keys()
    foreign = account.delivered.keys() - account.stories
    found = {
        "stories were not delivered": len(lost),
        "deliveries are of no story that arrived": len(foreign),
        "deliveries are not whole": len(account.half),
        "stories are in the ledger more than once": account.repeated,
        "stories are missing from the ledger": len(account.stories) - account.ledger,
        "deliveries are open or given up": account.undelivered,
        "files are gone": account.files - account.processed - account.refused,
    }
    return [f"{count} {what}" for what, count in found.items() if count]


def _read_deliveries(folder: Path) -> tuple[Counter[str], list[str]]:
    """Return how often each source was delivered, and what is not whole."""
    delivered: Counter[str] = Counter()
    half: list[str] = []
    for path in folder.iterdir():
        if path.name[0] == ".":  # a draft that a killed watcher left
            continue
        data = path.read_bytes()
        if not data.endswith(b"\n"):
            half.append(path.name)
        for line in data.splitlines():
            try:
                delivered[Path(json.loads(line)["source"]).name] += 1
            except ValueError:
                half.append(path.name)
    return delivered, half


def _files(folder: Path, but: str = "\0") -> int:
    if not folder.is_dir():
        return 0
    return sum(path.is_file() and not path.name.endswith(but) for path in folder.iterdir())
