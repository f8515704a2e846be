"""``/health/live`` and ``/health/ready``, for whoever restarts and routes."""

from fastapi import APIRouter

from gaoqian_service.http.schemas.catalogue import HealthAnswer
from gaoqian_service.http.state import State

router = APIRouter(prefix="/health", tags=["健康 Health"])


@router.get("/live", summary="进程是否活着 Whether the process is alive")
async def live() -> HealthAnswer:
    """能应答即活着。"""
    return HealthAnswer(status="ok")


@router.get("/ready", summary="是否可以接稿 Whether articles can be sent")
async def ready(state: State) -> HealthAnswer:
    """模型已加载即可接稿；返回正在应答的版本。"""
    return HealthAnswer(status="ok", model=state.serving.tagger.version)
