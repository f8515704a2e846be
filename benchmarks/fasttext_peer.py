"""fastText (``pip install fasttext-wheel``), in the three settings that do best on Chinese news."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import jieba

from gaoqian import Article

#: Name to (unit, arguments of ``train_supervised``).
SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "fastText, jieba words, unigram": ("words", {"wordNgrams": 1}),
    "fastText, jieba words, bigram": ("words", {"wordNgrams": 2}),
    "fastText, characters, trigram": ("characters", {"wordNgrams": 3}),
}
_SHARED = {"epoch": 25, "lr": 0.5, "dim": 100, "thread": 2, "verbose": 0, "seed": 0}


@dataclass(frozen=True, slots=True)
class PeerResult:
    """What a peer answered, and how long it took to cut the texts and to train."""

    given: list[str]
    seconds: float


def measure(
    system: str, fit: Sequence[Article], labels: Sequence[str], test: Sequence[Article]
) -> PeerResult | None:
    """Train one setting and label the test articles; None where fastText is not installed."""
    try:
        fasttext: Any = import_module("fasttext")
    except ImportError:
        return None
    unit, arguments = SETTINGS[system]
    jieba.setLogLevel("WARNING")
    jieba.initialize()
    names = sorted(set(labels))
    numbers = {name: number for number, name in enumerate(names)}
    start = time.perf_counter()
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        for article, label in zip(fit, labels, strict=True):
            file.write(f"__label__{numbers[label]} {_units(article, unit)}\n")
        file.flush()
        model = fasttext.train_supervised(str(Path(file.name)), **arguments, **_SHARED)
    seconds = time.perf_counter() - start
    # The binding's own predict() does not work with numpy 2: ask the model below it.
    answers = [model.f.predict(_units(article, unit) + "\n", 1, 0.0, "strict") for article in test]
    given = [names[int(answer[0][1].removeprefix("__label__"))] for answer in answers]
    return PeerResult(given, seconds)


def _units(article: Article, unit: str) -> str:
    text = f"{article.headline} {article.body}"
    units = jieba.lcut(text) if unit == "words" else list(text)
    return " ".join(piece for piece in units if not piece.isspace())
