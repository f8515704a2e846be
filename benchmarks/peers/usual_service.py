"""The usual pipeline behind FastAPI, as FastAPI's own tutorial would write it.

``uvicorn peers.usual_service:app``, with ``USUAL_MODEL`` naming the fitted pipeline. The route
is a plain function, which FastAPI calls in its thread pool.
"""

import os

import jieba
import joblib
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
pipeline = joblib.load(os.environ["USUAL_MODEL"])
jieba.initialize()


class Article(BaseModel):
    """One article."""

    headline: str = ""
    body: str


@app.get("/health")
def health() -> dict[str, str]:
    """Answer once the model is loaded."""
    return {"status": "ok"}


@app.post("/tag")
def tag(article: Article) -> dict[str, list[float]]:
    """Return the probability of each topic."""
    text = f"{article.headline}\n{article.body}"
    return {"scores": pipeline.predict_proba([text])[0].tolist()}
