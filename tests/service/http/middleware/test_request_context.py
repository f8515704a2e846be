"""The outermost layer: identifiers, limits, headers, the log of requests."""

import asyncio
import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from structlog.testing import capture_logs

from gaoqian_service.http.middleware.request_context import RequestContext
from gaoqian_service.observing.prometheus import Metrics

_ARTICLE = {"body": "消防站的队员逐户检查电线，教老人用灭火毯。"}


async def _fine(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("fine")(scope, receive, send)


async def _failing(*_: object) -> None:
    raise KeyError("秘密的正文")


async def _half(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise KeyError("秘密的正文")


async def _endless(*_: object) -> None:
    await asyncio.sleep(3600)


def _observe(app: Any, seconds: float = 30, limit: int = 8) -> RequestContext:
    return RequestContext(app, Metrics(), deadline_seconds=seconds, max_in_flight=limit)


@pytest.mark.parametrize("given", ["a-1", "Root=1-67891233-abcdef", "x" * 128])
def test_identifier_is_taken(client: TestClient, given: str) -> None:
    """What the caller gives comes back, whichever way the request goes."""
    headers = {"x-request-id": given}
    for answer in (
        client.post("/v1/tag", json=_ARTICLE, headers=headers),
        client.get("/v1/topics", headers=headers),
        client.get("/nowhere", headers=headers),
    ):
        assert answer.headers["x-request-id"] == given


@pytest.mark.parametrize("given", [None, "", "x" * 129, "a b", '"quoted"', "a\tb"])
def test_identifier_is_made(client: TestClient, given: str | None) -> None:
    """Where there is none, or none that can stand in a log, each request gets its own."""
    headers = {} if given is None else {"x-request-id": given}
    made = {client.get("/health/live", headers=headers).headers["x-request-id"] for _ in range(3)}
    assert len(made) == 3
    assert given not in made


@pytest.mark.parametrize("path", ["/v1/tag", "/v1/topics", "/nowhere", "/health/live"])
def test_answers_are_not_for_browsers(client: TestClient, path: str) -> None:
    """No answer is kept, guessed at, framed or run as a page."""
    answer = client.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_pages_may_run_their_own_scripts(client: TestClient) -> None:
    """The documentation works, and nothing from elsewhere is loaded."""
    policy = client.get("/docs").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_request_is_logged_without_its_text(client: TestClient) -> None:
    """One entry a request: route, status, time, identifier; nothing of what was sent."""
    with capture_logs() as entries:
        client.post("/v1/tag", json=_ARTICLE)
        client.post(
            "/v1/tag", content=b'{"body": ""}', headers={"content-type": "application/json"}
        )
        client.get("/v1/nothing?q=text")
    assert [(entry["route"], entry["status"]) for entry in entries] == [
        ("/v1/tag", 200),
        ("/v1/tag", 422),
        ("unmatched", 404),
    ]
    assert all(entry["milliseconds"] > 0 for entry in entries)
    assert not re.search("消防|q=text", json.dumps(entries, ensure_ascii=False))


@pytest.fixture
def failing() -> TestClient:
    """An application with a bug."""
    return TestClient(_observe(_failing))


def test_unexpected_error_is_answered_and_logged(failing: TestClient) -> None:
    """500 says nothing of what went wrong; the log does."""
    with capture_logs() as entries:
        answer = failing.get("/v1/tag")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "秘密" not in answer.text
    assert [entry["event"] for entry in entries] == ["unexpected_error", "request"]
    assert entries[0]["exc_info"]
    assert entries[1]["status"] == 500


def test_error_behind_the_first_byte() -> None:
    """Nothing is sent behind half an answer; the server then closes the connection."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    with capture_logs() as entries:
        asyncio.run(_observe(_half)(scope, _never, send))
    assert [message["type"] for message in sent] == ["http.response.start"]
    assert entries[0]["event"] == "unexpected_error"


async def _never() -> Message:
    await asyncio.sleep(3600)
    raise AssertionError


def test_deadline() -> None:
    """503 with Retry-After, once the time is up."""
    answer = TestClient(_observe(_endless, seconds=0.05)).get("/v1/tag")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) >= 1
    assert "0.05 s" in answer.json()["detail"]


def test_too_many_under_way() -> None:
    """The limit and one more: that one is refused at once; probes and metrics are answered."""

    async def run() -> list[int]:
        release = asyncio.Event()
        statuses: list[int] = []

        async def wait(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["path"] == "/v1/tag":
                await release.wait()
            await _fine(scope, receive, send)

        async def ask(path: str) -> None:
            async def send(message: Message) -> None:
                if message["type"] == "http.response.start":
                    statuses.append(message["status"])

            scope = {"type": "http", "method": "GET", "path": path, "headers": []}
            await observer(scope, _never, send)

        observer = _observe(wait, limit=2)
        under_way = [asyncio.create_task(ask("/v1/tag")) for _ in range(2)]
        await asyncio.sleep(0)
        await ask("/v1/tag")
        for path in ("/health/live", "/v2/health/ready", "/metrics"):
            await ask(path)
        release.set()
        await asyncio.gather(*under_way)
        await ask("/v1/tag")
        return statuses

    assert asyncio.run(run()) == [503, 200, 200, 200, 200, 200, 200]


def test_limit_says_when_to_come_again() -> None:
    """The refusal is a problem document with Retry-After."""
    answer = TestClient(_observe(_fine, limit=0)).get("/v1/tag")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.json()["type"] == "urn:gaoqian:problem:unavailable"


def test_cancelled_by_somebody_else() -> None:
    """What is given up from outside, also at its deadline, is not answered as late."""

    async def run() -> None:
        started = asyncio.Event()
        sent: list[Message] = []

        async def wait(*_: object) -> None:
            started.set()
            try:
                await asyncio.sleep(3600)
            finally:
                await asyncio.sleep(1.2)  # past the deadline

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
        task = asyncio.create_task(_observe(wait, seconds=1.0)(scope, _never, send))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert sent == []

    asyncio.run(run())


def test_deadline_leaves_nothing_behind() -> None:
    """Behind a request that came too late the task waits as before: nothing cancels it still."""

    async def run() -> int:
        scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
        for app in (_endless, _late_error):
            await _observe(app, seconds=0.01)(scope, _never, _discard)
            await asyncio.sleep(0.02)
        task = asyncio.current_task()
        assert task is not None
        return task.cancelling()

    assert asyncio.run(run()) == 0


async def _late_error(*_: object) -> None:
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError as error:
        raise KeyError from error


async def _discard(_: Message) -> None:
    pass
