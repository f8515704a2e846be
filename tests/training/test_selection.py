"""Cross-validation, and the choice among candidates."""

from dataclasses import replace

import numpy as np

from gaoqian_training.candidates import DEFAULT, Candidate, candidate_named
from gaoqian_training.datasets import Dataset
from gaoqian_training.examples import Examples
from gaoqian_training.pipeline import fit_pipeline
from gaoqian_training.selection import TIE_MARGIN, Trial, best_trial, cross_validate
from gaoqian_training.splits import make_folds

_LARGER = candidate_named("words+chars1-2, excerpts 0.1, svm C=1")
_WORDS = candidate_named("words, excerpts 0.1, svm C=1")


def test_the_earlier_of_equals_is_chosen() -> None:
    """A later candidate must be better by more than other folds would change."""

    def trial(candidate: Candidate, figure: float) -> Trial:
        scores = np.zeros((1, 1))
        return Trial(candidate, np.arange(1), scores, np.arange(0), scores[:0], figure, 0.0)

    near = [trial(_WORDS, 0.97), trial(DEFAULT, 0.981)]
    assert best_trial([*near, trial(_LARGER, 0.981 + 0.9 * TIE_MARGIN)]).candidate is DEFAULT
    assert best_trial([*near, trial(_LARGER, 0.981 + 1.1 * TIE_MARGIN)]).candidate is _LARGER


def test_every_held_out_article_is_scored_once(authored: Dataset) -> None:
    """Of all folds or some, for each candidate, with their first paragraphs; progress is told."""
    few = replace(authored, items=authored.items[::12])
    candidates = (_WORDS, DEFAULT, _LARGER)
    examples = Examples.for_candidates(few, candidates)
    folds = make_folds(few, 0)
    steps: list[tuple[int, int | None]] = []
    trials = cross_validate(
        examples,
        folds[:2],
        candidates,
        on_progress=lambda done, total=None: steps.append((done, total)),
    )
    held_out = np.sort(np.concatenate([fold.held_out for fold in folds[:2]]))
    for candidate, trial in zip(candidates, trials, strict=True):
        assert trial.candidate is candidate
        assert (trial.rows == held_out).all()
        assert trial.scores.shape == (len(held_out), len(few.taxonomy))
        assert len(trial.excerpts) == len(trial.excerpt_scores) > 0
        assert (trial.scores != 0).all()
        assert 0.5 < trial.mean_average_precision <= 1.0
    # Two kinds of features, two folds each.
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    (alone,) = cross_validate(examples, folds[:2], [DEFAULT])
    assert (alone.scores == trials[1].scores).all()


def test_scores_are_of_models_that_did_not_see_the_article(authored: Dataset) -> None:
    """A held-out article is scored as by a pipeline fitted on the rest of the articles alone."""
    few = replace(authored, items=authored.items[::12])
    examples = Examples.for_candidates(few, [DEFAULT])
    fold = make_folds(few, 0)[0]
    (trial,) = cross_validate(examples, [fold], [DEFAULT])
    rest = replace(few, items=tuple(few.items[row] for row in fold.fit))
    pipeline = fit_pipeline(Examples.for_candidates(rest, [DEFAULT]), DEFAULT, 0)
    expected = pipeline.decision_function([few.articles[row] for row in trial.rows])
    assert np.abs(trial.scores - expected).max() < 1e-6
