"""``make bench``: how fast one article is tagged, and how soon the service is ready.

Prints a table for ``benchmarks/README.md``. Ratios of one run are what counts: the machine
changes, the ratios hardly do.
"""

import platform
import subprocess
import sys
import tempfile
import time
import urllib.request
from importlib.metadata import version
from pathlib import Path

import rjieba

from corpus import articles_of_length
from gaoqian import ModelStore, Tagger
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.candidates import DEFAULT
from gaoqian_training.datasets import authored_articles, authored_taxonomy, read_dataset
from gaoqian_training.trainer import TrainingSettings, train
from timing import medians
from usual_pipeline import as_text, fit_usual_pipeline

CHARACTERS = 600
ARTICLES = 200
ROUNDS = 9
STARTS = 7


def main() -> None:
    """Measure and print."""
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    with tempfile.TemporaryDirectory() as folder:
        store = ModelStore(Path(folder))
        store.promote(train(dataset, store, TrainingSettings((DEFAULT,))).manifest.version)
        print(_machine())
        _print_tagging(Tagger.load(folder), fit_usual_pipeline(dataset))
        _print_start(Path(folder))


def _machine() -> str:
    names = ("numpy", "scikit-learn", "rjieba", "jieba")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    return f"{platform.machine()}, Python {platform.python_version()}, {libraries}\n"


def _print_tagging(tagger: Tagger, usual: object) -> None:
    articles = articles_of_length(CHARACTERS, ARTICLES)
    texts = [as_text(article) for article in articles]
    ways = {
        "usual pipeline": lambda: [usual.predict_proba([text]) for text in texts],  # type: ignore[attr-defined]
        "gaoqian": lambda: [tagger.tag(article) for article in articles],
        "gaoqian, with evidence": lambda: [tagger.tag(a, explain=True) for a in articles],
        "rjieba.cut alone": lambda: [rjieba.cut(text) for text in texts],
    }
    seconds = medians(ways, ROUNDS)
    print(f"One article of {CHARACTERS} characters, one by one, one thread, median of {ROUNDS}:\n")
    print("| what | µs an article | usual pipeline takes × as long | × rjieba.cut |")
    print("|---|---|---|---|")
    usual_seconds, floor = seconds["usual pipeline"], seconds["rjieba.cut alone"]
    for name, value in seconds.items():
        micros = value / ARTICLES * 1e6
        print(f"| {name} | {micros:.0f} | {usual_seconds / value:.1f} | {value / floor:.1f} |")


def _print_start(folder: Path) -> None:
    """Time from the start of the process to the first answer of ``/health/ready``."""
    floor_code = "import fastapi, numpy, uvicorn"
    ways = {
        "gaoqian serve to ready": lambda: _serve_until_ready(folder),
        "importing FastAPI, uvicorn and numpy": lambda: subprocess.run(
            [sys.executable, "-c", floor_code], check=True
        ),
    }
    print(f"\nCold start, median of {STARTS}:\n\n| what | seconds |\n|---|---|")
    for name, value in medians(ways, STARTS).items():
        print(f"| {name} | {value:.2f} |")


def _serve_until_ready(folder: Path) -> None:
    command = Path(sys.executable).with_name("gaoqian")
    with subprocess.Popen(
        [command, "serve", "--port", "0", "--models", folder], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = "http" + process.stdout.readline().split("http", 1)[1].partition("（")[0].strip()
        while True:
            try:
                urllib.request.urlopen(f"{address}/health/ready", timeout=5).read()
                break
            except OSError:
                time.sleep(0.01)
        process.terminate()


if __name__ == "__main__":
    main()
