"""``gaoqian wire`` under kills, and its speed.

``python benchmarks/wire.py kill [--files N] [--kills N]`` kills it while files arrive, and ends
with 1 where a story was lost, doubled in the ledger or left half-written.
``python benchmarks/wire.py speed [--files N]`` drops files of 500 stories and compares with
``gaoqian tag`` on the same stories, in the same run.
``python benchmarks/wire.py broker [--stories N] [--kills N] [--restarts N]`` sends stories through
a NATS server while consumer and server are killed, and ends with 1 where one was lost or doubled.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from brokerbench.ordeal import endure
from measuring.dropped import jsonl_files
from measuring.material import GAOQIAN, train
from measuring.wire_kill import kill_while_dropping

_STORIES_A_FILE = 500
#: In seconds: how long a watcher lives.
_LIVES = (2.0, 6.0)
#: Likewise a consumer.
_CONSUMER_LIVES = (3.0, 8.0)


def main() -> None:
    """Run what is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=("kill", "speed", "broker"))
    parser.add_argument("--files", type=int)
    parser.add_argument("--kills", type=int, default=20, help="at least (default 20)")
    parser.add_argument("--stories", type=int, default=10_000, help="of broker (default 10000)")
    parser.add_argument("--restarts", type=int, default=3, help="of the broker (default 3)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--models", type=Path, help="instead of training a bundle first")
    arguments = parser.parse_args()
    print(f"load before {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        models = arguments.models or folder / "models"
        if arguments.models is None:
            train(models)
        if arguments.part == "kill":
            files = arguments.files or 10_000
            report = kill_while_dropping(
                models, folder, files, arguments.kills, _LIVES, arguments.jobs
            )
            print(report)
            sys.exit(not report.is_sound)
        if arguments.part == "broker":
            _run_broker(models, folder, arguments)
            return
        _measure(models, folder, arguments.files or 20, arguments.rounds, arguments.jobs)


def _run_broker(models: Path, folder: Path, options: argparse.Namespace) -> None:
    """Print what came of the stories; end with 1 where one was lost or is there twice."""
    verdict = endure(
        folder,
        models,
        options.stories,
        kills=options.kills,
        restarts=options.restarts,
        life=_CONSUMER_LIVES,
    )
    twice = sum(count - 1 for count in verdict.published.values())
    print(f"{verdict.sent} stories, {verdict.kills} kills, {verdict.restarts} broker restarts")
    print(f"in the ledger: {verdict.stored} rows of {verdict.stories} stories")
    print(f"published: {len(verdict.published)} stories, {twice} of them again")
    print(f"{verdict.seconds:.0f} s, starts of the consumer included")
    if verdict.faults:
        sys.exit("; ".join(verdict.faults))


def _measure(models: Path, folder: Path, files: int, rounds: int, jobs: int) -> None:
    paths = jsonl_files(files, _STORIES_A_FILE, folder)
    stories = files * _STORIES_A_FILE
    together = folder / "together.jsonl"
    together.write_bytes(b"".join(path.read_bytes() for path in paths))
    ways: dict[str, Callable[[int], float]] = {
        "wire": lambda turn: _time_wire(models, folder / f"round{turn}", paths, stories, jobs),
        "tag": lambda _: _time_tag(models, together),
        f"tag --jobs {jobs}": lambda _: _time_tag(models, together, "--jobs", str(jobs)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    busy: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds):
        for name, way in ways.items():
            before = _busy_seconds()
            seconds[name].append(way(turn))
            busy[name].append(_busy_seconds() - before)
    print(f"load after {os.getloadavg()[0]:.1f}")
    wire = statistics.median(seconds["wire"])
    for name, values in seconds.items():
        middle = statistics.median(values)
        print(
            f"{name:14} {stories / middle:7.0f} stories a second, wire/{name} {middle / wire:.2f}, "
            f"{statistics.median(busy[name]) / stories * 1e3:.2f} ms of CPU a story, start included"
        )


def _busy_seconds() -> float:
    """Return the processor's time that ended child processes took."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _time_tag(models: Path, path: Path, *options: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        [GAOQIAN, "tag", path, "--models", models, *options], stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - start


def _time_wire(models: Path, folder: Path, paths: Sequence[Path], stories: int, jobs: int) -> float:
    """Return the seconds from the files' arrival until all is delivered and moved."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for path in paths:
        (inbox / f".{path.name}").write_bytes(path.read_bytes())
    command: list[str | Path] = [
        GAOQIAN,
        "wire",
        "watch",
        inbox,
        "--models",
        models,
        "--data",
        folder / "data",
    ]
    command += ["--jobs", str(jobs), "--settle", "0.2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.readline()
        start = time.perf_counter()
        for path in paths:
            (inbox / f".{path.name}").rename(inbox / path.name)
        delivered = 0
        for line in process.stderr:
            if b"Delivered" in line:
                delivered += int(line.split("：".encode())[1].split()[0])
            if delivered >= stories and len(list((inbox / "_PROCESSED").iterdir())) == len(paths):
                break
        seconds = time.perf_counter() - start
        process.terminate()
        process.stderr.read()
    return seconds


if __name__ == "__main__":
    main()
