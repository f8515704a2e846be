"""The usual pipeline over many texts with joblib: seconds as JSON.

``python -m peers.usual_bulk MODEL TEXTS JOBS``: TEXTS is a JSON list. What is timed starts with
processes that have already loaded model and dictionary.
"""

import json
import sys
import time
from pathlib import Path

import joblib

CHUNK = 100


def main(model: str, texts: str, jobs: int) -> None:
    """Warm the processes up, then go through all texts once."""
    pipeline = joblib.load(model)
    articles = json.loads(Path(texts).read_text(encoding="utf-8"))
    chunks = [articles[start : start + CHUNK] for start in range(0, len(articles), CHUNK)]
    predict = joblib.delayed(pipeline.predict_proba)
    with joblib.Parallel(n_jobs=jobs) as parallel:
        parallel(predict(articles[:1]) for _ in range(8 * jobs))
        start = time.perf_counter()
        rows = sum(len(answer) for answer in parallel(predict(chunk) for chunk in chunks))
        seconds = time.perf_counter() - start
    if rows != len(articles):
        sys.exit(f"{rows} answers to {len(articles)} texts")
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
