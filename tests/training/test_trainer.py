"""Training as a whole."""

from pathlib import Path

import numpy as np
import pytest

from gaoqian import BundleError, ModelStore, Taxonomy
from gaoqian.bundle import load_bundle
from gaoqian.bundle.bundle import write_bundle
from gaoqian_training.calibration import fit_sigmoid
from gaoqian_training.candidates import candidate_named
from gaoqian_training.datasets import Dataset
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import Training, train

_LARGER = candidate_named("words+chars1-2, excerpts 0.1, svm C=1")
_WORDS = candidate_named("words, excerpts 0.1, svm C=1")


@pytest.fixture(scope="module")
def small(authored: Dataset, taxonomy: Taxonomy) -> Dataset:
    """Every sixth authored article, to train twice in a few seconds."""
    return Dataset(authored.items[::6], taxonomy, authored.files)


def test_same_seed_and_data_give_the_same_files(small: Dataset, tmp_path: Path) -> None:
    """Digests of arrays, pipeline and report are equal between two runs."""
    settings = TrainingSettings(candidates=(_LARGER,), seed=3)
    first, second = (train(small, ModelStore(tmp_path / n), settings) for n in "ab")
    assert first.manifest.files == second.manifest.files
    assert set(first.manifest.files) == {
        "golden.jsonl",
        "pipeline.joblib",
        "report.json",
        "scorer.joblib",
    }
    assert train(small, ModelStore(tmp_path / "b"), settings).path.name.endswith("-2")


def test_another_seed_gives_other_folds(small: Dataset, tmp_path: Path) -> None:
    """The out-of-fold report differs."""
    reports = [
        train(small, ModelStore(tmp_path), TrainingSettings((_LARGER,), seed=seed)).manifest.metrics
        for seed in (1, 2)
    ]
    assert reports[0] != reports[1]


def test_union_with_characters_beats_words(training: Training) -> None:
    """The decision of docs/decisions.md still holds on the authored articles."""
    by_name = {trial.candidate.name: trial.mean_average_precision for trial in training.trials}
    assert by_name[_LARGER.name] > by_name[_WORDS.name]


def test_calibration_is_right_on_average(training: Training, authored: Dataset) -> None:
    """The mean out-of-fold probability of a topic is its share of the articles."""
    labels = authored.labels[training.chosen.rows]
    calibration = fit_sigmoid(training.chosen.scores, labels)
    probabilities = calibration.probabilities(training.chosen.scores)
    assert np.abs(probabilities.mean(axis=0) - labels.mean(axis=0)).max() < 0.005


def test_failed_write_leaves_nothing(training: Training, tmp_path: Path) -> None:
    """A pipeline that cannot be written leaves no draft and no version."""

    def fail(path: Path) -> None:
        raise OSError(path)

    arrays = load_bundle(training.path).scorer.arrays
    with pytest.raises(BundleError, match="cannot be written"):
        write_bundle(tmp_path, training.manifest, arrays, {}, fail)
    assert list(tmp_path.iterdir()) == []


def test_version_is_never_overwritten(training: Training) -> None:
    """Writing an existing version is refused before anything is touched."""
    arrays = load_bundle(training.path).scorer.arrays
    with pytest.raises(BundleError, match="exists already"):
        write_bundle(training.path.parent, training.manifest, arrays, {}, lambda path: None)
