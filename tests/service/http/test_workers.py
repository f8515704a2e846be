"""``gaoqian serve --workers``: several real processes on one address."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from commandline import call_gaoqian, run_gaoqian
from gaoqian import ModelStore
from gaoqian.bundle.bundle import SCORER_NAME
from live import PATIENCE, until
from serving import Service, command_line, serving, workers_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

_ARTICLE = {"headline": "工会换届", "body": "职工代表投票选出新一届委员。"}


@pytest.fixture
def service(models_folder: Path) -> Iterator[Service]:
    """Two workers on a free port."""
    with serving(models_folder, "--workers", "2") as service:
        yield service


def _tag(service: Service) -> int:
    # A connection of its own: one that is kept alive stays with its worker.
    return httpx2.post(f"{service.address}/v1/tag", json=_ARTICLE, timeout=PATIENCE).status_code


def test_every_worker_answers(service: Service) -> None:
    """With all the others halted, each worker answers alone."""
    workers = workers_of(service)
    assert len(workers) == 2
    for worker in workers:
        others = workers - {worker}
        for other in others:
            os.kill(other, signal.SIGSTOP)
        try:
            assert _tag(service) == 200
        finally:
            for other in others:
                os.kill(other, signal.SIGCONT)


def test_killed_worker_is_replaced(service: Service) -> None:
    """While one is dead the other answers, and soon there are two again; nothing is printed."""
    before = workers_of(service)
    os.kill(min(before), signal.SIGKILL)
    assert [_tag(service) for _ in range(5)] == [200] * 5
    until(lambda: len(workers_of(service) - {min(before)}) == 2)
    service.process.send_signal(signal.SIGTERM)
    assert service.process.wait(timeout=PATIENCE) == 0
    assert service.process.stdout is not None
    assert service.process.stdout.read() == ""


def _models(service: Service, workers: set[int]) -> list[str]:
    """Return what each worker answers with, asked while the others are halted."""
    models = []
    for worker in workers:
        for other in workers - {worker}:
            os.kill(other, signal.SIGSTOP)
        try:
            answer = httpx2.get(f"{service.address}/health/ready", timeout=PATIENCE)
            models.append(answer.json()["model"])
        finally:
            for other in workers - {worker}:
                os.kill(other, signal.SIGCONT)
    return models


def test_all_workers_follow(two_models: Path) -> None:
    """An activation reaches them all, a promotion too, and a worker started later takes it."""
    store = ModelStore(two_models)
    first = store.champion()
    (second,) = set(store.versions()) - {first}
    with serving(two_models, "--workers", "2") as service:
        workers = workers_of(service)
        url = f"{service.address}/v1/models/{second}/activate"
        assert httpx2.post(url, timeout=PATIENCE).json() == {"model": second, "previous": first}
        until(lambda: _models(service, workers) == [second, second])
        assert store.rollback() == first
        until(lambda: _models(service, workers) == [first, first])
        store.promote(second)
        os.kill(min(workers), signal.SIGKILL)
        until(lambda: len(workers_of(service) - {min(workers)}) == 2)
        until(lambda: _models(service, workers_of(service)) == [second, second])


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_the_service(service: Service, kind: signal.Signals) -> None:
    """However it ends, no process is left behind, and the address is free."""
    workers = workers_of(service)
    service.process.send_signal(kind)
    assert service.process.wait(timeout=PATIENCE) == (-kind if kind == signal.SIGKILL else 0)
    until(lambda: not any(map(command_line, workers)))
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{service.address}/health/live")


def test_no_bundle_is_one_line(tmp_path: Path) -> None:
    """As with one process: how to make a bundle, and nothing else."""
    outcome = run_gaoqian("serve", "--workers", "2", "--port", "0", "--models", tmp_path)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "gaoqian train" in outcome.err


def test_damaged_bundle_is_one_line(models_copy: Path, bundle_copy: Path) -> None:
    """What only a worker finds out ends the service, and is told once for all of them."""
    (bundle_copy / SCORER_NAME).write_bytes(b"")
    outcome = run_gaoqian("serve", "--workers", "3", "--port", "0", "--models", models_copy)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "truncated" in outcome.err


@pytest.mark.parametrize("count", ["0", "-1", "two"])
def test_number_of_workers(count: str, tmp_path: Path) -> None:
    """One or more; anything else is wrong usage."""
    outcome = call_gaoqian("serve", "--workers", count, "--models", tmp_path)
    assert outcome.code == 2
    assert "--workers" in outcome.err
