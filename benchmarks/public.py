"""``python benchmarks/public.py FOLDER [SET …]``: public news sets, beside fastText, in one run.

FOLDER holds ``thuc_headlines``, ``nlpcc_headlines`` and ``sina_articles`` as gzipped JSON Lines
with ``split``, ``headline``, ``body`` and ``label``. The sets are other people's: they are
measured on, and neither copied nor trained into what ships. Each goes through
``gaoqian train --taxonomy`` unchanged, with a taxonomy in mode single.
"""

import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jieba
import joblib
import numpy as np

from gaoqian import Article, ModelStore, Tagger, TagResult, Taxonomy, Topic
from gaoqian.bundle.bundle import PIPELINE_NAME
from gaoqian_training.candidates import candidates_for
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import train
from peers.fasttext_model import SETTINGS, fit as fit_fasttext, spaced

SETS = ("thuc_headlines", "nlpcc_headlines", "sina_articles")


@dataclass(frozen=True, slots=True)
class Split:
    """One part of a public set: articles and their one label each."""

    articles: list[Article]
    labels: list[str]


def main(folder: Path, names: Sequence[str]) -> None:
    """Measure every named set that is there, and say which are not."""
    print("| set | system | accuracy | training seconds | apart from scikit-learn by |")
    print("|---|---|---|---|---|")
    for name in names:
        path = folder / f"{name}.jsonl.gz"
        if not path.exists():
            print(f"| {name} | not measured: {path} is absent | | | |")
            continue
        fit, test = (_read(path, split) for split in ("train", "test"))
        for system, accuracy, seconds, apart in (_gaoqian(fit, test), *_peers(fit, test)):
            print(f"| {name} | {system} | {accuracy:.4f} | {seconds:.1f} | {apart} |", flush=True)


def _read(path: Path, split: str) -> Split:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["split"] == split]
    articles = [Article(row["headline"], row["body"], row["id"]) for row in rows]
    return Split(articles, [row["label"] for row in rows])


def _gaoqian(fit: Split, test: Split) -> tuple[str, float, float, str]:
    taxonomy = Taxonomy(tuple(Topic(label, label) for label in sorted(set(fit.labels))), "single")
    labelled = zip(fit.articles, fit.labels, strict=True)
    items = tuple(LabelledArticle(article, frozenset({label})) for article, label in labelled)
    with tempfile.TemporaryDirectory() as folder:
        store = ModelStore(Path(folder))
        dataset = Dataset(items, taxonomy, ())
        start = time.perf_counter()
        training = train(dataset, store, TrainingSettings(candidates_for(dataset, selection=True)))
        seconds = time.perf_counter() - start
        tagger = Tagger(store.load(training.manifest.version))
        results = list(tagger.tag_many(test.articles))
        apart = _compare(tagger, training.path / PIPELINE_NAME, test.articles, results)
    # No topic where the tagger abstains, which counts as wrong.
    given = [result.tags[0].topic if result.tags else "" for result in results]
    name = f"gaoqian, {training.chosen.candidate.name}"
    return name, _accuracy(given, test.labels), seconds, apart


def _compare(
    tagger: Tagger, pipeline: Path, articles: list[Article], results: list[TagResult]
) -> str:
    """Say how far the compiled scorer's answers are from the scikit-learn pipeline's."""
    decisions = joblib.load(pipeline).decision_function(articles)
    expected = tagger.bundle.scorer.arrays.calibration.probabilities(decisions)
    scored = [row for row, result in enumerate(results) if result.scores]
    found = np.array([list(results[row].scores.values()) for row in scored])
    difference = np.abs(found - expected[scored]).max()
    others = int((found.argmax(axis=1) != expected[scored].argmax(axis=1)).sum())
    return f"{difference:.1e}, {others} of {len(scored)} topics differ"


def _peers(fit: Split, test: Split) -> Iterator[tuple[str, float, float, str]]:
    """Train and ask fastText (``pip install fasttext-wheel``) in each of its settings."""
    jieba.setLogLevel("WARNING")
    jieba.initialize()
    for system in SETTINGS:
        try:
            given, seconds = _fasttext(system, fit, test)
        except ImportError:
            yield f"{system}: fastText is not installed", float("nan"), float("nan"), ""
        else:
            yield system, _accuracy(given, test.labels), seconds, ""


def _fasttext(system: str, fit: Split, test: Split) -> tuple[list[str], float]:
    """Return the labels that one setting gives, and the seconds of cutting and training."""
    names = sorted(set(fit.labels))
    numbers = {name: str(number) for number, name in enumerate(names)}
    labelled = zip(fit.articles, fit.labels, strict=True)
    examples = ((_text(article), [numbers[label]]) for article, label in labelled)
    start = time.perf_counter()
    model = fit_fasttext(system, examples)
    seconds = time.perf_counter() - start
    unit, _ = SETTINGS[system]
    # The binding's own predict() does not work with numpy 2: ask the model below it.
    texts = (spaced(_text(article), unit) + "\n" for article in test.articles)
    answers = [model.f.predict(text, 1, 0.0, "strict") for text in texts]
    return [names[int(answer[0][1].removeprefix("__label__"))] for answer in answers], seconds


def _text(article: Article) -> str:
    return f"{article.headline} {article.body}"


def _accuracy(given: list[str], labels: list[str]) -> float:
    return sum(a == b for a, b in zip(given, labels, strict=True)) / len(labels)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= set(SETS):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:] or SETS)
