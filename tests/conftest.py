"""What many tests need: the authored data, and one bundle trained on it as users train it."""

import os
import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from gaoqian import ModelStore, Tagger, Taxonomy
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.candidates import candidate_named
from gaoqian_training.datasets import (
    Dataset,
    authored_articles,
    authored_taxonomy,
    read_dataset,
)
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import Training, train
from reach import Guard, is_slow, needs_server

_LARGER = candidate_named("words+chars1-2, excerpts 0.1, svm C=1")

#: Other people's texts, for measuring only; they stand beside a checkout or nowhere.
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Watch that the marker ``server`` is where it belongs."""
    config.pluginmanager.register(Guard())


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what needs a server or is slow, and let one test process train while others go on."""
    for item in items:
        if needs_server(item):
            item.add_marker("server")
        if is_slow(item):
            item.add_marker("slow")
    yield  # pytest leaves out what ``-m`` does not select
    # Of two test processes each gets a half: the first begins with what needs the trained bundle,
    # the second with what does not.
    trained = [item for item in items if "training" in getattr(item, "fixturenames", ())]
    others = [item for item in items if "training" not in getattr(item, "fixturenames", ())]
    half = len(items) // 2
    items[:] = [*trained[:half], *others, *trained[half:]]


def _shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all test processes of a run share.

    ``GAOQIAN_TESTS_SHARED`` names one that further runs find as it was left, with its trained
    bundle: `make mutants` has a run for each mutant.
    """
    if "GAOQIAN_TESTS_SHARED" in os.environ:
        return Path(os.environ["GAOQIAN_TESTS_SHARED"])
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session", autouse=True)
def _data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let services, here and in child processes, keep their database out of the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GAOQIAN_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    """The authored taxonomy."""
    return load_taxonomy(authored_taxonomy())


@pytest.fixture(scope="session")
def authored(taxonomy: Taxonomy) -> Dataset:
    """All authored articles."""
    return read_dataset(authored_articles(), taxonomy)


@pytest.fixture(scope="session")
def training(authored: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Training:
    """What ``gaoqian train`` comes to, without options; trained once for all test processes."""
    folder = _shared_folder(tmp_path_factory)
    known = folder / "training.pickle"
    with FileLock(folder / "training.lock"):
        if not known.exists():
            store = ModelStore(folder / "trained")
            result = train(authored, store, TrainingSettings())
            store.promote(result.manifest.version)
            known.write_bytes(pickle.dumps(result))
    trained: Training = pickle.loads(known.read_bytes())
    return trained


@pytest.fixture(scope="session")
def models_folder(training: Training) -> Path:
    """A models folder with one champion; tests must leave it as it is."""
    return training.path.parent


@pytest.fixture(scope="session")
def tagger(models_folder: Path) -> Tagger:
    """The champion, loaded."""
    return Tagger.load(models_folder)


@pytest.fixture
def models_copy(models_folder: Path, tmp_path: Path) -> Path:
    """A copy of the models folder, to damage."""
    return Path(shutil.copytree(models_folder, tmp_path / "models"))


@pytest.fixture
def bundle_copy(models_copy: Path, training: Training) -> Path:
    """A copy of the bundle, to damage."""
    return models_copy / training.manifest.version


@pytest.fixture(scope="session")
def _two_models(models_folder: Path, authored: Dataset, tmp_path_factory: Any) -> Path:
    """A models folder with the champion and another model, which learned from fewer articles."""
    folder = _shared_folder(tmp_path_factory)
    two = folder / "two_models"
    with FileLock(folder / "two_models.lock"):
        if not two.exists():
            draft = Path(shutil.copytree(models_folder, folder / "two_models.draft"))
            few = authored.part(range(0, len(authored.items), 6))
            train(few, ModelStore(draft), TrainingSettings(candidates=(_LARGER,)))
            draft.rename(two)
    return two


@pytest.fixture
def two_models(_two_models: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to change."""
    return Path(shutil.copytree(_two_models, tmp_path / "two_models"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of other people's texts; tests that need it are skipped without."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the texts of {SHARED}, which are not part of the project")
    return SHARED
