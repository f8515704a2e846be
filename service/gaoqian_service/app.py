"""The FastAPI application."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.middleware.gzip import GZipMiddleware

from gaoqian import Article, ModelStore, Tagger, __version__
from gaoqian_service.front.express import Express
from gaoqian_service.front.limits import BodyLimit
from gaoqian_service.problems import install_problem_handlers
from gaoqian_service.routes import catalogue, health, tagging
from gaoqian_service.serving.desk import TagDesk
from gaoqian_service.serving.serving import Serving
from gaoqian_service.settings import Settings
from gaoqian_service.state import ServiceState

#: In bytes: ten packets, which a connection sends at once; a smaller answer arrives no sooner
#: for being compressed.
_GZIP_FROM = 14_000
#: 256 answers with evidence, 151 kB: level 1 leaves 39 kB in 1.1 ms, 6 33 kB in 3.4 ms, 9 32 kB
#: in 11 ms.
_GZIP_LEVEL = 1

_DESCRIPTION = """
给中文新闻稿件打主题标签，并给出依据在原文中的位置。

Topic tags for Chinese newsroom copy, with the evidence and its place in the text as sent.
Offsets count Unicode code points from 0. Errors are `application/problem+json` (RFC 9457).
"""


def create_app(settings: Settings) -> FastAPI:
    """Build the application; its bundle is loaded here, once.

    Raises:
        BundleError: there is no bundle, or it cannot be used here.
    """
    store = ModelStore(settings.models)
    tagger = Tagger(store.load(settings.model or None))
    # The first call touches every mapped page and the segmenter's dictionary.
    tagger.tag(Article(headline="工会换届", body="职工代表投票选出新一届委员。"), explain=True)
    # The documentation pages come with their scripts: newsrooms are often cut off.
    app = FastAPIOffline(
        title="稿签 Gaoqian",
        version=__version__,
        summary="中文新闻稿件主题标签 Topic tags for Chinese newsroom copy",
        description=_DESCRIPTION,
        lifespan=_run_background,
    )
    serving = Serving(tagger)
    desk = TagDesk(serving)
    app.state.service = ServiceState(settings, store, serving, desk)
    # From the inside out: a short article never comes as far as the first two.
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(GZipMiddleware, minimum_size=_GZIP_FROM, compresslevel=_GZIP_LEVEL)
    app.add_middleware(Express, desk=desk, max_bytes=settings.max_body_bytes)
    install_problem_handlers(app)
    for router in (tagging.router, catalogue.router, health.router):
        app.include_router(router)
    return app


@asynccontextmanager
async def _run_background(app: FastAPI) -> AsyncIterator[None]:
    state: ServiceState = app.state.service
    async with AsyncExitStack() as stack:
        for part in state.background:
            await stack.enter_async_context(part)
        yield
