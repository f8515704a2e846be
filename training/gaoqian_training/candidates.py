"""The grid that training chooses from: few candidates, each with a name that says what it is."""

from dataclasses import dataclass

from gaoqian.taxonomy import Mode
from gaoqian_training.features import FeatureSettings, ModelSettings


@dataclass(frozen=True, slots=True)
class Candidate:
    """A choice of features and models.

    Attributes:
        name: What tables and manifests call it.
        features: Its features.
        models: Its linear models.
    """

    name: str
    features: FeatureSettings
    models: ModelSettings


def _candidate(ngrams: tuple[int, int] | None, regularisation: float) -> Candidate:
    blocks = "words" if ngrams is None else f"words+chars{ngrams[0]}-{ngrams[1]}"
    return Candidate(
        name=f"{blocks}, svm C={regularisation:g}",
        features=FeatureSettings(ngrams),
        models=ModelSettings(regularisation),
    )


#: Words alone stand here as the yardstick for the union with characters.
GRID = (
    _candidate(None, 1.0),
    _candidate((1, 2), 0.3),
    _candidate((1, 2), 1.0),
    _candidate((1, 2), 3.0),
    _candidate((2, 3), 1.0),
)
#: What ``gaoqian train --no-selection`` fits, and what won on the authored articles.
DEFAULT = GRID[3]

#: For one topic an article, where texts are often headlines: trigrams, more regularised.
SINGLE_GRID = (_candidate((1, 3), 0.3), _candidate((1, 3), 1.0))
SINGLE_DEFAULT = SINGLE_GRID[0]


def candidates_for(mode: Mode, *, selection: bool) -> tuple[Candidate, ...]:
    """Return what to choose from under a taxonomy's mode; without selection, one."""
    if mode == "single":
        return SINGLE_GRID if selection else (SINGLE_DEFAULT,)
    return GRID if selection else (DEFAULT,)
