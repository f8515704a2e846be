"""Parts of the data, of the training set and of texts, on cases small enough to check by hand."""

from dataclasses import replace

import numpy as np
import pytest

from gaoqian import Article, DataError, Tagger, Taxonomy
from gaoqian.result import Evidence
from gaoqian.scorer import Calibration, ScorerArrays, build_table, lay_out_rows
from gaoqian_training.candidates import candidate_named
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.evaluation import Predictions
from gaoqian_training.evaluation_report.breakdown import break_down, length_label
from gaoqian_training.evaluation_report.learning import (
    SHARES,
    learning_curve,
    nested_parts,
    training_data,
)
from gaoqian_training.evaluation_report.mistakes import excerpt_bounds, mark
from gaoqian_training.evaluation_report.robustness import perturb
from gaoqian_training.evaluation_report.top_features import EDGE, top_features
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import Training

_WORDS = candidate_named("words, excerpts 0.1, svm C=1")


def _dataset(taxonomy: Taxonomy, *items: LabelledArticle) -> Dataset:
    return Dataset(items, taxonomy, ())


def _item(body: str = "正文", topic: str = "", **fields: str) -> LabelledArticle:
    topics = frozenset([topic] if topic else [])
    return LabelledArticle(Article(body=body), topics, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("length", "label"), [(99, "100 字以下"), (100, "100–299"), (599, "300–599"), (600, "600 字及")]
)
def test_lengths_meet_without_overlap(length: int, label: str) -> None:
    """Each bound belongs to the longer class."""
    assert length_label(Article(body="字" * length)).startswith(label)


def test_breakdown_measures_each_part(taxonomy: Taxonomy) -> None:
    """By kind: a right local, a wrong plain; genre is not stated; both are short."""
    dataset = _dataset(taxonomy, _item(topic="safety", kind="local"), _item(kind="plain"))
    given = np.array([[True, False, False, False, False]] * 2)
    predictions = Predictions(taxonomy.ids, (), given.astype(float), given, dataset.labels)
    kind, genre, length = (each.parts for each in break_down(dataset, predictions))
    assert [(part.label, part.figures.exact_match) for part in kind] == [
        ("本地单题 local", 1.0),
        ("无关 plain", 0.0),
    ]
    assert [part.macro_f1 for part in kind] == [1.0, None]
    assert genre == ()
    assert [part.figures.articles for part in length] == [2]


def test_parts_grow_and_keep_groups_together(taxonomy: Taxonomy) -> None:
    """Each part lies within the next; of a group, all or none; the last is everything."""
    items = [_item(body=f"第{n}篇", group=f"g{n // 2}") for n in range(20)]
    parts = nested_parts(_dataset(taxonomy, *items), (0.25, 0.5, 1.0), seed=1)
    bodies = [{item.article.body for item in part.items} for part in parts]
    assert bodies[0] < bodies[1] < bodies[2]
    assert [len(part) for part in bodies] == [6, 10, 20]
    assert all(len([i for i in part.items if i.group == "g3"]) in (0, 2) for part in parts)
    assert parts[2].items == tuple(items)


def test_training_data_must_be_what_the_bundle_was_trained_on(training: Training) -> None:
    """The authored set is taken for the bundle's only where the fingerprint says so."""
    assert len(training_data(training.manifest).items) == training.manifest.data["articles"]
    other = replace(training.manifest, data={"fingerprint": "sha256:other"})
    with pytest.raises(DataError, match="sha256:other"):
        training_data(other)


def test_perturbing_keeps_labels(taxonomy: Taxonomy) -> None:
    """Only the article changes."""
    dataset = _dataset(taxonomy, _item(topic="safety", kind="local"))
    perturbed = perturb(dataset, lambda article: replace(article, body="别的"))
    assert perturbed.items == (replace(dataset.items[0], article=Article(body="别的")),)


def test_excerpt_shows_the_strongest_evidence() -> None:
    """From the start where it lies near; from a little before it where it lies far."""
    body = "字" * 1000

    def at(start: int) -> list[Evidence]:
        return [Evidence("body", start, start + 2, "字字", 1.0)]

    assert excerpt_bounds(body, []) == (0, 240)
    assert excerpt_bounds(body, at(100)) == (0, 240)
    assert excerpt_bounds(body, at(500)) == (460, 700)
    assert excerpt_bounds(body, at(990)) == (760, 1000)
    assert excerpt_bounds("短", []) == (0, 1)


def test_marked_pieces_join_to_the_text() -> None:
    """Evidence of the field is marked, that of the other field is not."""
    article = Article(headline="标题", body="总工会慰问职工")
    evidence = [Evidence("body", 0, 3, "总工会", 2.0), Evidence("headline", 0, 2, "标题", 1.0)]
    pieces = mark(article, "body", evidence, 0, 7)
    assert [(piece.text, piece.marked) for piece in pieces] == [
        ("总工会", True),
        ("慰问职工", False),
    ]
    assert mark(article, "body", evidence, 2, 2) == ()


def test_features_are_spelt_by_number() -> None:
    """Words first, then n-grams as the table numbers them."""
    words, grams = ["工会", "职工"], ["工", "工会"]
    arrays = ScorerArrays(
        words=len(words),
        marks=0,
        spelling="\n".join(words),
        table=build_table(words, grams),
        rows=lay_out_rows(np.ones(4), np.zeros((4, 1))),
        intercept=np.zeros(1),
        calibration=Calibration(np.ones(1), np.zeros(1), np.zeros(1)),
    )
    assert arrays.spell() == [*words, *grams]


def test_learning_curve_ends_with_everything(authored: Dataset) -> None:
    """One point a share, None where the part is too small to hold every topic."""
    training = replace(authored, items=authored.items[::30])
    evaluation = replace(authored, items=authored.items[1::60])
    settings = TrainingSettings((_WORDS,))
    points = list(learning_curve(training, evaluation, _WORDS, settings))
    assert len(points) == len(SHARES)
    assert points[-1] is not None
    assert points[-1].articles == len(training.items)
    assert 0.3 < points[-1].mean_average_precision < 1
    one = replace(authored, items=authored.items[:20])
    assert list(learning_curve(one, evaluation, _WORDS, settings)) == [None] * len(SHARES)


def test_edges_of_lines_are_shown(tagger: Tagger) -> None:
    """An n-gram at a line's edge shows it by a sign, since a page shows no line break."""
    shown = [
        feature.text
        for topic in top_features(tagger.bundle, limit=400)
        for feature in topic.supporting
    ]
    assert any(EDGE in text for text in shown)
    assert not any("\n" in text for text in shown)
