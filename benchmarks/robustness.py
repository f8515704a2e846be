"""``python benchmarks/robustness.py``: what newsrooms do to text, and what it costs.

Each authored article is scored by models that did not see it, as it is and disturbed, at the
thresholds that undisturbed scores gave; the table shows macro F1 and the fall in points.
"""

from collections.abc import Callable

import numpy as np

from gaoqian import Article
from gaoqian.scorer.arrays import FloatArray
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.calibration import fit_sigmoid
from gaoqian_training.candidates import DEFAULT
from gaoqian_training.datasets import Dataset, authored_articles, authored_taxonomy, read_dataset
from gaoqian_training.disturbances import DISTURBANCES
from gaoqian_training.examples import Examples
from gaoqian_training.metrics import measure
from gaoqian_training.pipeline import fit_pipeline
from gaoqian_training.splits import make_folds
from gaoqian_training.thresholds import Target, choose_thresholds

SEED = 0
AS_SENT = "原样 as sent"


def main() -> None:
    """Score every article under every disturbance and print the table."""
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    ways: dict[str, Callable[[Article], Article]] = {AS_SENT: lambda article: article}
    ways |= DISTURBANCES
    scores = _out_of_fold(dataset, ways)
    labels = dataset.labels
    calibration = fit_sigmoid(scores[AS_SENT], labels)
    probabilities = calibration.probabilities(scores[AS_SENT])
    thresholds = choose_thresholds(Target(), probabilities, labels, SEED)
    print("| text | macro F1 | points lost | none-recall | exact match |\n|---|---|---|---|---|")
    base = 0.0
    for name, decisions in scores.items():
        disturbed = calibration.probabilities(decisions)
        figures = measure(dataset.taxonomy.ids, disturbed, disturbed >= thresholds, labels)
        base = base or figures.macro_f1
        lost = 100 * (base - figures.macro_f1)
        shares = f"{figures.none_recall or 0.0:.3f} | {figures.exact_match:.3f}"
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
        for name, disturb in ways.items():
            disturbed = [disturb(article) for article in held_out]
            scores[name][fold.held_out] = pipeline.decision_function(disturbed)
    return scores


if __name__ == "__main__":
    main()
