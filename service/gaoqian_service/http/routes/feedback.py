"""``POST`` and ``GET /v1/feedback``: editors' feedback, stored and read."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response

from gaoqian_service.http.auth.authenticator import caller_of
from gaoqian_service.http.auth.keyed_routes import FeedbackRoute
from gaoqian_service.http.feedback import keep_feedback
from gaoqian_service.http.problems import documented
from gaoqian_service.http.schemas.feedback import (
    FeedbackPage,
    FeedbackRequest,
    StoredAnswer,
    build_feedback_answer,
)
from gaoqian_service.http.state import State
from gaoqian_service.records.feedback import read_feedback
from gaoqian_service.records.texts import MAX_ARTICLE, storable
from gaoqian_service.threads import in_thread

router = APIRouter(prefix="/v1", tags=["编辑反馈 Feedback"], route_class=FeedbackRoute)

_LARGEST_ID = 2**31 - 1

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=255,
        pattern="^[ -~]*$",
        description="同一个键重复送来只记一次 Sent again under the same key, it is kept once",
    ),
]


@router.post(
    "/feedback",
    summary="送来编辑的最终标签 Send an editor's final tags",
    status_code=201,
    responses=documented(400, 409, 413, 415, 422)
    | {200: {"model": StoredAnswer, "description": "重复送来，已有 A repeat, kept before"}},
)
async def send_feedback(
    feedback: FeedbackRequest,
    state: State,
    request: Request,
    response: Response,
    key: IdempotencyKey = "",
) -> StoredAnswer:
    """写入磁盘之后才应答；没有收到应答时再送一次是安全的。"""
    received = feedback.to_feedback(frozenset(state.serving.taxonomy.ids))
    stored = await keep_feedback(state, received, caller_of(request.scope), key)
    response.status_code = 201 if stored.created else 200
    return StoredAnswer(id=stored.id, created=stored.created)


@router.get("/feedback", summary="取回编辑反馈 Read what editors said", responses=documented(422))
async def list_feedback(
    state: State,
    after: Annotated[
        str, Query(pattern=r"^\d{0,10}$", description="上一页的 next The last page's next")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    article: Annotated[
        str | None, Query(max_length=MAX_ARTICLE, description="只看这一篇 Of this article only")
    ] = None,
) -> FeedbackPage:
    """先到的在前；从上次的 next 接着取，不会漏。"""
    last = min(int(after or 0), _LARGEST_ID)
    rows = await in_thread(read_feedback, state.database, last, limit + 1, storable(article))
    page = [build_feedback_answer(row) for row in rows[:limit]]
    return FeedbackPage(feedback=page, next=str(page[-1].id) if len(rows) > limit else None)
