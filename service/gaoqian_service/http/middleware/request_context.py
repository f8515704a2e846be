"""The request context, the outermost middleware: identifier, limits, metrics and request log."""

import asyncio
import itertools
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gaoqian_service.errors import BusyError, DeadlineError
from gaoqian_service.http.auth.authenticator import caller_of
from gaoqian_service.http.problems import error_response, unexpected_response
from gaoqian_service.observing.prometheus import Metrics

_REQUEST_ID = re.compile(rb"[\w.:/+=@-]{1,128}", re.ASCII)
#: Path prefixes that are answered even at the limit of requests in flight, so that probes and
#: Prometheus still see the service.
_ALWAYS = ("/health/", "/metrics", "/v2/health/")
#: Headers of every answer, for browsers that come across one.
_COMMON = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)
_API = (
    *_COMMON,
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
#: The documentation pages bring their scripts along; the scripts write styles into the page.
_PAGES = (
    *_COMMON,
    (
        b"content-security-policy",
        (
            b"default-src 'self'; script-src 'self' 'unsafe-inline'; "
            b"style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src blob:; "
            b"frame-ancestors 'none'"
        ),
    ),
)
_PAGE_PATHS = ("/docs", "/redoc", "/static-offline-docs")


@dataclass(slots=True)
class _Sending:
    """ASGI ``send`` that adds our headers to the response and remembers its status.

    ``on_start`` is called just before the response starts, since a trace's span ends with it.
    """

    send: Send
    headers: list[tuple[bytes, bytes]]
    on_start: Callable[[], None] | None = None
    status: int = field(default=0, init=False)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], *self.headers]
            if self.on_start is not None:
                self.on_start()
        await self.send(message)


class _Deadline:
    """Cancels the current task at a deadline, at a lower cost than `asyncio.timeout`."""

    __slots__ = ("_before", "_expired", "_task", "_timer")

    def __init__(self, seconds: float) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  a request is always a task
        self._task = task
        self._before = task.cancelling()
        self._expired = False
        self._timer = asyncio.get_running_loop().call_later(seconds, self._expire)

    def _expire(self) -> None:
        self._expired = True
        self._task.cancel()

    def end(self) -> bool:
        """Stop the timer; true, once, where only the deadline has cancelled the task."""
        self._timer.cancel()
        expired, self._expired = self._expired, False
        return expired and self._task.uncancel() <= self._before


class RequestContext:
    """ASGI middleware around all other middleware.

    A request gets an identifier (``X-Request-ID``, the caller's or a new one), is refused with
    503 over the limit of requests in flight, is cancelled with 503 at its deadline, and is
    counted and logged once it is answered. An unexpected error is logged, and answered with 500.
    """

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        deadline_seconds: float,
        max_in_flight: int,
        on_route: Callable[[str, str], None] | None = None,
    ) -> None:
        self.app = app
        self._metrics = metrics
        self._deadline_seconds = deadline_seconds
        self._max_in_flight = max_in_flight
        self._in_flight = 0
        self._on_route = on_route
        self._log = structlog.get_logger().bind()  # once, and not at each call
        # As unique as a random one for each request, and faster.
        self._own_ids = map(f"{uuid.uuid4().hex}-{{:x}}".format, itertools.count(1))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count and log its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = _given_id(scope) or next(self._own_ids)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        headers = [(b"x-request-id", request_id.encode()), *_security_headers(scope["path"])]
        sending = _Sending(send, headers, self._naming(scope))
        self._in_flight += 1
        self._metrics.in_flight.inc()
        try:
            await self._answer(scope, receive, sending)
        except Exception:
            self._log.exception("unexpected_error", path=scope["path"])
            if not sending.status:
                await unexpected_response(Request(scope))(scope, receive, sending)
        finally:
            self._in_flight -= 1
            self._metrics.in_flight.dec()
            self._note(scope, sending.status, time.perf_counter() - started)
            structlog.contextvars.unbind_contextvars("request_id")

    async def _answer(self, scope: Scope, receive: Receive, send: _Sending) -> None:
        if self._in_flight > self._max_in_flight and not scope["path"].startswith(_ALWAYS):
            busy = BusyError(f"{self._max_in_flight} requests are under way, the limit")
            await error_response(Request(scope), busy)(scope, receive, send)
            return
        deadline = _Deadline(self._deadline_seconds)
        try:
            await self.app(scope, receive, send)
        except asyncio.CancelledError:
            if not deadline.end() or send.status:
                raise
            late = DeadlineError(f"no answer within {self._deadline_seconds:g} s")
            await error_response(Request(scope), late)(scope, receive, send)
        finally:
            deadline.end()

    def _naming(self, scope: Scope) -> Callable[[], None] | None:
        on_route = self._on_route
        if on_route is None:
            return None
        return lambda: on_route(scope["method"], _route_of(scope))

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = _route_of(scope)
        self._metrics.observe_request(scope["method"], route, status, seconds)
        self._log.info(
            "request",
            method=scope["method"],
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 2),
            caller=caller_of(scope),
        )


def _security_headers(path: str) -> tuple[tuple[bytes, bytes], ...]:
    return _PAGES if path.startswith(_PAGE_PATHS) else _API


def _route_of(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "unmatched"))


def _given_id(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return str(value, "ascii")
    return ""
