"""The files that ``POST /v1/tag`` runs through are few."""

from pathlib import Path

import pytest

from corpus import articles_of_length
from gaoqian_service.http.app import create_app
from gaoqian_service.settings import Settings
from request_path import LENGTHS, SERVICE, run_path

#: A reader who follows one request opens so many files.
_MAX_FILES = 16


@pytest.mark.parametrize("length", LENGTHS.values(), ids=LENGTHS.keys())
def test_path_of_one_article(models_folder: Path, tmp_path: Path, length: int) -> None:
    """From the outermost middleware to the tagger and its listeners, with default settings."""
    app = create_app(Settings(models=models_folder, data=tmp_path))
    (article,) = articles_of_length(length, 1)
    path = run_path(app, article)
    assert path[0] == "http/middleware/request_context.py"
    assert {"http/tagging.py", "serving/serving.py", "observing/prometheus.py"} < set(path)
    assert all((SERVICE / file).is_file() for file in path)
    assert len(path) <= _MAX_FILES
