"""``/health`` and ``/metrics``, also where there are several workers."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from gaoqian import Tagger
from serving import Service, serving, workers_of

#: In seconds; only a service that is broken takes so long.
_PATIENCE = 60
_ARTICLE = {"headline": "工会换届", "body": "职工代表投票选出新一届委员。"}
_ASKED = 12


@pytest.fixture
def service(models_folder: Path) -> Iterator[Service]:
    """Two workers, each of which has tagged two articles."""
    if sys.platform != "linux":
        pytest.skip("looks into /proc")
    with serving(models_folder, "--workers", "2") as service:
        for halted in workers_of(service):
            os.kill(halted, signal.SIGSTOP)  # so that the other one answers
            try:
                for _ in range(2):
                    _post(service)
            finally:
                os.kill(halted, signal.SIGCONT)
        yield service


def _post(service: Service) -> None:
    answer = httpx2.post(f"{service.address}/v1/tag", json=_ARTICLE, timeout=_PATIENCE)
    assert answer.status_code == 200


def _sums(service: Service) -> dict[str, float]:
    """Return what each metric comes to, over all its labels, as one worker tells it."""
    text = httpx2.get(f"{service.address}/metrics", timeout=_PATIENCE).text
    sums: dict[str, float] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            sums[sample.name] = sums.get(sample.name, 0) + sample.value
    return sums


def test_whoever_is_asked_tells_of_all(service: Service) -> None:
    """However often it is asked; a connection of its own may come to either worker."""
    told = [_sums(service) for _ in range(_ASKED)]
    assert {sums["gaoqian_articles_total"] for sums in told} == {4}
    assert {sums["gaoqian_tags_total"] for sums in told} == {told[0]["gaoqian_tags_total"]}
    assert {sums["gaoqian_model_workers"] for sums in told} == {2}
    assert {sums["gaoqian_requests_in_flight"] for sums in told} == {1}
    # The requests for metrics before this one are counted, too.
    assert [sums["gaoqian_requests_total"] for sums in told] == list(range(4, 4 + _ASKED))


def test_dead_worker(service: Service) -> None:
    """What it has counted stays, and so do sums; what it was doing is no more."""
    dead = min(workers_of(service))
    os.kill(dead, signal.SIGKILL)
    end = time.monotonic() + _PATIENCE
    while len(workers_of(service) - {dead}) < 2 or _sums(service)["gaoqian_model_workers"] < 2:
        assert time.monotonic() < end
        time.sleep(0.05)
    told = [_sums(service) for _ in range(_ASKED)]
    assert {sums["gaoqian_articles_total"] for sums in told} == {4}
    assert {sums["gaoqian_model_workers"] for sums in told} == {2}
    assert {sums["gaoqian_requests_in_flight"] for sums in told} == {1}


def test_health(client: TestClient, tagger: Tagger) -> None:
    """Alive, and ready with a version."""
    assert client.get("/health/live").json() == {"status": "ok", "model": None}
    assert client.get("/health/ready").json() == {"status": "ok", "model": tagger.version}
