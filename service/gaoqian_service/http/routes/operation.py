"""``GET /metrics``, for Prometheus."""

from fastapi import APIRouter
from starlette.responses import Response

from gaoqian_service.http.auth.keyed_routes import MetricsRoute
from gaoqian_service.http.state import State
from gaoqian_service.observing.metrics import CONTENT_TYPE
from gaoqian_service.threads import in_thread

router = APIRouter(tags=["运行状况 Operation"], route_class=MetricsRoute)


@router.get(
    "/metrics",
    summary="Prometheus 指标 Metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(state: State) -> Response:
    """请求数、耗时、在途请求、各主题标签数、弃答原因、概率分布、模型版本、编辑反馈。"""
    return Response(await in_thread(state.metrics.render), media_type=CONTENT_TYPE)
