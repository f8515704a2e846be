"""The wire under stress: ``python benchmarks/wire.py kill``, and the same with ``speed``.

``kill`` lets 10,000 files of all formats arrive while the watcher is killed (SIGKILL) every few
seconds, and ends with 1 where a story was lost, delivered in half, or is in the ledger twice.
``speed`` measures stories a second from their arrival to the last delivery, with SQLite, beside
``gaoqian tag`` on the same stories.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring.machine import describe_machine
from measuring.material import GAOQIAN, models_environment, train
from measuring.tables import print_table
from wirebench.copy import Arrival, jsonl_files, mixed_files, put
from wirebench.judging import Account, faults, settle
from wirebench.watching import Desk, wait_until, watching

#: Seconds from a watcher's start to its end; it takes two or three of them to start.
_LIFE = (3.0, 8.0)
STORIES_A_FILE = 100


def kill(desk: Desk, count: int, seed: int = 0) -> tuple[Account, int]:
    """Let files arrive, kill watchers until all are dealt with, and return how many it took."""
    arrivals = list(mixed_files(count, seed))
    for arrival in arrivals:
        put(desk.drop, arrival)
    chance = random.Random(seed)  # noqa: S311  moments, not secrets
    kills = 0
    while desk.waiting():
        with watching(desk) as watcher:
            time.sleep(chance.uniform(*_LIFE))
            watcher.kill()
        kills += 1
    subprocess.run(desk.command("--once"), check=True, capture_output=True)
    return settle(desk, arrivals), kills


def speed(desk: Desk, files: int) -> float:
    """Return the stories a second that go through a watcher, from arrival to delivery."""
    arrivals = list(jsonl_files(files, STORIES_A_FILE))
    with watching(desk) as watcher:
        (first,) = jsonl_files(1, 1, seed=1)
        put(desk.drop, first)
        wait_until(lambda: _done(desk) == 1, watcher)
        start = time.perf_counter()
        for arrival in arrivals:
            put(desk.drop, arrival)
        wait_until(lambda: _done(desk) == 1 + files, watcher)
        seconds = time.perf_counter() - start
    found = faults(settle(desk, [first, *arrivals]))
    if found:
        raise RuntimeError("; ".join(found))
    return files * STORIES_A_FILE / seconds


def tag_alone(desk: Desk, arrivals: list[Arrival], jobs: int) -> float:
    """Return the stories a second of ``gaoqian tag``, its start included."""
    archive = desk.folder / "archive.jsonl"
    archive.write_bytes(b"".join(arrival.data for arrival in arrivals))
    command: list[str | Path] = [GAOQIAN, "tag", "--jobs", str(jobs), archive]
    start = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, env=models_environment(desk.models)
    )
    return len(arrivals) * STORIES_A_FILE / (time.perf_counter() - start)


def _done(desk: Desk) -> int:
    folder = desk.drop / "_PROCESSED"
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


def _print_kill(desk: Desk, count: int) -> int:
    account, kills = kill(desk, count)
    twice = sum(times > 1 for times in account.delivered.values())
    print_table(
        ["files", "stories", "kills", "in the ledger", "delivered", "more than once", "refused"],
        [
            [
                f"{account.files:,}",
                f"{len(account.stories):,}",
                str(kills),
                f"{account.ledger:,}",
                f"{len(account.delivered):,}",
                f"{twice:,}",
                f"{account.refused:,}",
            ]
        ],
    )
    found = faults(account)
    print("\n".join(found) or "nothing lost, nothing twice in the ledger, nothing half-written")
    return bool(found)


def _print_speed(desk: Desk, files: int) -> int:
    wire = speed(desk, files)
    arrivals = list(jsonl_files(files, STORIES_A_FILE))
    alone = {jobs: tag_alone(desk, arrivals, jobs) for jobs in (1, 2)}
    rows = [["gaoqian wire watch", f"{wire:,.0f}", f"{wire / alone[2]:.2f}"]]
    rows += [
        [f"gaoqian tag --jobs {jobs}", f"{rate:,.0f}", f"{rate / alone[2]:.2f}"]
        for jobs, rate in alone.items()
    ]
    print_table(["command", "stories a second", "ratio"], rows)
    return 0


def main() -> None:
    """Measure and print; ends with 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("kill").add_argument("--files", type=int, default=10_000)
    commands.add_parser("speed").add_argument("--files", type=int, default=300)
    arguments = parser.parse_args()
    print(describe_machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        train(Path(folder) / "models")
        desk = Desk(Path(folder), Path(folder) / "models")
        act = _print_kill if arguments.command == "kill" else _print_speed
        sys.exit(act(desk, arguments.files))


if __name__ == "__main__":
    main()
