"""Routes for operators: ``/health/live``, ``/health/ready``, and ``/metrics`` for Prometheus."""

from fastapi import APIRouter
from starlette.responses import Response

from gaoqian_service.http.auth.keyed_routes import MetricsRoute
from gaoqian_service.http.schemas.catalogue import HealthAnswer
from gaoqian_service.http.state import State
from gaoqian_service.observing.prometheus import CONTENT_TYPE
from gaoqian_service.threads import in_thread

#: Answered without a key: health probes.
health_router = APIRouter(prefix="/health", tags=["健康 Health"])
metrics_router = APIRouter(tags=["运行状况 Operation"], route_class=MetricsRoute)


@health_router.get("/live", summary="进程是否活着 Whether the process is alive")
async def live() -> HealthAnswer:
    """能应答即活着。"""
    return HealthAnswer(status="ok")


@health_router.get("/ready", summary="是否可以接稿 Whether articles can be sent")
async def ready(state: State) -> HealthAnswer:
    """模型已加载即可接稿；返回正在应答的版本。"""
    return HealthAnswer(status="ok", model=state.serving.tagger.version)


@metrics_router.get(
    "/metrics",
    summary="Prometheus 指标 Metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(state: State) -> Response:
    """请求数、耗时、在途请求、各主题标签数、弃答原因、概率分布、模型版本、编辑反馈。"""
    return Response(await in_thread(state.metrics.render), media_type=CONTENT_TYPE)
