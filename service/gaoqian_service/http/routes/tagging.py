"""``POST /v1/tag`` and ``POST /v1/tag/batch``."""

from fastapi import APIRouter
from starlette.responses import Response

from gaoqian import TagResult
from gaoqian.json import encode
from gaoqian_service.http.auth.keyed_routes import TagRoute
from gaoqian_service.http.problems import documented
from gaoqian_service.http.schemas.tagging import BatchAnswer, BatchRequest, ResultAnswer, TagRequest
from gaoqian_service.http.state import State
from gaoqian_service.threads import in_thread

router = APIRouter(prefix="/v1", tags=["打标签 Tagging"], route_class=TagRoute)

_JSON = "application/json"


@router.post(
    "/tag",
    summary="给一篇稿件打标签 Tag one article",
    response_model=ResultAnswer,
    responses=documented(400, 413, 415, 422),
)
async def tag(request: TagRequest, state: State) -> Response:
    """给出主题、概率、阈值与依据；不属于任何主题时 status 为 none。"""
    return answer(await state.tagging.tag(request.to_article(), explain=request.explain))


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
    articles = [article.to_article() for article in request.articles]
    results = await state.tagging.tag_batch(articles, explain=request.explain)
    return Response(await in_thread(_encode_batch, results), media_type=_JSON)


def _encode_batch(results: list[TagResult]) -> bytes:
    return encode({"results": [result.to_dict() for result in results]})
