"""``POST /v1/tag`` and ``POST /v1/tag/batch``."""

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from gaoqian import TagResult
from gaoqian.json import encode
from gaoqian_service.problems import documented
from gaoqian_service.schemas import BatchAnswer, BatchRequest, ResultAnswer, TagRequest
from gaoqian_service.state import ServiceState, State

router = APIRouter(prefix="/v1", tags=["打标签 Tagging"])

_JSON = "application/json"


@router.post(
    "/tag",
    summary="给一篇稿件打标签 Tag one article",
    response_model=ResultAnswer,
    responses=documented(400, 413, 415, 422),
)
async def tag(request: TagRequest, state: State) -> Response:
    """给出主题、概率、阈值与依据；不属于任何主题时 status 为 none。"""
    article, explain = request.to_article(), request.explain
    if request.is_short:
        return answer(state.tagger.tag(article, explain=explain))
    return answer(await run_in_threadpool(state.tagger.tag, article, explain=explain))


def answer(result: TagResult) -> Response:
    """Build the answer for one article."""
    return Response(encode(result.to_dict()), media_type=_JSON)


@router.post(
    "/tag/batch",
    summary="给一批稿件打标签 Tag a batch",
    response_model=BatchAnswer,
    responses=documented(400, 413, 415, 422),
)
async def tag_batch(request: BatchRequest, state: State) -> Response:
    """至多 256 篇，按来稿顺序返回；空稿件返回 abstained: too_short。"""
    content = await run_in_threadpool(_tag_batch, request, state)
    return Response(content, media_type=_JSON)


def _tag_batch(request: BatchRequest, state: ServiceState) -> bytes:
    articles = [article.to_article() for article in request.articles]
    results = state.tagger.tag_many(articles, explain=request.explain)
    return encode({"results": [result.to_dict() for result in results]})
