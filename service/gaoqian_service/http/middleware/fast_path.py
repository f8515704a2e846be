"""The short way of ``POST /v1/tag``: short articles, tagged in the event loop."""

from pydantic import ValidationError
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gaoqian import GaoqianError
from gaoqian_service.http.auth.authenticator import Authenticator
from gaoqian_service.http.auth.scopes import KeyScope
from gaoqian_service.http.middleware.request_context import ROUTE
from gaoqian_service.http.routes.tagging import answer
from gaoqian_service.http.schemas.tagging import TagRequest
from gaoqian_service.http.tagging import TaggingService, is_short

_PATH = "/v1/tag"
#: In bytes: a short article's characters as JSON escapes, of six bytes each, and some room.
_MAX_BODY = 32 * 1024


class FastPath:
    """ASGI middleware that answers a short article straight from the bytes of its body.

    Routing, dependencies and FastAPI's own validation cost four times as much as all that is
    done here. Whatever is not plain (another path or media type, a long or undeclared body,
    anything that is refused) goes on to the application as if nothing had been read: there,
    and only there, errors are worded.
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
        try:
            await self._authenticator.admit(scope, KeyScope.TAG)
        except GaoqianError:
            await self.app(scope, receive, send)  # where it is refused again, in words
            return
        messages = await _read(receive)
        response = await self._answer(b"".join(message.get("body", b"") for message in messages))
        if response is None:
            await self.app(scope, _replay(messages, receive), send)
        else:
            scope[ROUTE] = _PATH
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
        return answer(result)


async def _read(receive: Receive) -> list[Message]:
    """Read a body to its end, or to where the client went away."""
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    return messages


def _replay(messages: list[Message], receive: Receive) -> Receive:
    """Return a ``receive`` that gives what was read once more, and then goes on."""
    pending = iter(messages)

    async def again() -> Message:
        message = next(pending, None)
        return await receive() if message is None else message

    return again
