"""``gaoqian wire watch`` under kills, and its speed.

``python benchmarks/wire.py kill [--files N] [--kills N]`` kills it while files arrive, and ends
with 1 where a story was lost, doubled in the ledger or left half-written.
``python benchmarks/wire.py speed [--files N]`` drops files of 500 stories and compares with
``gaoqian tag`` on the same stories, in the same run.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from measuring.dropped import jsonl_files
from measuring.material import GAOQIAN, train
from measuring.wire_kill import kill_while_dropping

_STORIES_A_FILE = 500
#: In seconds: how long a watcher lives.
_LIVES = (2.0, 6.0)


def main() -> None:
    """Run what is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=("kill", "speed"))
    parser.add_argument("--files", type=int)
    parser.add_argument("--kills", type=int, default=20)
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
        _measure(models, folder, arguments.files or 20, arguments.rounds, arguments.jobs)


def _measure(models: Path, folder: Path, files: int, rounds: int, jobs: int) -> None:
    paths = jsonl_files(files, _STORIES_A_FILE, folder)
    stories = files * _STORIES_A_FILE
    together = folder / "together.jsonl"
    together.write_bytes(b"".join(path.read_bytes() for path in paths))
    seconds: dict[str, list[float]] = {"wire": [], "tag": [], f"tag --jobs {jobs}": []}
    for turn in range(rounds):
        seconds["wire"].append(_time_wire(models, folder / f"round{turn}", paths, stories, jobs))
        seconds["tag"].append(_time_tag(models, together))
        seconds[f"tag --jobs {jobs}"].append(_time_tag(models, together, "--jobs", str(jobs)))
    print(f"load after {os.getloadavg()[0]:.1f}")
    wire = statistics.median(seconds["wire"])
    for name, values in seconds.items():
        middle = statistics.median(values)
        print(
            f"{name:14} {stories / middle:7.0f} stories a second, wire/{name} {middle / wire:.2f}"
        )


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
