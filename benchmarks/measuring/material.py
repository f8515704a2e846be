"""What all parts measure with: a bundle, and files of texts, in one temporary folder."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus import as_text
from gaoqian import Article
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.datasets import authored_articles, authored_taxonomy, read_dataset

GAOQIAN = Path(sys.executable).with_name("gaoqian")


@dataclass(frozen=True, slots=True)
class Material:
    """A folder with a trained bundle and what the peers learn from.

    Attributes:
        folder: Where everything lies; parts put their own files there.
    """

    folder: Path

    @property
    def models(self) -> Path:
        """The models folder, with one bundle."""
        return self.folder / "models"

    @property
    def labelled(self) -> Path:
        """The authored articles as JSON Lines of ``text`` and ``topics``, for the peers."""
        return self.folder / "labelled.jsonl"

    @property
    def usual_model(self) -> Path:
        """The usual pipeline, once a peer has fitted it."""
        return self.folder / "mlserver" / "model.joblib"

    def write_texts(self, name: str, articles: Iterable[Article]) -> Path:
        """Write the articles' texts as one JSON list, as peers read them."""
        path = self.folder / f"{name}.json"
        texts = [as_text(article) for article in articles]
        path.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        return path


def prepare(folder: Path) -> Material:
    """Train the bundle and write what the peers learn from."""
    material = Material(folder)
    train(material.models)
    material.usual_model.parent.mkdir()
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    with material.labelled.open("w", encoding="utf-8") as file:
        for item in dataset.items:
            row = {"text": as_text(item.article), "topics": sorted(item.topics)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return material


def train(models: Path, *options: str) -> None:
    """Run ``gaoqian train --no-selection`` into a models folder."""
    command: list[str | Path] = [GAOQIAN, "train", "--no-selection", "--out", models, *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def write_articles(path: Path, articles: Iterable[Article]) -> None:
    """Write articles as the JSON Lines that ``gaoqian tag`` reads, one at a time."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            row = {"id": article.id, "headline": article.headline, "body": article.body}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def models_environment(models: Path) -> dict[str, str]:
    """Return this process's environment, with the models folder named."""
    return os.environ | {"GAOQIAN_MODELS": str(models)}
