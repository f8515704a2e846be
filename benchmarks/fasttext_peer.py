"""fastText (``pip install fasttext-wheel``) on sets of one label an article, for ``public.py``."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import jieba

from gaoqian import Article
from peers.fasttext_model import SETTINGS, fit as fit_fasttext, spaced


@dataclass(frozen=True, slots=True)
class PeerResult:
    """What a peer answered, and how long it took to cut the texts and to train."""

    given: list[str]
    seconds: float


def measure(
    system: str, fit: Sequence[Article], labels: Sequence[str], test: Sequence[Article]
) -> PeerResult | None:
    """Train one setting and label the test articles; None where fastText is not installed."""
    jieba.setLogLevel("WARNING")
    jieba.initialize()
    names = sorted(set(labels))
    numbers = {name: str(number) for number, name in enumerate(names)}
    examples = ((_text(a), [numbers[label]]) for a, label in zip(fit, labels, strict=True))
    start = time.perf_counter()
    try:
        model = fit_fasttext(system, examples)
    except ImportError:
        return None
    seconds = time.perf_counter() - start
    unit, _ = SETTINGS[system]
    # The binding's own predict() does not work with numpy 2: ask the model below it.
    texts = (spaced(_text(article), unit) + "\n" for article in test)
    answers = [model.f.predict(text, 1, 0.0, "strict") for text in texts]
    given = [names[int(answer[0][1].removeprefix("__label__"))] for answer in answers]
    return PeerResult(given, seconds)


def _text(article: Article) -> str:
    return f"{article.headline} {article.body}"
