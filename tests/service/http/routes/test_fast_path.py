"""The short way of ``POST /v1/tag``: what takes it, and that nobody can tell."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings, strategies as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from gaoqian import Tagger
from gaoqian_service.http.app import create_app
from gaoqian_service.http.auth.authenticator import Authenticator
from gaoqian_service.http.routes.tagging import FastPath
from gaoqian_service.http.tagging import TaggingService
from gaoqian_service.serving.serving import Serving
from gaoqian_service.settings import Settings

_JSON = {"content-type": "application/json"}
_ARTICLE = '{"id": "7", "body": "工会换届，职工代表投票。"}'.encode()
_PASSED_ON = 203
_MAX_BYTES = 20_000
_OPEN = Authenticator(None, None)


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await Response(body, _PASSED_ON)(scope, receive, send)


@pytest.fixture(scope="module")
def express(tagger: Tagger) -> TestClient:
    """The short way before an application that only repeats the body."""
    return TestClient(FastPath(_echo, TaggingService(Serving(tagger)), _OPEN, _MAX_BYTES))


@pytest.mark.parametrize(
    "media_type", ["application/json", "Application/JSON; charset=utf-8", "application/json;"]
)
def test_short_article_is_answered(express: TestClient, tagger: Tagger, media_type: str) -> None:
    """The application behind it is not asked."""
    answer = express.post("/v1/tag", content=_ARTICLE, headers={"content-type": media_type})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert (answer.json()["id"], answer.json()["model"]) == ("7", tagger.version)


@pytest.mark.parametrize(
    ("path", "content", "headers"),
    [
        ("/v1/tag/batch", _ARTICLE, _JSON),
        ("/v1/tag", _ARTICLE, {}),
        ("/v1/tag", _ARTICLE, {"content-type": "text/plain"}),
        ("/v1/tag", _ARTICLE, {"content-type": "application/problem+json"}),
        ("/v1/tag", _ARTICLE, {**_JSON, "content-encoding": "gzip"}),
        ("/v1/tag", json.dumps({"body": "火" * 4001}, ensure_ascii=False).encode(), _JSON),
        ("/v1/tag", b'{"body": "%s"}' % (b"a" * _MAX_BYTES), _JSON),
        ("/v1/tag", b"", _JSON),
        ("/v1/tag", b'{"body": "', _JSON),
        ("/v1/tag", b'{"body": ""}', _JSON),
        ("/v1/tag", b'{"body": "\\ud800"}', _JSON),
        ("/v1/tag", b'{"body": "\xff"}', _JSON),
        ("/v1/tag", b"\xef\xbb\xbf" + _ARTICLE, _JSON),
    ],
)
def test_all_else_is_passed_on(
    express: TestClient, path: str, content: bytes, headers: dict[str, str]
) -> None:
    """Whole, as if nothing had been read."""
    answer = express.post(path, content=content, headers=headers)
    assert (answer.status_code, answer.content) == (_PASSED_ON, content)


def test_undeclared_length_is_passed_on(express: TestClient) -> None:
    """A body in chunks might be of any length."""
    answer = express.post("/v1/tag", content=iter([_ARTICLE]), headers=_JSON)
    assert (answer.status_code, answer.content) == (_PASSED_ON, _ARTICLE)


def _call(app: FastPath, messages: list[Message]) -> list[Message]:
    """Send a request as these messages and return those of the answer."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"50")]
    scope = {"type": "http", "method": "POST", "path": "/v1/tag", "headers": headers}
    sent: list[Message] = []
    pending = iter(messages)

    async def receive() -> Message:
        return next(pending)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def test_body_in_several_packets(tagger: Tagger) -> None:
    """A character may be cut in two by the network."""
    parts = [_ARTICLE[:20], _ARTICLE[20:]]
    messages: list[Message] = [
        {"type": "http.request", "body": part, "more_body": part is parts[0]} for part in parts
    ]
    start, body = _call(
        FastPath(_echo, TaggingService(Serving(tagger)), _OPEN, _MAX_BYTES), messages
    )
    assert start["status"] == 200
    assert json.loads(body["body"])["id"] == "7"


def test_client_that_goes_away(tagger: Tagger) -> None:
    """The application sees each message once, and in order."""
    messages: list[Message] = [
        {"type": "http.request", "body": b'{"bo', "more_body": True},
        {"type": "http.disconnect"},
        {"type": "http.disconnect", "again": True},
    ]
    seen: list[Message] = []

    async def watch(_: Scope, receive: Receive, __: Send) -> None:
        seen.extend([await receive() for _ in messages])

    _call(FastPath(watch, TaggingService(Serving(tagger)), _OPEN, _MAX_BYTES), messages)
    assert seen == messages


def test_setting_limits_short_bodies_too(models_folder: Path) -> None:
    """A limit below what the short way takes is kept there as well."""
    client = TestClient(create_app(Settings(models=models_folder, max_body_bytes=30)))
    assert client.post("/v1/tag", content=_ARTICLE, headers=_JSON).status_code == 413


_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(alphabet=st.characters(), max_size=8),
    st.sampled_from(["工会换届，职工代表投票。", "坏\ud800字", " ", "yes", "off", "zh-Hans", "en"]),
    st.lists(st.integers(), max_size=2),
)
_FIELDS = st.sampled_from(["id", "headline", "body", "language", "explain", "other"])


@settings(deadline=None)  # the real tagger, on a machine that may be busy
@given(record=st.dictionaries(_FIELDS, _VALUES, max_size=6), escape=st.booleans())
def test_both_ways_answer_alike(client: TestClient, record: dict[str, Any], escape: bool) -> None:
    """A declared body may go the short way, the same body in chunks never does."""
    text = json.dumps(record, ensure_ascii=escape)
    content = text.encode("utf-8", "surrogatepass")
    headers = _JSON | {"x-request-id": "7"}
    declared = client.post("/v1/tag", content=content, headers=headers)
    chunked = client.post("/v1/tag", content=iter([content]), headers=headers)
    assert (declared.status_code, declared.headers, declared.content) == (
        chunked.status_code,
        chunked.headers,
        chunked.content,
    )
