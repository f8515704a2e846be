"""``POST /v1/tag``, with its fast path for short articles, and ``POST /v1/tag/batch``."""

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gaoqian import GaoqianError, TagResult
from gaoqian.json import encode
from gaoqian_service.http.auth.authenticator import Authenticator
from gaoqian_service.http.auth.keyed_routes import TagRoute
from gaoqian_service.http.auth.keys import KeyScope
from gaoqian_service.http.problems import documented, error_response
from gaoqian_service.http.schemas.tagging import BatchAnswer, BatchRequest, ResultAnswer, TagRequest
from gaoqian_service.http.state import State
from gaoqian_service.http.tagging import TaggingService, is_short
from gaoqian_service.threads import in_thread

router = APIRouter(prefix="/v1", tags=["打标签 Tagging"], route_class=TagRoute)

_JSON = "application/json"
_PATH = "/v1/tag"
#: In bytes: a short article's characters as JSON escapes, of six bytes each, and some room.
_MAX_BODY = 32 * 1024


@router.post(
    "/tag",
    summary="给一篇稿件打标签 Tag one article",
    response_model=ResultAnswer,
    responses=documented(400, 413, 415, 422),
)
async def tag(request: TagRequest, state: State) -> Response:
    """给出主题、概率、阈值与依据；不属于任何主题时 status 为 none。"""
    return _tag_response(await state.tagging.tag(request.to_article(), explain=request.explain))


_ROUTE = router.routes[-1]


def _tag_response(result: TagResult) -> Response:
    return Response(encode(result.to_dict()), media_type=_JSON)


@router.post(
    "/tag/batch",
    summary="给一批稿件打标签 Tag a batch",
    response_model=BatchAnswer,
    responses=documented(400, 413, 415, 422),
)
async def tag_batch(request: BatchRequest, state: State) -> Response:
    """至多 256 篇，按来稿顺序返回；空稿件返回 abstained: too_short。"""
    articles = [article.to_article() for article in request.articles]
    results = await state.tagging.tag_batch(articles, explain=request.explain)
    return Response(await in_thread(_encode_batch, results), media_type=_JSON)


def _encode_batch(results: list[TagResult]) -> bytes:
    return encode({"results": [result.to_dict() for result in results]})


class FastPath:
    """ASGI middleware that answers ``POST /v1/tag`` for a short article from its body's bytes.

    Routing, dependencies and FastAPI's own validation cost four times as much as all that is
    done here. As a bare Starlette route, inside compression, body limit and exception handlers,
    the same would cost 40 µs more a request, a tenth of the whole. Whatever is not plain (another
    path or media type, a long or undeclared body, an article that is long or refused) goes on
    to the application as if nothing had been read: there, and only there, faults of the content
    are worded.
    """

    def __init__(
        self, app: ASGIApp, tagging: TaggingService, authenticator: Authenticator, max_bytes: int
    ) -> None:
        self.app = app
        self._authenticator = authenticator
        self._tagging = tagging
        self.max_bytes = min(max_bytes, _MAX_BODY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if not self._is_plain(scope):
            await self.app(scope, receive, send)
            return
        scope["route"] = _ROUTE  # whose path metrics, logs and traces name
        try:
            await self._authenticator.admit(scope, KeyScope.TAG)
        except GaoqianError as error:
            await error_response(Request(scope), error)(scope, receive, send)
            return
        messages = await _read(receive)
        response = await self._answer(b"".join(message.get("body", b"") for message in messages))
        if response is None:
            await self.app(scope, _replay(messages, receive), send)
        else:
            await response(scope, receive, send)

    def _is_plain(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["path"] != _PATH or scope["method"] != "POST":
            return False
        headers = dict(reversed(scope["headers"]))  # of two alike, the first counts
        declared = headers.get(b"content-length", b"")
        media_type = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        return (
            media_type == b"application/json"
            and declared.isdigit()
            and int(declared) <= self.max_bytes
            and b"content-encoding" not in headers
        )

    async def _answer(self, body: bytes) -> Response | None:
        try:
            request = TagRequest.model_validate_json(body)
            article = request.to_article()
            if not is_short(article):
                return None
            result = await self._tagging.tag(article, explain=request.explain)
        except (ValidationError, GaoqianError):
            return None
        return _tag_response(result)


async def _read(receive: Receive) -> list[Message]:
    """Read a body to its end, or to where the client went away."""
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    return messages


def _replay(messages: list[Message], receive: Receive) -> Receive:
    """Return a ``receive`` that gives the messages read once more, and then goes on."""
    pending = iter(messages)

    async def again() -> Message:
        message = next(pending, None)
        return await receive() if message is None else message

    return again
