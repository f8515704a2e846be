"""OpenTelemetry traces, sent where the environment names an endpoint."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from gaoqian import __version__
from gaoqian.extras import require_extra
from gaoqian_service.threads import in_thread

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
#: Probes that come every few seconds are not worth a trace.
_LEFT_OUT = "/health/,/metrics,/v2/health/"
_QUERY = "gaoqian.query_string"


class _HideQuery:
    """ASGI middleware around tracing that hides the query string, which may hold text."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope[_QUERY], scope["query_string"] = scope["query_string"], b""
        await self.app(scope, receive, send)


class _ShowQuery:
    """ASGI middleware inside tracing that restores the query string."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["query_string"] = scope.pop(_QUERY)
        await self.app(scope, receive, send)


def traces_are_wanted() -> bool:
    """Return whether one of OpenTelemetry's own variables names an endpoint."""
    return any(os.environ.get(name) for name in _ENDPOINTS)


def add_traces(app: FastAPI) -> "TracerProvider":
    """Add tracing middleware to an application; call it after all other middleware is added.

    Where spans go, how many and under which name is set by OpenTelemetry's own variables
    (``OTEL_EXPORTER_OTLP_ENDPOINT``, ``OTEL_TRACES_SAMPLER``, ``OTEL_SERVICE_NAME``).

    Raises:
        ExtraError: the extra ``telemetry`` is not installed.
    """
    require_extra("telemetry")
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
    from opentelemetry.sdk.resources import OTELResourceDetector, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.util.http import parse_excluded_urls

    ours = Resource.create({"service.name": "gaoqian", "service.version": __version__})
    provider = TracerProvider(resource=ours.merge(OTELResourceDetector().detect()))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    app.add_middleware(_ShowQuery)
    app.add_middleware(
        OpenTelemetryMiddleware,
        excluded_urls=parse_excluded_urls(_LEFT_OUT),
        tracer_provider=provider,
        exclude_spans=["receive", "send"],
    )
    app.add_middleware(_HideQuery)
    return provider


@asynccontextmanager
async def sending_traces(provider: "TracerProvider") -> AsyncIterator[None]:
    """Send the remaining spans at the end of the block."""
    yield
    await in_thread(provider.shutdown)


def name_span(method: str, route: str) -> None:
    """Name the request's span by method and route; the route is known once the answer begins."""
    from opentelemetry import trace

    trace.get_current_span().update_name(f"{method} {route}")
