"""``GET /v1/articles/{article}``, an article's history, and ``GET /v1/review``, the queue."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from gaoqian_service.errors import ContentError
from gaoqian_service.http.auth.keyed_routes import FeedbackRoute
from gaoqian_service.http.problems import documented
from gaoqian_service.http.schemas.articles import ArticleAnswer, ReviewAnswer, build_review_entry
from gaoqian_service.http.state import State
from gaoqian_service.records.history import read_history
from gaoqian_service.records.review import read_review
from gaoqian_service.records.texts import MAX_ARTICLE, storable
from gaoqian_service.threads import in_thread

router = APIRouter(prefix="/v1", tags=["编辑反馈 Feedback"], route_class=FeedbackRoute)


@router.get(
    "/articles/{article:path}",
    summary="一篇稿件的标签，模型的与编辑的并列 An article's tags, the machine's and the editor's",
    responses=documented(404, 422),
)
async def article(
    article: Annotated[str, Path(max_length=MAX_ARTICLE, description="稿件编号")], state: State
) -> ArticleAnswer:
    """编辑定过的，以编辑的为准；重新打标签只改模型的一边。"""
    name = storable(article) or ""
    return ArticleAnswer.of(name, await in_thread(read_history, state.database, name))


@router.get(
    "/review",
    summary="待看的稿件 What is worth an editor's look",
    responses=documented(422),
)
async def review(
    topic: Annotated[str, Query(max_length=64, description="主题编号 Topic")],
    state: State,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> ReviewAnswer:
    """记录在案、模型最拿不准、编辑还没看过的稿件；近似的只列一篇。"""
    taxonomy = state.serving.taxonomy
    if topic not in taxonomy.ids:
        known = list(taxonomy.ids)
        raise ContentError("topic", f"topic {topic!r} is unknown, expected one of {known}")
    found = await in_thread(read_review, state.database, topic, limit, taxonomy.mode)
    return ReviewAnswer(topic=topic, articles=[build_review_entry(one) for one in found])
