"""Limits of request bodies: size and encoding, checked before anything is parsed."""

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gaoqian_service.http.problems import problem_response


class BodyLimit:
    """ASGI middleware: a compressed body gets 415, one larger than the limit 413.

    An article is a few kilobytes, and a compressed body could be far larger than its declared
    length. A declared length is checked before a byte is read, an undeclared one while it is read.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refuse(Request(scope))
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        received = 0

        async def counting_receive() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.max_bytes:
                raise HTTPException(413, self._detail(f"至少 at least {received} 字节 bytes"))
            return message

        await self.app(scope, counting_receive, send)

    def _refuse(self, request: Request) -> Response | None:
        encoding = request.headers.get("content-encoding", "identity")
        if encoding.lower() != "identity":
            detail = (
                f"Content-Encoding: {encoding}；请勿压缩 expected a body that is not compressed"
            )
            return problem_response(request, 415, detail, headers={"Accept-Encoding": "identity"})
        declared = request.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self.max_bytes:
            return problem_response(request, 413, self._detail(f"{declared} 字节 bytes"))
        return None

    def _detail(self, got: str) -> str:
        return f"正文 body {got}，上限 limit {self.max_bytes}"
