"""The grid that training chooses from: few candidates, each with a name that says what it is."""

from dataclasses import dataclass

from gaoqian.taxonomy import Mode
from gaoqian_training.features import FeatureSettings
from gaoqian_training.models import ModelSettings


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


def _candidate(
    ngrams: tuple[int, int] | None, regularisation: float, excerpts: float = 0.0
) -> Candidate:
    blocks = "words" if ngrams is None else f"words+chars{ngrams[0]}-{ngrams[1]}"
    shortened = f", excerpts {excerpts:g}" if excerpts else ""
    return Candidate(
        name=f"{blocks}{shortened}, svm C={regularisation:g}",
        features=FeatureSettings(ngrams),
        models=ModelSettings(regularisation, excerpts),
    )


def _single_candidate(
    ngrams: tuple[int, int], regularisation: float, words_weight: float
) -> Candidate:
    return Candidate(
        name=f"{words_weight:g} words+chars{ngrams[0]}-{ngrams[1]}, "
        f"unbalanced svm C={regularisation:g}",
        features=FeatureSettings(ngrams, words_weight=words_weight),
        models=ModelSettings(regularisation, balanced=False, tolerance=0.1),
    )


#: Words alone stand here as the yardstick for the union with characters. Of candidates that
#: are as good, the earlier is taken: the smaller, or the more regularised.
GRID = (
    _candidate(None, 1.0, 0.1),
    _candidate((1, 2), 0.3, 0.1),
    _candidate((1, 2), 1.0, 0.1),
    _candidate((1, 2), 3.0, 0.1),
    _candidate((1, 3), 1.0, 0.1),
)
#: What ``gaoqian train --no-selection`` fits, and what won on the authored articles.
DEFAULT = GRID[2]

#: For one topic an article: the first for articles, the second for headlines, whose few
#: characters say more together. The solver stops at liblinear's own default: it changes one
#: answer in a thousand and saves a third of the time.
SINGLE_GRID = (_single_candidate((1, 2), 3.0, 1.0), _single_candidate((1, 3), 0.3, 0.8))
SINGLE_DEFAULT = SINGLE_GRID[0]


def candidates_for(mode: Mode, *, selection: bool) -> tuple[Candidate, ...]:
    """Return what to choose from under a taxonomy's mode; without selection, one."""
    if mode == "single":
        return SINGLE_GRID if selection else (SINGLE_DEFAULT,)
    return GRID if selection else (DEFAULT,)
