"""Routes that need an API key: FastAPI route classes, one for each scope."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.routing import APIRoute

from gaoqian_service.http.auth.keys import KeyScope
from gaoqian_service.http.openapi import SECURITY
from gaoqian_service.http.problems import documented


class KeyedRoute(APIRoute):
    """A route that checks the API key before the body is read.

    FastAPI's dependencies would run after the body is read.

    Attributes:
        needed: The scope that the key must have.
    """

    needed: ClassVar[KeyScope]

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        responses: dict[int | str, dict[str, Any]] | None = None,
        openapi_extra: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(
            path,
            endpoint,
            responses=documented(401, 403, 429, 503) | (responses or {}),
            openapi_extra={"security": SECURITY} | (openapi_extra or {}),
            **options,
        )

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return a handler that asks the authenticator first."""
        handle = super().get_route_handler()
        needed = self.needed

        async def authenticated(request: Request) -> Response:
            await request.app.state.service.authenticator.admit(request.scope, needed)
            return await handle(request)

        return authenticated


class TagRoute(KeyedRoute):
    """Needs the scope ``tag``."""

    needed = KeyScope.TAG


class FeedbackRoute(KeyedRoute):
    """Needs the scope ``feedback``."""

    needed = KeyScope.FEEDBACK


class MetricsRoute(KeyedRoute):
    """Needs the scope ``metrics``."""

    needed = KeyScope.METRICS


class AdminRoute(KeyedRoute):
    """Needs the scope ``admin``."""

    needed = KeyScope.ADMIN
