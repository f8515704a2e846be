"""A peer that stays alive and answers all texts once whenever it is asked.

``python -m peers.answer SYSTEM LABELLED TEXTS MODEL``: fits SYSTEM on the labelled texts
(JSON Lines of ``text`` and ``topics``) and says how long that took and what it answers to the
first of TEXTS (a JSON list). Then each line on standard input runs it over all of them, one by
one, and is answered with the seconds. The usual pipeline is kept as MODEL.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jieba

from peers import fasttext_model

USUAL = "usual pipeline"
Answer = Callable[[str], list[float]]


def main(system: str, labelled: Path, texts: Path, model: Path) -> None:
    """Fit, then answer as often as asked."""
    jieba.setLogLevel("WARNING")
    jieba.initialize()
    rows = [json.loads(line) for line in labelled.read_text(encoding="utf-8").splitlines()]
    articles = json.loads(texts.read_text(encoding="utf-8"))
    start = time.perf_counter()
    answer = _usual(rows, model) if system == USUAL else _fasttext(system, rows)
    _say({"fit_seconds": time.perf_counter() - start, "scores": answer(articles[0])})
    for _ in sys.stdin:
        start = time.perf_counter()
        for text in articles:
            answer(text)
        _say({"seconds": time.perf_counter() - start})


def _usual(rows: list[dict[str, Any]], model: Path) -> Answer:
    import joblib

    from peers.usual_pipeline import fit

    pipeline = fit([row["text"] for row in rows], [row["topics"] for row in rows])
    joblib.dump(pipeline, model)
    return lambda text: pipeline.predict_proba([text])[0].tolist()


def _fasttext(system: str, rows: list[dict[str, Any]]) -> Answer:
    examples = ((row["text"], row["topics"] or ["none"]) for row in rows)
    model = fasttext_model.fit(system, examples, loss="ova")
    unit, _ = fasttext_model.SETTINGS[system]
    return lambda text: model.predict(fasttext_model.spaced(text, unit), k=-1)[1].tolist()


def _say(message: dict[str, object]) -> None:
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
