"""The limit on request bodies, kept before anything is parsed."""

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gaoqian_service.problems import problem_response


class BodyLimit:
    """ASGI middleware: a body larger than the limit gets 413.

    A declared length is judged before a byte is read; an undeclared one while it comes in.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        declared = request.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self.max_bytes:
            refusal = problem_response(request, 413, self._detail(f"{declared} 字节 bytes"))
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

    def _detail(self, got: str) -> str:
        return f"正文 body {got}，上限 limit {self.max_bytes}"
