"""Quality floors on the authored articles, which only rise.

``python benchmarks/floors.py`` compares grouped cross-validation with ``floors.json`` and ends
with 1 where a figure has fallen below its floor; a test does the same in CI.
``python benchmarks/floors.py --raise`` pins today's figures; it refuses to lower one unless
``--allow-lower`` is given too, which belongs in a commit of its own that says why.
"""

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gaoqian import ModelStore
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.datasets import authored_articles, authored_taxonomy, read_dataset
from gaoqian_training.metrics import Figures
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import train

FLOORS_PATH = Path(__file__).with_name("floors.json")
#: Floors are pinned this far below what was measured: libraries and processors differ in the
#: last digits, and one article of the rarest topic moves its F1 by 0.003.
MARGIN = 0.004

Floors = Mapping[str, float]


def flatten(figures: Figures) -> dict[str, float]:
    """Name every figure that has a floor."""
    flat = {f"f1 {topic}": each.f1 for topic, each in figures.topics.items()}
    return flat | {
        "macro_f1": figures.macro_f1,
        "mean_average_precision": figures.mean_average_precision,
        "exact_match": figures.exact_match,
        "none_recall": figures.none_recall or 0.0,
    }


def shortfalls(figures: Floors, floors: Floors) -> dict[str, str]:
    """Return every figure below its floor, and every floor without a figure."""
    return {
        name: f"{figures.get(name, 0.0):.4f} < {floor:.4f}"
        for name, floor in floors.items()
        if figures.get(name, 0.0) < floor
    }


def pinned(figures: Floors, floors: Floors, *, allow_lower: bool) -> dict[str, float]:
    """Return new floors: today's figures less the margin, never lower unless allowed.

    Raises:
        ValueError: a floor would have to be lowered.
    """
    new = {name: math.floor((value - MARGIN) * 1000) / 1000 for name, value in figures.items()}
    if allow_lower:
        return new
    fallen = shortfalls(figures, floors)
    if fallen:
        raise ValueError(f"would lower floors, which needs --allow-lower: {fallen}")
    return {name: max(value, floors.get(name, 0.0)) for name, value in new.items()}


def read_floors() -> dict[str, float]:
    """Return the pinned floors."""
    floors: dict[str, float] = json.loads(FLOORS_PATH.read_text(encoding="utf-8"))
    return floors


def main() -> int:
    """Measure, compare or pin; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raise", action="store_true", dest="pin", help="pin today's figures")
    parser.add_argument("--allow-lower", action="store_true", help="even where they are lower")
    arguments = parser.parse_args()
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    with tempfile.TemporaryDirectory() as folder:
        training = train(dataset, ModelStore(Path(folder)), TrainingSettings())
    figures = flatten(training.figures)
    floors = read_floors() if FLOORS_PATH.exists() else {}
    for name, value in figures.items():
        print(f"{name:28} {value:.4f}   floor {floors.get(name, 0.0):.4f}")
    if arguments.pin:
        try:
            new = pinned(figures, floors, allow_lower=arguments.allow_lower)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        FLOORS_PATH.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
        return 0
    fallen = shortfalls(figures, floors)
    if fallen:
        print(f"below the floor: {fallen}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
