"""``POST /v1/tag``, on its fast path and behind it, and ``POST /v1/tag/batch``."""

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

from gaoqian import Article, Tagger
from gaoqian_service.http.app import create_app
from gaoqian_service.http.auth.authenticator import Authenticator
from gaoqian_service.http.routes.tagging import FastPath
from gaoqian_service.http.tagging import TaggingService
from gaoqian_service.serving.serving import Serving
from gaoqian_service.settings import Settings

_ARTICLE = {"id": "a1", "headline": "柳溪街道加装电梯", "body": "三栋老楼同日开工，管线一并入地。"}
_JSON = {"content-type": "application/json"}
_SHORT = '{"id": "7", "body": "工会换届，职工代表投票。"}'.encode()
_PASSED_ON = 203
_MAX_BYTES = 20_000
_OPEN = Authenticator(None, None)


def test_answers_what_the_tagger_answers(client: TestClient, tagger: Tagger) -> None:
    """The service adds nothing to the core's result."""
    answer = client.post("/v1/tag", json=_ARTICLE)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    article = Article(_ARTICLE["headline"], _ARTICLE["body"], _ARTICLE["id"])
    assert answer.json() == tagger.tag(article, explain=True).to_dict()


def test_evidence_can_be_left_out(client: TestClient) -> None:
    """``explain: false`` gives tags without evidence."""
    answer = client.post("/v1/tag", json={**_ARTICLE, "explain": False}).json()
    assert [tag["evidence"] for tag in answer["tags"]] == [[]]


@pytest.mark.parametrize("body", [{}, {"body": ""}, {"headline": " ", "body": "\u3000\n"}])
def test_empty_article(client: TestClient, body: dict[str, str]) -> None:
    """Nothing to read is 422."""
    answer = client.post("/v1/tag", json=body)
    assert answer.status_code == 422
    assert "empty" in answer.json()["detail"]


def test_batch_in_order_with_its_odd_rows(client: TestClient) -> None:
    """An empty row is answered, not refused, and numbers are ids."""
    rows: list[dict[str, Any]] = [_ARTICLE, {"id": 2}, {"body": "English only, nothing else here"}]
    answer = client.post("/v1/tag/batch", json={"articles": rows, "explain": True})
    assert answer.status_code == 200
    first, second, third = answer.json()["results"]
    assert first == client.post("/v1/tag", json=_ARTICLE).json()
    assert (second["id"], second["status"], second["reason"]) == ("2", "abstained", "too_short")
    assert third["reason"] == "not_chinese"


def test_batch_limit(client: TestClient) -> None:
    """256 articles are taken, 257 refused with the field named."""
    full = client.post("/v1/tag/batch", json={"articles": [_ARTICLE] * 256})
    assert len(full.json()["results"]) == 256
    over = client.post("/v1/tag/batch", json={"articles": [_ARTICLE] * 257})
    assert over.status_code == 422
    assert over.json()["errors"][0]["field"] == "articles"


@pytest.mark.parametrize(
    "body",
    [
        "坏\ud800字\udfff",
        "有\x00空字符",
        "无" * 100_000,
        "，。！？",
        "only English",
        "20261124",
        "😀" * 500,
        "<script>alert(1)</script>工会换届",
        "\u202e" * 50,
    ],
)
def test_odd_text_gets_an_answer(client: TestClient, body: str) -> None:
    """Whatever is in the string, the answer is a result with exact evidence."""
    # The client's own encoder would refuse what JSON's escapes can spell.
    content = json.dumps({"headline": "工会换届", "body": body})
    answer = client.post("/v1/tag", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    mended = body.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
    for tag in answer.json()["tags"]:
        for evidence in tag["evidence"]:
            sent = mended if evidence["field"] == "body" else "工会换届"
            assert sent[evidence["start"] : evidence["end"]] == evidence["text"]


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await Response(body, _PASSED_ON)(scope, receive, send)


@pytest.fixture(scope="module")
def fast_path(tagger: Tagger) -> TestClient:
    """The fast path before an application that only repeats the body."""
    return TestClient(FastPath(_echo, TaggingService(Serving(tagger)), _OPEN, _MAX_BYTES))


@pytest.mark.parametrize(
    "media_type", ["application/json", "Application/JSON; charset=utf-8", "application/json;"]
)
def test_short_article_is_answered(fast_path: TestClient, tagger: Tagger, media_type: str) -> None:
    """The application behind it is not asked."""
    answer = fast_path.post("/v1/tag", content=_SHORT, headers={"content-type": media_type})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert (answer.json()["id"], answer.json()["model"]) == ("7", tagger.version)


@pytest.mark.parametrize(
    ("path", "content", "headers"),
    [
        ("/v1/tag/batch", _SHORT, _JSON),
        ("/v1/tag", _SHORT, {}),
        ("/v1/tag", _SHORT, {"content-type": "text/plain"}),
        ("/v1/tag", _SHORT, {"content-type": "application/problem+json"}),
        ("/v1/tag", _SHORT, {**_JSON, "content-encoding": "gzip"}),
        ("/v1/tag", json.dumps({"body": "火" * 4001}, ensure_ascii=False).encode(), _JSON),
        ("/v1/tag", b'{"body": "%s"}' % (b"a" * _MAX_BYTES), _JSON),
        ("/v1/tag", b"", _JSON),
        ("/v1/tag", b'{"body": "', _JSON),
        ("/v1/tag", b'{"body": ""}', _JSON),
        ("/v1/tag", b'{"body": "\\ud800"}', _JSON),
        ("/v1/tag", b'{"body": "\xff"}', _JSON),
        ("/v1/tag", b"\xef\xbb\xbf" + _SHORT, _JSON),
    ],
)
def test_all_else_is_passed_on(
    fast_path: TestClient, path: str, content: bytes, headers: dict[str, str]
) -> None:
    """Whole, as if nothing had been read."""
    answer = fast_path.post(path, content=content, headers=headers)
    assert (answer.status_code, answer.content) == (_PASSED_ON, content)


def test_undeclared_length_is_passed_on(fast_path: TestClient) -> None:
    """A body in chunks might be of any length."""
    answer = fast_path.post("/v1/tag", content=iter([_SHORT]), headers=_JSON)
    assert (answer.status_code, answer.content) == (_PASSED_ON, _SHORT)


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
    parts = [_SHORT[:20], _SHORT[20:]]
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
    """A limit below what the fast path takes is kept there as well."""
    client = TestClient(create_app(Settings(models=models_folder, max_body_bytes=30)))
    assert client.post("/v1/tag", content=_SHORT, headers=_JSON).status_code == 413


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
def test_both_paths_answer_alike(client: TestClient, record: dict[str, Any], escape: bool) -> None:
    """A declared body may take the fast path, the same body in chunks never does."""
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
