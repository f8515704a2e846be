"""``python benchmarks/line_roles.py``: learn which roles lines have on a page of text.

``learn`` composes pages from the development articles, reads them back, disturbs them and fits
the network that ``gaoqian pages`` comes with (core/gaoqian/pages/line_roles.npz). ``measure``
prints how often that network is right on the development pages, role by role. Seeds are fixed.
"""

import argparse
import random
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import classification_report
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

import gaoqian.pages
from gaoqian import ModelStore
from gaoqian.pages import roles
from gaoqian.pages.features import Rows
from gaoqian.pages.vocabulary import Vocabulary
from measuring.material import train
from pagebench.copy import SetName
from pagebench.disturbing import disturb
from pagebench.extraction import EXTRACTORS, UNJUDGED
from pagebench.labels import label
from pagebench.lessons import Lesson, lesson_of
from pagebench.pages import PAGES, ComposedPage, CompositionError, compose
from pagebench.typesetting import typeset

_SEED = 7
#: Networks that differ in their seeds, whose scores are averaged, and the units of each.
_NETWORKS, _UNITS = 3, 64
#: Rounds over the pages; more of them learn the pages by heart.
_ROUNDS = 12
_REGULARISATION = 0.01
#: Of lessons, those that do without a model's weights for words.
_PLAIN_SHARE = 0.25
_NETWORK = Path(gaoqian.pages.__file__).with_name("line_roles.npz")


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    learning = commands.add_parser("learn", help="write the network into the package")
    learning.add_argument("--turns", type=int, default=40, help="times all articles are set")
    learning.add_argument("--jobs", type=int, default=2)
    commands.add_parser("measure", help="on the development pages")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        models = Path(folder)
        train(models)
        if given.command == "learn":
            calls = (delayed(_lessons)("training", turn, models) for turn in range(given.turns))
            found = Parallel(n_jobs=given.jobs)(calls)
            _learn([lesson for lessons in found for lesson in lessons], given.jobs)
        print(_measure(_lessons("development", 0, models)))


def _lessons(name: SetName, turn: int, models: Path) -> list[Lesson]:
    draw = random.Random(_SEED + turn)  # noqa: S311 (nothing secret)
    learned = Vocabulary.of_bundle(ModelStore(models).load(None))
    plain = Vocabulary.plain()
    lessons = []
    for page in _composed(name, turn):
        pdf = typeset(page)
        for extractor, extract in EXTRACTORS.items():
            lines = None if extractor == UNJUDGED else label(extract(pdf), page)
            if lines is None:
                continue
            if name == "training":
                lines = disturb(lines, draw)
            vocabulary = plain if draw.random() < _PLAIN_SHARE else learned
            lessons.append(lesson_of(lines, vocabulary))
    return [lesson for lesson in lessons if lesson is not None]


def _composed(name: SetName, turn: int) -> Iterator[ComposedPage]:
    """Yield pages of one turn until its articles are used up."""
    try:
        yield from compose(name, PAGES, turn)
    except CompositionError as error:
        print(f"turn {turn}: {error}", file=sys.stderr)


def _learn(lessons: list[Lesson], jobs: int) -> None:
    """Fit the network and write it: several networks, whose scores are averaged, side by side."""
    features = np.vstack([lesson.features for lesson in lessons])
    answers = np.concatenate([lesson.roles for lesson in lessons])
    scaler = StandardScaler().fit(features)
    scaled = scaler.transform(features)
    calls = (delayed(_fit)(scaled, answers, _SEED + number) for number in range(_NETWORKS))
    fitted = Parallel(n_jobs=jobs, max_nbytes=None)(calls)
    hidden = np.hstack([one.coefs_[0] for one in fitted]) / scaler.scale_[:, None]
    arrays = {
        "hidden": hidden,
        "hidden_bias": np.concatenate([one.intercepts_[0] for one in fitted])
        - scaler.mean_ @ hidden,
        "output": np.vstack([one.coefs_[1] for one in fitted]) / _NETWORKS,
        "output_bias": np.mean([one.intercepts_[1] for one in fitted], axis=0),
    }
    small = {name: array.astype(np.float32) for name, array in arrays.items()}
    np.savez_compressed(_NETWORK, **small)
    print(f"{_NETWORK.name}: learned from {len(lessons)} texts with {len(answers)} lines")


def _fit(features: Rows, answers: NDArray[np.int8], seed: int) -> MLPClassifier:
    classifier = MLPClassifier(
        (_UNITS,),
        alpha=_REGULARISATION,
        batch_size=256,
        learning_rate_init=2e-3,
        max_iter=_ROUNDS,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the rounds are meant to be few
        classifier.fit(features, answers)
    return classifier


def _measure(lessons: list[Lesson]) -> str:
    network = roles.load_network()
    answers = np.concatenate([lesson.roles for lesson in lessons])
    found = np.concatenate([network.log_odds(lesson.features).argmax(axis=1) for lesson in lessons])
    report: str = classification_report(
        answers,
        found,
        labels=range(len(roles.ROLES)),
        target_names=roles.ROLES,
        digits=3,
        zero_division=np.nan,
    )
    return report


if __name__ == "__main__":
    main()
