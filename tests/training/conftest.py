"""What several tests of training need."""

import pytest

from gaoqian_training.datasets import Dataset
from label_faults import Flipped, flip


@pytest.fixture(scope="session")
def flipped(authored: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Flipped:
    """Every third authored article, eight of them with a wrong label."""
    return flip(authored, tmp_path_factory.mktemp("review"))
