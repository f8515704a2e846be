"""The FastAPI application."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from gaoqian import ModelStore, __version__
from gaoqian_service.errors import ServiceSettingsError
from gaoqian_service.http.adapters import (
    doccano,
    imatrics,
    inference,
    label_studio,
    label_studio_feedback,
)
from gaoqian_service.http.auth.authenticator import Authenticator
from gaoqian_service.http.auth.key_store import KeyStore, watching_keys
from gaoqian_service.http.auth.keys import read_keys
from gaoqian_service.http.background.challenge import Challenge
from gaoqian_service.http.background.recorder import Recorder
from gaoqian_service.http.background.shadow import Shadow
from gaoqian_service.http.background.tally import Tally
from gaoqian_service.http.middleware.limits import BodyLimit
from gaoqian_service.http.middleware.request_context import RequestContext
from gaoqian_service.http.openapi import complete_openapi
from gaoqian_service.http.problems import install_problem_handlers
from gaoqian_service.http.routes import (
    articles,
    catalogue,
    feedback,
    models,
    operation,
    tagging,
)
from gaoqian_service.http.state import ServiceState
from gaoqian_service.http.tagging import TaggingService
from gaoqian_service.observing.prometheus import Metrics
from gaoqian_service.observing.traces import (
    add_traces,
    name_span,
    sending_traces,
    traces_are_wanted,
)
from gaoqian_service.polling import polling
from gaoqian_service.records.database import Database
from gaoqian_service.records.schema import prepare_database
from gaoqian_service.serving.activation import Activation
from gaoqian_service.serving.loading import load_first
from gaoqian_service.serving.serving import Serving
from gaoqian_service.settings import Settings

if TYPE_CHECKING:
    from gaoqian_service.http.auth.rates import RateLimit

#: In bytes: ten packets, which a connection sends at once; a smaller answer arrives no sooner
#: for being compressed.
_GZIP_FROM = 14_000
#: 256 answers with evidence, 151 kB: level 1 leaves 39 kB in 1.1 ms, 6 33 kB in 3.4 ms, 9 32 kB
#: in 11 ms.
_GZIP_LEVEL = 1
_CORS_HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "X-API-Key", "X-Request-ID")
_CORS_EXPOSED = ("Retry-After", "X-Request-ID")

_DESCRIPTION = """
给中文新闻稿件打主题标签，并给出依据在原文中的位置。

Topic tags for Chinese newsroom copy, with the evidence and its place in the text as sent.
Offsets count Unicode code points from 0. Errors are `application/problem+json` (RFC 9457).
"""


def create_app(settings: Settings) -> FastAPI:
    """Build the application; its bundle is loaded here, once.

    Raises:
        BundleError: there is no bundle, or it cannot be used here.
        SettingsError: a setting cannot be used.
        DatabaseError: the database does not answer.
    """
    state = _build_state(settings)
    # The documentation pages come with their scripts: newsrooms are often cut off.
    app = FastAPIOffline(
        title="稿签 Gaoqian",
        version=__version__,
        summary="中文新闻稿件主题标签 Topic tags for Chinese newsroom copy",
        description=_DESCRIPTION,
        lifespan=_run_background,
    )
    app.state.service = state
    _add_layers(app, state)
    install_problem_handlers(app)
    complete_openapi(app)
    for routes in (tagging, feedback, articles, catalogue, models):
        app.include_router(routes.router)
    for router in (operation.health_router, operation.metrics_router):
        app.include_router(router)
    for adapter in (imatrics, label_studio, label_studio_feedback, doccano, inference):
        app.include_router(adapter.router)
    app.include_router(imatrics.feedback_router)
    for health_of in (label_studio, inference):
        app.include_router(health_of.open_router)
    return app


def _build_state(settings: Settings) -> ServiceState:
    store = ModelStore(settings.models)
    serving = Serving(load_first(store, settings.model))
    database = prepare_database(settings.database)
    key_store = _read_key_store(settings, database)
    counted = Metrics()
    shadow = Shadow(database, counted)
    state = ServiceState(
        settings=settings,
        store=store,
        serving=serving,
        activation=Activation(store, serving, settings.model, counted.serve),
        challenge=Challenge(store, serving, shadow),
        tagging=TaggingService(serving),
        database=database,
        authenticator=Authenticator(key_store, _build_rate_limit(settings)),
        metrics=counted,
    )
    state.metrics.serve(serving.tagger.version)
    state.tagging.listeners.append(shadow.note)
    state.background.append(shadow.running())
    for follow in (state.activation.follow, state.challenge.follow):
        state.background.append(polling(follow, settings.follow_seconds))
    state.tagging.listeners.append(state.metrics.observe_results)
    if settings.count_scores:
        tally = Tally(database, serving, counted)
        state.tagging.listeners.append(tally.note)
        state.background.append(tally.running())
    if settings.log_decisions:
        recorder = Recorder(database, serving, state.metrics, keeps_texts=settings.keep_texts)
        state.tagging.listeners.append(recorder.note)
        state.background.append(recorder.running())
    if key_store is not None:
        state.background.append(watching_keys(key_store, database, settings.follow_seconds))
    return state


def _read_key_store(settings: Settings, database: Database) -> KeyStore | None:
    if not settings.needs_keys:
        return None
    key_store = KeyStore(read_keys(database))
    if not key_store:
        raise ServiceSettingsError(
            f"no valid API key to answer on {settings.host} with; make one with 'gaoqian keys "
            "create NAME --scope tag,feedback', or answer everybody with --insecure"
        )
    return key_store


def _build_rate_limit(settings: Settings) -> "RateLimit | None":
    if not settings.rate_limit:
        return None
    # A tenth of a start, for what few set.
    from gaoqian_service.http.auth.rates import build_rate_limit

    return build_rate_limit(settings.rate_limit, settings.rate_limit_storage.get_secret_value())


def _add_layers(app: FastAPI, state: ServiceState) -> None:
    """Add the middleware, innermost first: the fast path answers before the first two."""
    settings = state.settings
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(GZipMiddleware, minimum_size=_GZIP_FROM, compresslevel=_GZIP_LEVEL)
    app.add_middleware(
        tagging.FastPath,
        tagging=state.tagging,
        authenticator=state.authenticator,
        max_bytes=settings.max_body_bytes,
    )
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=("GET", "POST", "PUT", "DELETE"),
            allow_headers=_CORS_HEADERS,
            expose_headers=_CORS_EXPOSED,
        )
    traced = traces_are_wanted()
    app.add_middleware(
        RequestContext,
        metrics=state.metrics,
        deadline_seconds=settings.deadline_seconds,
        max_in_flight=settings.max_in_flight,
        on_route=name_span if traced else None,
    )
    if traced:
        state.background.append(sending_traces(add_traces(app)))


@asynccontextmanager
async def _run_background(app: FastAPI) -> AsyncIterator[None]:
    state: ServiceState = app.state.service
    async with AsyncExitStack() as stack:
        for part in state.background:
            await stack.enter_async_context(part)
        yield
