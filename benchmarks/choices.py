"""Compare features, models, calibration and thresholds; print the tables of docs/choices.md.

``python benchmarks/choices.py [--dev FILE] [--repeats 2] [--seed 0] [--parts features …]``
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed

from comparison.calibrators import CALIBRATORS, expected_calibration_error, log_loss
from comparison.counts import count_features
from comparison.excerpts import WAYS, WEIGHTS, try_excerpts
from comparison.features import FEATURES, SHIPPED as SHIPPED_FEATURES
from comparison.judging import FIGURES, Estimate, draw_weights, judge
from comparison.models import MODELS, SHIPPED as SHIPPED_MODEL, ModelChoice
from comparison.nesting import Judgement, answer, probabilities
from comparison.rules import build_rules
from comparison.tables import Figures, print_figures, show
from comparison.trial import Corpus, Trial, as_trial, try_models
from gaoqian.scorer.arrays import FloatArray
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.candidates import DEFAULT
from gaoqian_training.datasets import (
    Dataset,
    authored_articles,
    authored_taxonomy,
    read_dataset,
)
from gaoqian_training.metrics import BoolArray
from gaoqian_training.splits import make_folds
from measuring.tables import print_table

PARTS = ("features", "models", "excerpts", "calibration", "rules")
#: In mean average precision: a smaller gain is not worth a change, even where it is certain.
MATTERS = 0.002


@dataclass(frozen=True, slots=True)
class Bench:
    """What is compared on, with the resamples that all choices share.

    Attributes:
        corpus: Counts, labels and folds.
        dataset: The authored articles.
        unseen: The development set; None without one.
        editorial: Number of the topic that is a genre.
        authored: Resampling weights of the authored articles.
        development: Resampling weights of the development set; None without one.
    """

    corpus: Corpus
    dataset: Dataset
    unseen: Dataset | None
    editorial: int
    authored: FloatArray
    development: FloatArray | None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Compare choices; print Markdown tables.")
    parser.add_argument("--dev", type=Path, help="labelled JSONL to judge on, never to fit on")
    parser.add_argument("--repeats", type=int, default=2, help="of cross-validation (default 2)")
    parser.add_argument("--seed", type=int, default=0, help="of folds, models and resamples")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="(default all)")
    options = parser.parse_args()
    bench = _read(options.dev, options.repeats, options.seed)
    if "features" in options.parts:
        _print_features(bench)
    winner = (
        _print_models(bench) if "models" in options.parts else _try_models(bench, MODELS[:1])[0]
    )
    if "excerpts" in options.parts:
        _print_excerpts(bench)
    if "calibration" in options.parts:
        _print_calibration(bench, winner)
    if "rules" in options.parts:
        _print_rules(bench, winner)


def _read(development: Path | None, repeats: int, seed: int) -> Bench:
    taxonomy = load_taxonomy(authored_taxonomy())
    dataset = read_dataset(authored_articles(), taxonomy)
    articles, labels = dataset.articles, np.zeros((0, len(taxonomy)), dtype=np.bool_)
    unseen = None
    if development is not None:
        unseen = read_dataset([development], taxonomy)
        articles, labels = articles + unseen.articles, unseen.labels
    folds = [make_folds(dataset, seed + repeat) for repeat in range(repeats)]
    corpus = Corpus(count_features(articles), dataset.labels, labels, folds, seed)
    print(
        f"{len(dataset.items)} authored articles, {repeats} × {len(folds[0])} folds, seed {seed}."
    )
    given = f"Development set: {len(labels)} items." if len(labels) else "No development set given"
    print(given + ("\n" if len(labels) else " (--dev): its columns and tables are left out.\n"))
    genres = [index for index, topic in enumerate(taxonomy) if topic.kind == "genre"]
    unseen_weights = draw_weights(len(labels), seed) if len(labels) else None
    weights = draw_weights(len(dataset.items), seed)
    return Bench(corpus, dataset, unseen, genres[0], weights, unseen_weights)


def _print_features(bench: Bench) -> None:
    print(f"## Features, with {SHIPPED_MODEL.name}\n")
    tasks = (delayed(try_models)(bench.corpus, f, [SHIPPED_MODEL]) for f in FEATURES)
    scores = chain.from_iterable(Parallel(n_jobs=-1)(tasks))
    names = [choice.name for choice in FEATURES]
    trials = [as_trial(bench.corpus, n, s) for n, s in zip(names, scores, strict=True)]
    _print_judgements(bench, _answer_all(bench, trials))


def _print_models(bench: Bench) -> Trial:
    """Print, and return what ships unless another is above it by more than noise and `MATTERS`."""
    print(f"## Models, on {SHIPPED_FEATURES.name}\n")
    trials = _try_models(bench, MODELS)
    results = _print_judgements(bench, _answer_all(bench, trials))
    gains = [results[t.name]["mAP"].minus(results[SHIPPED_MODEL.name]["mAP"]) for t in trials]
    better = [
        (gain.value, trial)
        for gain, trial in zip(gains, trials, strict=True)
        if gain.value >= MATTERS and gain.interval[0] > 0
    ]
    return max(better, key=lambda pair: pair[0], default=(0.0, trials[0]))[1]


def _try_models(bench: Bench, models: Sequence[ModelChoice]) -> list[Trial]:
    tasks = (delayed(try_models)(bench.corpus, SHIPPED_FEATURES, [model]) for model in models)
    scores = chain.from_iterable(Parallel(n_jobs=-1)(tasks))
    pairs = zip(models, scores, strict=True)
    return [as_trial(bench.corpus, model.name, parts) for model, parts in pairs]


def _answer_all(bench: Bench, trials: list[Trial]) -> list[Judgement]:
    return list(Parallel(n_jobs=-1)(delayed(answer)(_lean(bench), trial) for trial in trials))


def _lean(bench: Bench) -> Corpus:
    """Leave out the counts, which answering has no use for and processes would copy."""
    corpus = bench.corpus
    return Corpus({}, corpus.labels, corpus.development, corpus.repeats, corpus.seed)


def _print_judgements(
    bench: Bench, judgements: list[Judgement], columns: tuple[str, ...] = FIGURES
) -> dict[str, Figures]:
    authored: dict[str, Figures] = {
        j.name: judge(j.authored, bench.corpus.labels, bench.authored, bench.editorial)
        for j in judgements
    }
    print_figures("Out of fold", authored, columns)
    if bench.development is not None:
        truth = bench.corpus.development
        development: dict[str, Figures] = {
            j.name: judge(j.development, truth, bench.development, bench.editorial)
            for j in judgements
        }
        print_figures("Development set", development, columns)
    return authored


def _print_excerpts(bench: Bench) -> None:
    print(f"## Excerpts, with {DEFAULT.name.split(', excerpts')[0]} and its C\n")
    seed, unseen = bench.corpus.seed, bench.unseen
    tasks = (delayed(try_excerpts)(bench.dataset, unseen, weight, seed) for weight in WEIGHTS)
    trials = list(Parallel(n_jobs=-1)(tasks))
    for way in WAYS:
        authored: dict[str, Figures] = {
            t.name: judge(t.authored[way], bench.corpus.labels, bench.authored, bench.editorial)
            for t in trials
        }
        print_figures(f"Out of fold, {way}", authored, FIGURES)
    if bench.development is None:
        return
    for way in WAYS:
        truth = bench.corpus.development
        development: dict[str, Figures] = {
            t.name: judge(t.development[way], truth, bench.development, bench.editorial)
            for t in trials
        }
        print_figures(f"Development set, {way}", development, FIGURES)


def _print_calibration(bench: Bench, winner: Trial) -> None:
    print(f"## Calibration of {winner.name}\n")
    rows = []
    for name, calibrator in CALIBRATORS.items():
        nested, unseen = probabilities(bench.corpus, winner, calibrator)
        row = [name, *_calibration(nested, bench.corpus.labels, bench.authored)]
        if bench.development is not None:
            row += _calibration(unseen, bench.corpus.development, bench.development)
        rows.append(row)
    header = ["calibration", "error, out of fold", "log loss, out of fold"]
    header += ["error, development", "log loss, development"] * (bench.development is not None)
    print_table(header, rows)


def _calibration(chances: FloatArray, labels: BoolArray, weights: FloatArray) -> list[str]:
    errors = np.mean([expected_calibration_error(p, labels, weights) for p in chances], axis=0)
    losses = np.mean([log_loss(p, labels).mean(axis=1) for p in chances], axis=0)
    means = weights @ losses / weights.sum(axis=1)
    return [show(Estimate(float(row[0]), row[1:]), 4) for row in (errors, means)]


def _print_rules(bench: Bench, winner: Trial) -> None:
    print(f"## Threshold rules, with {winner.name}\n")
    tasks = (
        delayed(answer)(_lean(bench), Trial(name, winner.scores, winner.development), rule)
        for name, rule in build_rules(bench.editorial).items()
    )
    # Rules are closures, which processes cannot be sent; there are few of them.
    judgements = [task[0](*task[1]) for task in tasks]
    _print_judgements(bench, judgements, ("macro F1", "none-recall", *FIGURES[3:]))
    print(f"Thresholds of {judgements[0].name}, by repeat:\n")
    for row in judgements[0].thresholds:
        print("-", ", ".join(f"{threshold:.2f}" for threshold in row))


if __name__ == "__main__":
    main()
