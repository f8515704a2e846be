"""What real copy says of the authored model: numbers that hold no text, kept beside the articles.

Models that were fitted on authored articles claim too much or too little of copy that nobody here
wrote. ``datasets/calibration.toml`` holds, for each topic, how their log odds are to be corrected,
measured on development sets of real copy by ``python benchmarks/real_copy.py fit``. It applies to
the very articles and candidate that it was measured with, and to nothing else: a house's own
archive is real copy itself, and is calibrated on.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, Self

import numpy as np

from gaoqian import DataError
from gaoqian.scorer import Calibration
from gaoqian_training.datasets import Dataset
from gaoqian_training.datasets.authored import authored_folder

NAME = "calibration.toml"


@dataclass(frozen=True, slots=True)
class TopicCorrection:
    """One topic's numbers.

    Attributes:
        slope: What log odds are multiplied by, positive.
        offset: What is added to them.
        per_length: As in `gaoqian.scorer.Calibration`; takes the place of what was learned from
            authored excerpts.
        share: The share of articles that carry the topic in what it was measured on, 0 to 1.
        threshold: The probability, so corrected, from which it is given for target ``f1``.
    """

    slope: float
    offset: float
    per_length: float
    share: float
    threshold: float

    @classmethod
    def from_table(cls, table: Any, where: str) -> Self:
        """Build it from a TOML table.

        Raises:
            DataError: a number is missing or out of range.
        """
        if not isinstance(table, dict):
            raise DataError(f"{where} is {table!r}, expected a table")
        numbers = {name: table.get(name) for name in cls.__dataclass_fields__}
        for name, value in numbers.items():
            if not isinstance(value, float) or not isfinite(value):
                raise DataError(f"{where}: '{name}' is {value!r}, expected a number with a point")
        found = cls(**numbers)  # type: ignore[arg-type]  # they are numbers
        if found.slope <= 0.0 or not 0.0 < found.share < 1.0 or not 0.0 < found.threshold < 1.0:
            raise DataError(f"{where}: {found}, expected slope > 0, share and threshold in 0 to 1")
        return found


@dataclass(frozen=True, slots=True)
class RealCopy:
    """What ``calibration.toml`` says.

    Attributes:
        source: What it was measured on, in words.
        topics: Numbers of each topic, in the taxonomy's order.
    """

    source: str
    topics: tuple[TopicCorrection, ...]

    @property
    def shares(self) -> list[float]:
        """The shares that corrected probabilities are calibrated for."""
        return [topic.share for topic in self.topics]

    @property
    def thresholds(self) -> list[float]:
        """The thresholds for target ``f1``."""
        return [topic.threshold for topic in self.topics]

    def correct(self, calibration: Calibration) -> Calibration:
        """Return a calibration on authored articles as real copy corrects it."""
        slope, offset, per_length = (
            np.array([getattr(topic, name) for topic in self.topics])
            for name in ("slope", "offset", "per_length")
        )
        return Calibration(
            slope * calibration.slope, slope * calibration.intercept + offset, per_length
        )


def real_copy_for(dataset: Dataset, candidate: str) -> RealCopy | None:
    """Return what real copy says of a candidate that is fitted on a dataset; None where nothing.

    Raises:
        DataError: the file cannot be read, or is not as expected.
    """
    path = authored_folder() / NAME
    if not path.is_file():
        return None
    return read_real_copy(path, dataset.fingerprint, candidate, dataset.taxonomy.ids)


def read_real_copy(
    path: Path, fingerprint: str, candidate: str, topics: Sequence[str]
) -> RealCopy | None:
    """Read the file; None where it is of other articles, another candidate or other topics.

    Raises:
        DataError: it cannot be read, or is not as expected.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: cannot be read as TOML in UTF-8: {error}") from error
    tables = content.get("topics", {})
    if (content.get("data"), content.get("candidate")) != (fingerprint, candidate):
        return None
    if list(tables) != list(topics):
        return None
    corrections = [TopicCorrection.from_table(tables[name], f"{path}: {name}") for name in topics]
    return RealCopy(str(content.get("source", "")), tuple(corrections))
