"""An archive of articles in one file: the command, with one process and with two."""

import json
import subprocess
import time
from pathlib import Path

from corpus import articles_of_length
from measuring.material import GAOQIAN, Material, models_environment, write_articles
from measuring.peers import PeerError, environment, fit_usual, interpreter, last_line
from measuring.tables import print_absent, print_table, ratio
from measuring.timing import Way, medians

CHARACTERS = 600
ARTICLES = 40_000
#: The usual pipeline goes through the first of the file only: the whole would take minutes.
SAMPLE = 1_000
ROUNDS = 3
USUAL, ONE_JOB = "usual pipeline, joblib, 2 jobs", "gaoqian tag --jobs 1"


def measure(material: Material, rounds: int = ROUNDS) -> None:
    """Time the command and the usual pipeline in turn and print the table."""
    path = material.folder / "archive.jsonl"
    write_articles(path, articles_of_length(CHARACTERS, ARTICLES))
    counts = {ONE_JOB: ARTICLES, "gaoqian tag --jobs 2": ARTICLES, USUAL: SAMPLE}
    ways = {name: _command(material, path, jobs) for jobs, name in enumerate(list(counts)[:2], 1)}
    absent: dict[str, str] = {}
    try:
        ways[USUAL] = _usual(material)
    except PeerError as error:
        absent[USUAL] = str(error)
    seconds = medians(ways, rounds, absent, warm_ups=0)
    rates = {name: counts[name] / value for name, value in seconds.items()}
    print(f"{ARTICLES:,} articles of {CHARACTERS} characters in one file, median of {rounds}:\n")
    print_table(
        ["what", "articles a second", "× one job", "× usual pipeline"],
        (
            [name, f"{rate:.0f}", ratio(rate, rates[ONE_JOB], 2), ratio(rate, rates.get(USUAL))]
            for name, rate in rates.items()
        ),
    )
    print_absent(absent)


def tag_command(path: Path, output: Path, jobs: int) -> list[str | Path]:
    """Return the command that tags a file without evidence."""
    return [GAOQIAN, "tag", "--no-explain", "--jobs", str(jobs), "--output", output, path]


def _command(material: Material, path: Path, jobs: int) -> Way:
    """The whole command, from its start to its end, with every line written."""

    def way() -> float:
        output = material.folder / "tagged.jsonl"
        output.unlink(missing_ok=True)
        start = time.perf_counter()
        subprocess.run(
            tag_command(path, output, jobs), check=True, env=models_environment(material.models)
        )
        seconds = time.perf_counter() - start
        with output.open("rb") as lines:
            assert sum(1 for _ in lines) == ARTICLES
        return seconds

    return way


def _usual(material: Material) -> Way:
    """The first articles by joblib; raises `PeerError` where that is not installed."""
    fit_usual(material)
    texts = material.write_texts("bulk", articles_of_length(CHARACTERS, SAMPLE))
    python, model = interpreter("usual"), material.usual_model
    command: list[str | Path] = [python, "-m", "peers.usual_bulk", model, texts, "2"]

    def way() -> float:
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment(), check=False
        )
        if done.returncode:
            raise PeerError(f"could not be run: {last_line(done.stderr)}")
        return float(json.loads(done.stdout)["seconds"])

    return way
