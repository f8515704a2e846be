"""The crew: processes that tag, whatever becomes of one of them."""

import os
import shutil
import signal
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from gaoqian import Article, Tagger
from gaoqian.errors import BundleError
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire.tagging import InlineTagging, ProcessTagging

_TEXTS = ("楼道消防通道被堵，居民盼整改。", "市总工会召开职工代表大会。", "全民健身中心开放。")
#: More than one process is given at a time.
_ARTICLES = [Article(body=f"{text}第{n}号", id=str(n)) for n in range(100) for text in _TEXTS]


@pytest.fixture
def crew(tagger: Tagger, models_copy: Path) -> Iterator[ProcessTagging]:
    """Two processes, over a models folder to damage."""
    with ProcessTagging(Serving(tagger), models_copy, 2) as crew:
        yield crew


def _kill_one() -> None:
    victim = active_children()[0]
    assert victim.pid is not None
    os.kill(victim.pid, signal.SIGKILL)
    victim.join()


def test_processes_say_what_one_would(crew: ProcessTagging, tagger: Tagger) -> None:
    """In order, whatever was begun first, and whoever asks first."""
    first, second = crew.begin(_ARTICLES), crew.begin(_ARTICLES[::-1])
    here = InlineTagging(Serving(tagger)).begin(_ARTICLES)()
    assert second() == here[::-1]
    assert first() == here


def test_killed_process_costs_no_answer(crew: ProcessTagging, tagger: Tagger) -> None:
    """Neither of what was begun before its death, nor of what is begun after it."""
    begun = [crew.begin(_ARTICLES), crew.begin(_ARTICLES)]
    _kill_one()
    begun.append(crew.begin(_ARTICLES))
    here = InlineTagging(Serving(tagger)).begin(_ARTICLES)()
    assert [pending() for pending in begun] == [here] * 3


def test_process_that_cannot_load_the_bundle_says_so(
    crew: ProcessTagging, models_copy: Path
) -> None:
    """The one that stands in for another loads it anew."""
    pending = crew.begin(_ARTICLES)
    _kill_one()
    shutil.rmtree(models_copy)
    with pytest.raises(BundleError, match=models_copy.name):
        pending()
