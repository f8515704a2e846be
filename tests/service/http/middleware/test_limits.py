"""What a real server does with more, longer and larger requests than it takes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import httpx2
import pytest

from serving import Service, serving

_BODY = json.dumps({"body": "消防站的队员逐户检查电线，教老人用灭火毯。"}).encode()
#: In seconds; only a service that is broken takes so long.
_PATIENCE = 30


@contextmanager
def _begun(service: Service, declared: int = len(_BODY)) -> Iterator[HTTPConnection]:
    """Send the head of a request; it is under way until its body is sent."""
    connection = HTTPConnection(httpx2.URL(service.address).netloc.decode(), timeout=_PATIENCE)
    try:
        connection.putrequest("POST", "/v1/tag")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", str(declared))
        connection.endheaders()
        yield connection
    finally:
        connection.close()


def _finish(connection: HTTPConnection) -> int:
    connection.send(_BODY)
    return _read(connection.getresponse()).status


def _read(answer: HTTPResponse) -> HTTPResponse:
    answer.read()
    return answer


def _tag(service: Service) -> httpx2.Response:
    headers = {"Content-Type": "application/json"}
    return httpx2.post(f"{service.address}/v1/tag", content=_BODY, headers=headers)


def _is_guarded(answer: httpx2.Response | HTTPResponse) -> bool:
    headers = dict(answer.headers.items())
    return headers["x-frame-options"] == "DENY" and bool(headers["x-request-id"])


def test_more_than_are_taken_at_once(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two under way the third gets 503; those two are answered, and then a third."""
    monkeypatch.setenv("GAOQIAN_MAX_IN_FLIGHT", "2")
    with serving(models_folder) as service, _begun(service) as one, _begun(service) as two:
        for _ in range(600):  # until both heads have arrived
            refused = _tag(service)
            if refused.status_code == 503:
                break
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "1"
        assert "2 requests" in refused.json()["detail"]
        assert _is_guarded(refused)
        assert httpx2.get(f"{service.address}/health/live").status_code == 200
        assert [_finish(one), _finish(two)] == [200, 200]
        assert _tag(service).status_code == 200


def test_longer_than_the_deadline(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that does not come in time gets 503 and takes nobody's place afterwards."""
    monkeypatch.setenv("GAOQIAN_DEADLINE_SECONDS", "0.2")
    monkeypatch.setenv("GAOQIAN_MAX_IN_FLIGHT", "1")
    with serving(models_folder) as service, _begun(service) as connection:
        answer = connection.getresponse()
        problem = json.load(answer)
        assert answer.status == 503
        assert int(answer.headers["retry-after"]) >= 1
        assert "0.2 s" in problem["detail"]
        assert _is_guarded(answer)
        assert _tag(service).status_code == 200


def test_larger_than_is_taken(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body declared too large gets 413 before any of it is sent."""
    monkeypatch.setenv("GAOQIAN_MAX_BODY_BYTES", "1000")
    with serving(models_folder) as service, _begun(service, declared=1001) as connection:
        answer = _read(connection.getresponse())
        assert answer.status == 413
        assert _is_guarded(answer)
        assert _tag(service).status_code == 200
