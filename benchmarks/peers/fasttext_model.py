"""fastText (``fasttext-wheel``), in the three settings that do best on Chinese news."""

import tempfile
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import jieba

#: Name to (unit, arguments of ``train_supervised``).
SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "fastText, jieba words, unigram": ("words", {"wordNgrams": 1}),
    "fastText, jieba words, bigram": ("words", {"wordNgrams": 2}),
    "fastText, characters, trigram": ("characters", {"wordNgrams": 3}),
}
_SHARED = {"epoch": 25, "lr": 0.5, "dim": 100, "thread": 2, "verbose": 0, "seed": 0}


def spaced(text: str, unit: str) -> str:
    """Return the words or characters of a text with spaces between them."""
    units = jieba.lcut(text) if unit == "words" else list(text)
    return " ".join(piece for piece in units if not piece.isspace())


def fit(system: str, examples: Iterable[tuple[str, Iterable[str]]], loss: str = "softmax") -> Any:
    """Train one setting.

    Args:
        system: One of `SETTINGS`.
        examples: Texts with their labels, which hold no spaces; each text has a label at least.
        loss: ``softmax`` for one label a text, ``ova`` for any number.

    Raises:
        ImportError: fastText is not installed in this interpreter.
    """
    fasttext: Any = import_module("fasttext")
    unit, arguments = SETTINGS[system]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        for text, labels in examples:
            marks = " ".join(f"__label__{label}" for label in labels)
            file.write(f"{marks} {spaced(text, unit)}\n")
        file.flush()
        return fasttext.train_supervised(str(Path(file.name)), loss=loss, **arguments, **_SHARED)
