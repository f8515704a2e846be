"""The end of a service that has requests under way."""

import json
import signal
import socket
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import httpx2
import pytest

from serving import Service, serving

#: In seconds; only a service that is broken takes so long.
_PATIENCE = 60
_COUNT = 256
_TEXT = "消防站的队员逐户检查电线，教老人用灭火毯；总工会慰问环卫职工。"
_BODY = json.dumps({"articles": [{"body": _TEXT * 60}] * _COUNT}, ensure_ascii=False).encode()
_UNDER_WAY = 3


def _begin(service: Service) -> HTTPConnection:
    """Send half of a batch: the request is under way until the rest is sent."""
    connection = HTTPConnection(httpx2.URL(service.address).netloc.decode(), timeout=_PATIENCE)
    connection.putrequest("POST", "/v1/tag/batch")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(len(_BODY)))
    connection.endheaders(_BODY[: len(_BODY) // 2])
    return connection


def _in_flight(service: Service) -> float:
    text = httpx2.get(f"{service.address}/metrics", timeout=_PATIENCE).text
    (line,) = (line for line in text.splitlines() if line.startswith("gaoqian_requests_in_flight "))
    return float(line.rpartition(" ")[2]) - 1  # the one that asks


def _is_refused(service: Service) -> bool:
    url = httpx2.URL(service.address)
    try:
        socket.create_connection((url.host, url.port or 80), timeout=_PATIENCE).close()
    except ConnectionRefusedError:
        return True
    except ConnectionResetError:  # the door closed while it was being opened: look again
        return False
    return False


@pytest.mark.parametrize("workers", ["1", "2"])
def test_requests_under_way_are_answered(models_folder: Path, workers: str) -> None:
    """SIGTERM: nobody else is let in, all who are in get their answer, then it ends well."""
    with ExitStack() as stack:
        service = stack.enter_context(serving(models_folder, "--workers", workers))
        begun = [stack.enter_context(closing(_begin(service))) for _ in range(_UNDER_WAY)]
        end = time.monotonic() + _PATIENCE
        while _in_flight(service) < _UNDER_WAY:
            assert time.monotonic() < end
        service.process.send_signal(signal.SIGTERM)
        while not _is_refused(service):
            assert time.monotonic() < end
        for connection in begun:
            connection.send(_BODY[len(_BODY) // 2 :])
        for connection in begun:
            answer = connection.getresponse()
            assert answer.status == 200
            assert len(json.load(answer)["results"]) == _COUNT
        assert service.process.wait(timeout=_PATIENCE) == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_end_does_not_wait_for_ever(
    models_folder: Path, workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client that never sends the rest is left behind after ``GAOQIAN_SHUTDOWN_SECONDS``."""
    monkeypatch.setenv("GAOQIAN_SHUTDOWN_SECONDS", "1")
    with serving(models_folder, "--workers", workers) as service, closing(_begin(service)):
        while _in_flight(service) < 1:
            pass
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(timeout=_PATIENCE) == 0
