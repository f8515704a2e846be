"""A drop folder whose watcher is killed again and again, and what is left when it is done."""

import json
import random
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from measuring.dropped import MARK, Dropped, mixed_files
from measuring.material import GAOQIAN

#: About as long as a watcher takes to start; files arrive meanwhile, too.
_START_SECONDS = 1.5
_GONE = (".jsonl", ".txt", ".html", ".json", ".xml")


@dataclass(frozen=True, slots=True)
class KillReport:
    """What a run came to.

    Attributes:
        files: Files dropped.
        stories: Stories in them.
        kills: How often the watcher was killed.
        between: Files that watchers took before the last one, which was left to end its work.
        missing: Stories that are not in the ledger.
        doubled: Stories that are in it more than once.
        undelivered: Stories that no target file holds.
        delivered: How often stories were delivered, all together.
        half_written: Target files that are not whole.
        left: Files that are still in the drop folder, or lost.
    """

    files: int
    stories: int
    kills: int
    between: int
    missing: int
    doubled: int
    undelivered: int
    delivered: int
    half_written: int
    left: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing was lost, doubled in the ledger or left half."""
        faults = self.missing, self.doubled, self.undelivered, self.half_written, self.left
        return not any(faults)


def kill_while_dropping(
    models: Path, folder: Path, files: int, kills: int, seconds: tuple[float, float], jobs: int = 1
) -> KillReport:
    """Drop files while the watcher is killed, then let it end its work.

    Args:
        models: A models folder.
        folder: An empty folder to work in.
        files: How many files to drop.
        kills: How often to kill at least; it goes on until everything is dropped.
        seconds: How long the watcher lives, at least and at most: the first from its start, the
            others from when they watch.
        jobs: Processes that tag.

    Raises:
        RuntimeError: a watcher ended by itself, or did not end its work.
    """
    inbox = folder / "inbox"
    inbox.mkdir()
    dropped = list(mixed_files(files))
    dropping = kills * (_START_SECONDS + sum(seconds) / 2)
    dropper = Thread(target=_drop, args=(inbox, dropped, dropping))
    dropper.start()
    command: list[str | Path] = [GAOQIAN, "wire", "watch", inbox, "--models", models]
    command += ["--data", folder / "data", "--settle", "0.3", "--jobs", str(jobs)]
    log = folder / "watch.log"
    done = 0
    chance = random.Random(1)  # noqa: S311  no secret
    while done < kills or dropper.is_alive():
        _live_and_die(command, log, chance.uniform(*seconds), waits=done > 0)
        done += 1
    dropper.join()
    between = len(list((inbox / "_PROCESSED").glob("*")))
    with log.open("wb") as lines:
        last = subprocess.run([*command, "--once"], stderr=lines, check=False)
    if last.returncode:
        raise RuntimeError(f"the last watcher ended with {last.returncode}: {_end_of(log)}")
    return _report(folder, dropped, done, between)


def _live_and_die(command: list[str | Path], log: Path, seconds: float, *, waits: bool) -> None:
    """Run a watcher for so long, from when it watches if that is waited for, and kill it."""
    with log.open("wb") as lines, subprocess.Popen(command, stderr=lines) as process:
        while waits and not log.stat().st_size and process.poll() is None:
            time.sleep(0.02)
        time.sleep(seconds)
        if process.poll() is not None:
            raise RuntimeError(f"a watcher ended with {process.returncode}: {_end_of(log)}")
        process.kill()


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8")[-1_000:]


def _drop(inbox: Path, dropped: list[Dropped], seconds: float) -> None:
    """Drop files over so many seconds, every other one in two pieces."""
    for number, one in enumerate(dropped):
        path = inbox / one.name
        with path.open("wb") as file:
            if number % 2:
                file.write(one.content[: len(one.content) // 2])
                file.flush()
                time.sleep(seconds / len(dropped))
                file.write(one.content[len(one.content) // 2 :])
            else:
                file.write(one.content)
        time.sleep(seconds / len(dropped) / 2)


def _report(folder: Path, dropped: list[Dropped], kills: int, between: int) -> KillReport:
    expected = [mark for one in dropped for mark in one.marks]
    with closing(sqlite3.connect(folder / "data" / "gaoqian.db")) as connection:
        rows = connection.execute("SELECT guid, article FROM stories").fetchall()
    entered = Counter(mark for _, article in rows for mark in set(MARK.findall(article)))
    delivered, half_written = _delivered(folder / "inbox" / "_TAGGED")
    inbox = folder / "inbox"
    moved = {path.name for place in ("_PROCESSED", "_ERROR") for path in (inbox / place).iterdir()}
    here = [path for path in inbox.iterdir() if path.suffix in _GONE]
    return KillReport(
        files=len(dropped),
        stories=len(expected),
        kills=kills,
        between=between,
        missing=sum(entered[mark] == 0 for mark in expected),
        doubled=sum(entered[mark] > 1 for mark in expected) + len(rows) - len(expected),
        undelivered=sum(guid not in delivered for guid, _ in rows),
        delivered=delivered.total(),
        half_written=half_written,
        left=len(here) + sum(one.name not in moved for one in dropped),
    )


def _delivered(folder: Path) -> tuple[Counter[str], int]:
    """Return how often each guid was delivered, and how many files are not whole."""
    guids: Counter[str] = Counter()
    half_written = 0
    for path in folder.glob("*.jsonl"):
        content = path.read_bytes()
        try:
            guids.update(json.loads(line)["id"] for line in content.splitlines())
        except ValueError:
            half_written += 1
        half_written += not content.endswith(b"\n")
    return guids, half_written
