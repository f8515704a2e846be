"""What the authored model is worth on real copy, and how its probabilities are corrected by it.

``python benchmarks/real_copy.py judge --real FOLDER`` prints tables: cross-fitted over the
gathered sets, with one whole set left out, with live shares, on a drifting house, on the stream,
and on copy that was cut. ``fit`` writes ``datasets/calibration.toml`` anew, which belongs to every
change of the authored articles or of the default candidate. The sets are other people's texts,
read where they lie and copied nowhere.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from gaoqian import ModelStore, Tagger
from gaoqian.scorer.arrays import FloatArray
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.candidates import DEFAULT
from gaoqian_training.datasets import Dataset, authored_articles, authored_taxonomy, read_dataset
from gaoqian_training.metrics import Figures
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import train
from realcopy.calibrating import Rows, fit_correction, stack
from realcopy.judging import (
    apply,
    best_thresholds,
    cross_fit,
    default_thresholds,
    drifting,
    judge,
    live,
    stream_precision,
)
from realcopy.scoring import Scored, score_gathered, score_stream
from realcopy.sets import GATHERED, REAL, Stream, read_gathered, read_stream

TARGET = Path(__file__).resolve().parents[1] / "datasets" / "calibration.toml"


@dataclass(frozen=True, slots=True)
class Seen:
    """All sets as one model sees them.

    Attributes:
        topics: Topic identifiers.
        gathered: The gathered sets, by name.
        labelled: The labelled part of the stream.
        stream: The stream.
        logits: Of all of it, shape ``(articles, topics)``.
        characters: How long each article of it is.
    """

    topics: tuple[str, ...]
    gathered: dict[str, Scored]
    labelled: Rows
    stream: Stream
    logits: FloatArray
    characters: list[int]

    @property
    def rows(self) -> Rows:
        """Everything that is labelled."""
        return stack(
            [*(rows for one in self.gathered.values() for rows in one.rows), self.labelled]
        )


def look(folder: Path, dataset: Dataset) -> Seen:
    """Train the default candidate on the authored articles, and score all sets."""
    topics = dataset.taxonomy.ids
    with tempfile.TemporaryDirectory() as models:
        settings = TrainingSettings(candidates=(DEFAULT,), real_copy=False, golden=False)
        tagger = Tagger.load(train(dataset, ModelStore(Path(models)), settings).path)
        gathered = {
            name: score_gathered(tagger, read_gathered(folder, name, topics)) for name in GATHERED
        }
        stream = read_stream(folder, topics)
        labelled, logits, characters = score_stream(tagger, stream)
    return Seen(topics, gathered, labelled, stream, logits, characters)


def show(title: str, figures: Figures) -> None:
    """Print one row of a table."""
    editorial = figures.topics["editorial"]
    print(
        f"| {title} | {figures.macro_f1:.3f} | {figures.mean_average_precision:.3f} "
        f"| {figures.none_recall:.3f} | {figures.exact_match:.3f} "
        f"| {editorial.precision:.2f} / {editorial.recall:.2f} / {editorial.f1:.3f} |"
    )


def judge_all(seen: Seen) -> None:
    """Print every table."""
    print(
        "| set | macro F1 | mAP | none-recall | exact | editorial P / R / F1 |\n|---|" + "---|" * 5
    )
    thresholds = choose(seen)
    _judge_gathered(seen, thresholds)
    _judge_cut(seen, thresholds)
    _judge_drift(seen, thresholds)
    _judge_stream(seen, thresholds)


def choose(seen: Seen) -> FloatArray:
    """Choose the thresholds that ship."""
    crossed = _crossed(seen)
    together = np.vstack([crossed[f"{name}, whole"] for name in seen.gathered])
    labels = np.vstack([one.whole.labels for one in seen.gathered.values()])
    streamed = fit_correction(seen.rows).probabilities(seen.logits, seen.characters)
    return default_thresholds(seen.topics, (together, labels), seen.stream, streamed)


def without(seen: Seen, name: str) -> Seen:
    """Return the sets without one of the gathered ones."""
    return replace(seen, gathered={n: one for n, one in seen.gathered.items() if n != name})


def _crossed(seen: Seen) -> dict[str, FloatArray]:
    """Return cross-fitted probabilities of the gathered rows, by set and way."""
    found = cross_fit(seen.rows)
    parts, start = {}, 0
    for name, one in seen.gathered.items():
        for way, part in {"whole": one.whole, **one.cut}.items():
            parts[f"{name}, {way}"] = found[start : start + len(part.characters)]
            start += len(part.characters)
    return parts


def _judge_gathered(seen: Seen, thresholds: FloatArray) -> None:
    crossed = _crossed(seen)
    together = np.vstack([crossed[f"{name}, whole"] for name in seen.gathered])
    both = stack([one.whole for one in seen.gathered.values()])
    show("both, cross-fitted", judge(seen.topics, together, both, thresholds))
    shares = fit_correction(seen.rows).shares.tolist()
    for name, one in seen.gathered.items():
        p, truth = crossed[f"{name}, whole"], one.whole
        show(f"{name}, cross-fitted", judge(seen.topics, p, truth, thresholds))
        _, chosen = live(p, shares, thresholds)
        show(f"{name}, cross-fitted, live shares", judge(seen.topics, p, truth, chosen))
        others = without(seen, name)
        correction, known = fit_correction(others.rows), choose(others)
        left = apply(correction, truth)
        show(f"{name}, left out", judge(seen.topics, left, truth, known))
        _, chosen = live(left, correction.shares.tolist(), known)
        show(f"{name}, left out, live shares", judge(seen.topics, left, truth, chosen))
        best = best_thresholds(p, truth.labels)
        show(f"{name}, best in hindsight", judge(seen.topics, p, truth, best))


def _judge_cut(seen: Seen, thresholds: FloatArray) -> None:
    crossed = _crossed(seen)
    for name, one in seen.gathered.items():
        for way, rows in one.cut.items():
            p = crossed[f"{name}, {way}"]
            show(f"{name}, {way}", judge(seen.topics, p, rows, thresholds))


def _judge_drift(seen: Seen, thresholds: FloatArray) -> None:
    crossed = _crossed(seen)
    together = np.vstack([crossed[f"{name}, whole"] for name in seen.gathered])
    labels = np.vstack([one.whole.labels for one in seen.gathered.values()])
    shares = fit_correction(seen.rows).shares.tolist()
    print("\n| commentary | none | largest error of a share | live F1 | best F1 | in hindsight |")
    print("|---|---|---|---|---|---|")
    editorial = seen.topics.index("editorial")
    for one in drifting(together, labels, shares, thresholds, editorial):
        print(
            f"| {one.commentary:.2f} | {one.none:.2f} | {one.error:.3f} | {one.live:.3f} "
            f"| {one.best:.3f} | {one.hindsight:.3f} |"
        )


def _judge_stream(seen: Seen, thresholds: FloatArray) -> None:
    correction = fit_correction(seen.rows)
    p = correction.probabilities(seen.logits, seen.characters)
    shares, chosen = live(p, correction.shares.tolist(), thresholds)
    print("\n| topic | share found | at | given | labelled | right | precision | kept |")
    print("|---|---|---|---|---|---|---|---|")
    for title, cut in (("default", thresholds), ("live", chosen)):
        for topic, name in enumerate(seen.topics):
            told = stream_precision(seen.stream, topic, name, p[:, topic] >= cut[topic])
            given, labelled, right, kept, earlier = told
            precision = right / labelled if labelled else 1.0
            print(
                f"| {name} | {shares[topic]:.3f} | {title} {cut[topic]:.2f} | {given} "
                f"| {labelled} | {right} | {precision:.2f} | {kept} of {earlier} |"
            )


def write(seen: Seen, dataset: Dataset) -> None:
    """Write the numbers with what they come from."""
    correction = fit_correction(seen.rows)
    articles = sum(len(one.whole.characters) for one in seen.gathered.values())
    source = f"{articles} articles of two gathered sets, {len(seen.stream.known)} of a stream"
    lines = [
        "# How the log odds of the authored model are corrected on real copy. Written by",
        "# python benchmarks/real_copy.py fit; gaoqian_training.real_copy says what each means.",
        f'data = "{dataset.fingerprint}"',
        f'candidate = "{DEFAULT.name}"',
        f'source = "{source}"',
    ]
    columns = (
        *(correction.slope, correction.offset, correction.per_length, correction.shares),
        choose(seen),
    )
    for topic, numbers in zip(seen.topics, np.array(columns).T, strict=True):
        lines += ["", f"[topics.{topic}]"]
        names = ("slope", "offset", "per_length", "share", "threshold")
        lines += [f"{name} = {value:.4f}" for name, value in zip(names, numbers, strict=True)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"written: {TARGET}")


def main() -> int:
    """Judge, or fit; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("judge", "fit"))
    parser.add_argument("--real", type=Path, default=REAL, help="folder of the development sets")
    arguments = parser.parse_args()
    if not arguments.real.is_dir():
        print(f"{arguments.real}: no such folder; the sets are not part of the project")
        return 1
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    seen = look(arguments.real, dataset)
    judge_all(seen) if arguments.what == "judge" else write(seen, dataset)
    return 0


if __name__ == "__main__":
    sys.exit(main())
