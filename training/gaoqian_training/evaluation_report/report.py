"""The report's numbers, section by section, collected for one bundle on one dataset."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gaoqian import BundleError, DataError, Manifest, ModelStore, Tagger
from gaoqian_training.candidates import candidate_named
from gaoqian_training.datasets import Dataset
from gaoqian_training.evaluation import Evaluation, Predictions, evaluate_predictions, predict
from gaoqian_training.evaluation_report.breakdown import Breakdown, break_down
from gaoqian_training.evaluation_report.comparison import Comparison, paired_bootstrap
from gaoqian_training.evaluation_report.confusion import Counts, confusion_matrix, merge_others
from gaoqian_training.evaluation_report.curves import TopicCurves, topic_curves
from gaoqian_training.evaluation_report.learning import (
    SHARES,
    LearningPoint,
    learning_curve,
    training_data,
)
from gaoqian_training.evaluation_report.mistakes import Mistake, worst_mistakes
from gaoqian_training.evaluation_report.robustness import PerturbedFigures, robustness
from gaoqian_training.evaluation_report.top_features import TopicFeatures, top_features
from gaoqian_training.perturbations import PERTURBATIONS
from gaoqian_training.settings import TrainingSettings

#: Tagging the articles as sent, under each perturbation, and one fit for each share.
STEPS = 1 + len(PERTURBATIONS) + len(SHARES)


#: Topics that are drawn; a plot of hundreds would be too large to make and to look at.
TOPICS_DRAWN = 24


@dataclass(frozen=True, slots=True)
class Absent:
    """A section that is not there, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the page says; its parts document themselves.

    Attributes:
        manifest: Of the bundle that is judged.
        dataset: What it is judged on.
        evaluation: The figures that the command prints.
        curves: Of the topics that are drawn, see `topics_drawn`.
        confusion: Counts of articles by the topics that are drawn, all others together if there
            are any, and none; see `confusion_matrix` and `merge_others`.
        learning: Points by ascending number of articles.
        features: Of the topics that are drawn.
        robustness: As sent first.
        breakdowns: By kind, genre and length.
        mistakes: Worst first.
        comparison: With the champion.
    """

    manifest: Manifest
    dataset: Dataset
    evaluation: Evaluation
    curves: tuple[TopicCurves, ...]
    confusion: Counts
    learning: tuple[LearningPoint, ...] | Absent
    features: tuple[TopicFeatures, ...]
    robustness: tuple[PerturbedFigures, ...]
    breakdowns: tuple[Breakdown, ...]
    mistakes: tuple[Mistake, ...]
    comparison: Comparison | Absent

    @property
    def others(self) -> int:
        """Number of topics that are not drawn."""
        return len(self.manifest.topics) - len(self.curves)


def topics_drawn(predictions: Predictions, limit: int = TOPICS_DRAWN) -> list[int]:
    """Return the indices of the topics to draw, ascending: all, or those with most mistakes."""
    mistakes = (predictions.predicted != predictions.truth).sum(axis=0)
    return sorted(np.argsort(-mistakes, kind="stable")[:limit].tolist())


def collect_report(
    tagger: Tagger, dataset: Dataset, store: ModelStore, on_step: Callable[[], None]
) -> Report:
    """Collect the numbers of every section.

    Args:
        tagger: The bundle to judge.
        dataset: Read under its topics.
        store: The models folder, for its champion.
        on_step: Called after each of `STEPS` steps; fewer where a section is absent.
    """
    manifest = tagger.bundle.manifest
    predictions = predict(tagger, dataset)
    perturbed = []
    for each in robustness(tagger, dataset, predictions):
        perturbed.append(each)
        on_step()
    drawn = topics_drawn(predictions)
    confusion = confusion_matrix(predictions.predicted, predictions.truth)
    return Report(
        manifest=manifest,
        dataset=dataset,
        evaluation=evaluate_predictions(tagger.version, dataset, predictions),
        curves=topic_curves(manifest.topics, predictions, drawn),
        confusion=merge_others(confusion, drawn)
        if len(drawn) < len(manifest.topics)
        else confusion,
        learning=_learning(manifest, dataset, on_step),
        features=top_features(tagger.bundle, drawn),
        robustness=tuple(perturbed),
        breakdowns=break_down(dataset, predictions),
        mistakes=worst_mistakes(tagger, dataset, predictions),
        comparison=_comparison(tagger, dataset, predictions, store),
    )


def _learning(
    manifest: Manifest, dataset: Dataset, on_step: Callable[[], None]
) -> tuple[LearningPoint, ...] | Absent:
    try:
        candidate = candidate_named(str(manifest.training.get("candidate")))
        training = training_data(manifest)
    except DataError as error:
        return Absent(f"模型不是用本机自带语料训练的 Not trained on the authored articles: {error}")
    points = []
    settings = TrainingSettings(
        (candidate,), manifest.user_words, manifest.rubrics or (), seed=_seed(manifest)
    )
    for point in learning_curve(training, dataset, candidate, settings):
        points.append(point)
        on_step()
    return tuple(point for point in points if point is not None)


def _comparison(
    tagger: Tagger, dataset: Dataset, predictions: Predictions, store: ModelStore
) -> Comparison | Absent:
    champion = store.champion()
    if champion is None:
        return Absent("没有现用模型 There is no champion to compare with.")
    if champion == tagger.version:
        return Absent("所评即现用模型 This is the champion; --model VERSION names another.")
    try:
        rival = Tagger(store.load(champion))
    except BundleError as error:
        return Absent(f"现用模型无法载入 The champion cannot be loaded: {error}")
    topics = tuple(entry.topic.id for entry in rival.bundle.manifest.topics)
    if topics != predictions.topics:
        return Absent(f"现用模型的主题不同 The champion has other topics: {', '.join(topics)}")
    seed = _seed(tagger.bundle.manifest)
    return Comparison(champion, paired_bootstrap(predict(rival, dataset), predictions, seed))


def _seed(manifest: Manifest) -> int:
    """The seed of the bundle's training, so that a report can be made again."""
    return int(manifest.training.get("seed", 0))
