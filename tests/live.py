"""Applications over two models, for tests that exchange them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from gaoqian import ModelStore
from gaoqian_service.http.app import create_app
from gaoqian_service.settings import Settings

ARTICLE = {"headline": "工会换届", "body": "职工代表投票选出新一届委员。"}
#: In seconds; only what is broken takes so long.
PATIENCE = 30
_NEVER = 3600.0


@contextmanager
def running(models: Path, *, follow: float = _NEVER, **settings: Any) -> Iterator[TestClient]:
    """Run an application; it looks at the pointers only where it is told to."""
    app = create_app(Settings(models=models, follow_seconds=follow, **settings))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def versions_of(models: Path) -> tuple[str, str]:
    """Return the champion and the other version of a folder of two."""
    champion = ModelStore(models).champion()
    assert champion is not None
    (other,) = set(ModelStore(models).versions()) - {champion}
    return champion, other


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that happens behind the requests."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
