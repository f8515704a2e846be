"""The learning curve: what more articles of the same kind would bring."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from gaoqian import DataError, Manifest, Taxonomy
from gaoqian_training.candidates import Candidate
from gaoqian_training.datasets import Dataset, authored_articles, read_dataset
from gaoqian_training.examples import Examples
from gaoqian_training.metrics import measure
from gaoqian_training.pipeline import fit_pipeline
from gaoqian_training.settings import TrainingSettings

SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """What a part of the training data is worth.

    Attributes:
        articles: How many articles were fitted on.
        mean_average_precision: On the evaluation data, 0 to 1.
    """

    articles: int
    mean_average_precision: float


def training_data(manifest: Manifest) -> Dataset:
    """Return the data that a bundle was trained on, if that is the authored set.

    Raises:
        DataError: it is not, or there is no authored set here.
    """
    taxonomy = Taxonomy(tuple(entry.topic for entry in manifest.topics))
    dataset = read_dataset(authored_articles(), taxonomy)
    if dataset.fingerprint != manifest.data.get("fingerprint"):
        raise DataError(
            f"data fingerprint is {manifest.data.get('fingerprint')}, "
            f"that of the authored articles {dataset.fingerprint}"
        )
    return dataset


def learning_curve(
    training: Dataset, evaluation: Dataset, candidate: Candidate, settings: TrainingSettings
) -> Iterator[LearningPoint | None]:
    """Fit on growing parts of the training data and judge each by mean average precision.

    It needs no threshold, so nothing has to be calibrated on so few articles.

    Args:
        training: What to take the parts of.
        evaluation: What to judge on, under the same topics.
        candidate: What to fit.
        settings: User words, columns and the seed of parts and models.

    Yields:
        One for each of `SHARES`; None where the part lacks a topic, or all but one.
    """
    for part in nested_parts(training, SHARES, settings.seed):
        labels = part.labels
        if (~labels.any(axis=0) | labels.all(axis=0)).any():
            yield None
            continue
        examples = Examples.for_candidates(part, [candidate], settings.user_words, settings.rubrics)
        pipeline = fit_pipeline(examples, candidate, settings.seed)
        scores = pipeline.decision_function(evaluation.articles)
        scores = scores.reshape(len(evaluation.items), -1)  # of one topic alone it is flat
        figures = measure(evaluation.taxonomy.ids, scores, scores >= 0.0, evaluation.labels)
        yield LearningPoint(len(part.items), figures.mean_average_precision)


def nested_parts(dataset: Dataset, shares: Sequence[float], seed: int) -> list[Dataset]:
    """Return parts of a dataset, each within the next, with groups kept together.

    Groups are shuffled, and a part takes them in turn until it has its share of articles.
    """
    members: dict[str, list[int]] = {}
    for index, group in enumerate(dataset.groups):
        members.setdefault(group, []).append(index)
    order = list(members.values())
    random.Random(seed).shuffle(order)  # noqa: S311  not a secret
    before = [0, *accumulate(map(len, order))]
    total = len(dataset.items)
    chosen = (
        sorted(
            i for group, n in zip(order, before, strict=False) if n < share * total for i in group
        )
        for share in shares
    )
    return [dataset.part(part) for part in chosen]
