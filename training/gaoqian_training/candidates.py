"""Candidates of the grid search: features and linear models, by names that say what they are."""

from dataclasses import dataclass

from gaoqian import DataError
from gaoqian_training.datasets import Dataset
from gaoqian_training.features import FeatureSettings
from gaoqian_training.models import ModelSettings

#: What a first paragraph counts in mode multi (docs/choices.md).
_EXCERPTS = 0.1


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
    ngrams: tuple[int, int] | None, regularisation: float, kind: str = "svm"
) -> Candidate:
    blocks = "words" if ngrams is None else f"words+chars{ngrams[0]}-{ngrams[1]}"
    return Candidate(
        name=f"{blocks}, excerpts {_EXCERPTS:g}, {kind} C={regularisation:g}",
        features=FeatureSettings(ngrams),
        models=ModelSettings(kind, regularisation, _EXCERPTS, balanced=False),
    )


def _single_candidate(
    ngrams: tuple[int, int], regularisation: float, words_weight: float, kind: str = "svm"
) -> Candidate:
    return Candidate(
        name=f"{words_weight:g} words+chars{ngrams[0]}-{ngrams[1]}, "
        f"unbalanced {kind} C={regularisation:g}",
        features=FeatureSettings(ngrams, words_weight=words_weight),
        models=ModelSettings(kind, regularisation, balanced=False, tolerance=1e-2),
    )


#: Words alone stand here as the yardstick for the union with characters. Of candidates that
#: are as good, the earlier is taken: the smaller, or the more regularised.
GRID = (
    _candidate(None, 1.0),
    _candidate((1, 2), 0.5),
    _candidate((1, 2), 1.0),
    _candidate((1, 2), 3.0),
)


def candidate_named(name: str) -> Candidate:
    """Return a candidate of the grid by its name.

    Raises:
        DataError: there is none of that name.
    """
    for candidate in GRID:
        if candidate.name == name:
            return candidate
    raise DataError(f"candidate is {name!r}, expected one of {[each.name for each in GRID]}")


#: What ``gaoqian train --no-selection`` fits, and what won on the authored articles.
DEFAULT = candidate_named("words+chars1-2, excerpts 0.1, svm C=0.5")

#: For one topic an article, by the length of the texts: the few characters of a headline say
#: more together.
SINGLE_ARTICLES = _single_candidate((1, 2), 3.0, 1.0)
SINGLE_HEADLINES = _single_candidate((1, 3), 0.3, 0.8)
#: In characters: texts of which half are shorter are headlines.
HEADLINE = 100


def candidates_for(dataset: Dataset, *, selection: bool) -> tuple[Candidate, ...]:
    """Return what to choose from for a dataset; without selection, one.

    In mode single the length of the texts chooses, by what won on public sets.
    """
    if dataset.taxonomy.mode == "single":
        lengths = sorted(len(a.headline) + len(a.body) for a in dataset.articles)
        short = not lengths or lengths[len(lengths) // 2] < HEADLINE
        return (SINGLE_HEADLINES if short else SINGLE_ARTICLES,)
    return GRID if selection else (DEFAULT,)
