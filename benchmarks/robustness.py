"""``python benchmarks/robustness.py``: what newsrooms do to text, and what it costs.

Each authored article is scored by models that did not see it, as it is and perturbed, at the
thresholds that unperturbed scores gave; the table shows macro F1, the fall in points, and how
often nothing is said at all. Where real copy lies beside the checkout, or where ``--real`` says,
it is cut likewise and tagged by the model that ships (its correction has seen these sets; what it
is worth on articles it has not seen is told by ``benchmarks/real_copy.py judge``).
"""

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from gaoqian import Article, ModelStore, Tagger
from gaoqian.decision import decide
from gaoqian.mixture import ThresholdObjective
from gaoqian.scorer.arrays import FloatArray
from gaoqian.taxonomy import load_taxonomy
from gaoqian.text import compose
from gaoqian_training.calibration import fit_sigmoid
from gaoqian_training.candidates import DEFAULT
from gaoqian_training.datasets import Dataset, authored_articles, authored_taxonomy, read_dataset
from gaoqian_training.evaluation import evaluate
from gaoqian_training.examples import Examples
from gaoqian_training.metrics import Figures, measure
from gaoqian_training.perturbations import PERTURBATIONS
from gaoqian_training.pipeline import fit_pipeline
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.splits import make_folds
from gaoqian_training.thresholds import choose_thresholds
from gaoqian_training.trainer import train
from realcopy.sets import GATHERED, REAL

_HEAD = (
    "| text | macro F1 | points lost | none-recall | exact match | abstained |\n|---|" + "---|" * 5
)
SEED = 0
AS_SENT = "原样 as sent"


def main() -> None:
    """Score every article under every perturbation and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--real", type=Path, default=REAL, help="folder of the development sets")
    folder = parser.parse_args().real
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    print(_HEAD)
    _authored(dataset)
    if folder.is_dir():
        _real(dataset, folder)
    else:
        print(f"{folder}: no real copy there, its rows are left out")


def _authored(dataset: Dataset) -> None:
    ways = {AS_SENT: _as_sent, **PERTURBATIONS}
    scores = _out_of_fold(dataset, ways)
    lengths = {
        name: [len(compose(way(article)).text) for article in dataset.articles]
        for name, way in ways.items()
    }
    labels = dataset.labels
    short = "只有首段 first paragraph only"  # what training learns lengths from, too
    calibration = fit_sigmoid(
        np.vstack([scores[AS_SENT], scores[short]]),
        np.vstack([labels, labels]),
        [*lengths[AS_SENT], *lengths[short]],
    )
    probabilities = calibration.probabilities(scores[AS_SENT], lengths[AS_SENT])
    thresholds = choose_thresholds(ThresholdObjective(), probabilities, labels, SEED)
    base = 0.0
    for name, decisions in scores.items():
        perturbed = calibration.probabilities(decisions, lengths[name])
        figures = measure(dataset.taxonomy.ids, perturbed, perturbed >= thresholds, labels)
        said = [
            decide(row, thresholds, characters=length).status
            for row, length in zip(perturbed.tolist(), lengths[name], strict=True)
        ]
        base = base or figures.macro_f1
        _row(name, figures, base, said.count("abstained") / len(said))


def _real(dataset: Dataset, folder: Path) -> None:
    ways = {
        AS_SENT: _as_sent,
        **{name: PERTURBATIONS[name] for name in PERTURBATIONS if "只有" in name},
    }
    with tempfile.TemporaryDirectory() as models:
        settings = TrainingSettings(candidates=(DEFAULT,), golden=False)
        tagger = Tagger.load(train(dataset, ModelStore(Path(models)), settings).path)
        for set_name, file in GATHERED.items():
            real = read_dataset([folder / file], dataset.taxonomy)
            base = 0.0
            for name, way in ways.items():
                items = tuple(replace(one, article=way(one.article)) for one in real.items)
                judged = evaluate(tagger, replace(real, items=items))
                base = base or judged.figures.macro_f1
                share = judged.abstained / len(items)
                _row(f"{set_name}: {name}", judged.figures, base, share)


def _as_sent(article: Article) -> Article:
    return article


def _row(name: str, figures: Figures, base: float, abstained: float) -> None:
    lost = 100 * (base - figures.macro_f1)
    shares = f"{figures.none_recall or 0.0:.3f} | {figures.exact_match:.3f} | {abstained:.3f}"
    print(f"| {name} | {figures.macro_f1:.3f} | {lost:.1f} | {shares} |")


def _out_of_fold(
    dataset: Dataset, ways: dict[str, Callable[[Article], Article]]
) -> dict[str, FloatArray]:
    articles, labels = dataset.articles, dataset.labels
    scores = {name: np.zeros(labels.shape) for name in ways}
    for fold in make_folds(dataset, SEED):
        part = dataset.part(fold.fit.tolist())
        pipeline = fit_pipeline(Examples.for_candidates(part, [DEFAULT]), DEFAULT, SEED)
        held_out = [articles[index] for index in fold.held_out]
        for name, perturb in ways.items():
            perturbed = [perturb(article) for article in held_out]
            scores[name][fold.held_out] = pipeline.decision_function(perturbed)
    return scores


if __name__ == "__main__":
    main()
