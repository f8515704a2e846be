"""What real copy says of the authored model."""

from pathlib import Path

import numpy as np
import pytest

from gaoqian import DataError, ModelStore
from gaoqian.mixture import parse_objective
from gaoqian.scorer import Calibration
from gaoqian_training.candidates import DEFAULT
from gaoqian_training.datasets import Dataset
from gaoqian_training.real_copy import read_real_copy, real_copy_for
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import Training, train

_FILE = """
data = "sha256:1"
candidate = "words"
source = "a test"

[topics.a]
slope = 2.0
offset = -1.0
per_length = -0.5
share = 0.1
threshold = 0.4
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of numbers for one topic."""
    path = tmp_path / "calibration.toml"
    path.write_text(_FILE, encoding="utf-8")
    return path


def test_log_odds_are_corrected(path: Path) -> None:
    """Slope and offset apply to log odds as calibrated before; lengths are learned anew."""
    real = read_real_copy(path, "sha256:1", "words", ["a"])
    assert real is not None
    before = Calibration(np.array([3.0]), np.array([0.5]), np.array([9.0]))
    after = real.correct(before)
    scores = np.array([[0.2], [1.5]])
    assert np.allclose(after.logits(scores), 2.0 * before.logits(scores) - 1.0)
    assert after.per_length.tolist() == [-0.5]
    assert (real.shares, real.thresholds) == ([0.1], [0.4])


@pytest.mark.parametrize(
    "asked",
    [("sha256:2", "words", ["a"]), ("sha256:1", "others", ["a"]), ("sha256:1", "words", [])],
)
def test_other_models_are_left_alone(path: Path, asked: tuple[str, str, list[str]]) -> None:
    """Numbers hold for the articles, the candidate and the topics that they were measured with."""
    assert read_real_copy(path, *asked) is None


@pytest.mark.parametrize(
    "line",
    [
        "slope = -2.0",
        "slope = nan",
        "offset = inf",
        "share = 1.5",
        'threshold = "half"',
        "offset = 1",
    ],
)
def test_faults_are_named(path: Path, line: str) -> None:
    """The error says which topic and what was expected."""
    name = line.split(maxsplit=1)[0]
    kept = [old for old in _FILE.splitlines() if not old.startswith(f"{name} ")]
    path.write_text("\n".join([*kept, line]), encoding="utf-8")
    with pytest.raises(DataError, match=r"a: .*expected"):
        read_real_copy(path, "sha256:1", "words", ["a"])


def test_file_is_of_todays_articles(authored: Dataset, training: Training) -> None:
    """Whoever changes the authored articles or the default candidate measures anew."""
    real = real_copy_for(authored, DEFAULT.name)
    assert real is not None
    assert training.chosen.candidate == DEFAULT
    manifest = training.manifest
    assert manifest.training["calibration"] == real.source
    assert [entry.share for entry in manifest.topics] == real.shares
    assert list(manifest.thresholds) == real.thresholds


def test_house_calibrates_on_its_own_archive(authored: Dataset, tmp_path: Path) -> None:
    """Other articles, and other targets, get thresholds out of fold, and their own shares."""
    house = authored.part(range(0, len(authored.items), 5))
    settings = TrainingSettings(candidates=(DEFAULT,), target=parse_objective("none-recall=0.97"))
    training = train(house, ModelStore(tmp_path), settings)
    assert training.manifest.training["calibration"] == "out of fold"
    shares = [entry.share for entry in training.manifest.topics]
    assert shares == pytest.approx(house.labels.mean(axis=0).tolist(), abs=0.03)
    assert training.figures.none_recall is not None
    assert training.figures.none_recall >= 0.97
