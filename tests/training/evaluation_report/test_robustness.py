"""Figures on perturbed articles."""

from dataclasses import replace

from gaoqian import Article, Tagger, Taxonomy
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.evaluation import predict
from gaoqian_training.evaluation_report.robustness import perturb, robustness
from gaoqian_training.perturbations import PERTURBATIONS


def test_perturbing_keeps_labels(taxonomy: Taxonomy) -> None:
    """Only the article changes."""
    item = LabelledArticle(Article(body="正文"), frozenset(["safety"]), kind="local")
    dataset = Dataset((item,), taxonomy, ())
    perturbed = perturb(dataset, lambda article: replace(article, body="别的"))
    assert perturbed.items == (replace(item, article=Article(body="别的")),)


def test_one_row_as_sent_and_one_a_perturbation(tagger: Tagger, authored: Dataset) -> None:
    """Without their body, articles lose figures; whole lines cut anew cost nothing."""
    dataset = replace(authored, items=authored.items[::40])
    rows = {row.label: row for row in robustness(tagger, dataset, predict(tagger, dataset))}
    as_sent, *others = rows
    assert others == list(PERTURBATIONS)
    whole = rows[as_sent].figures.macro_f1
    names = {each.__name__: label for label, each in PERTURBATIONS.items()}
    assert rows[names["body_missing"]].figures.macro_f1 < whole - 0.05
    assert rows[names["hard_wraps"]].figures.macro_f1 > whole - 0.01
