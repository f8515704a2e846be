"""``POST /v1/models/…``: which bundle answers, changed while the service runs."""

from typing import Annotated

from fastapi import APIRouter, Path

from gaoqian_service.access.guard import AdminRoute
from gaoqian_service.problems import documented
from gaoqian_service.schemas.models import ActivationAnswer
from gaoqian_service.serving.activation import Activated
from gaoqian_service.state import State

router = APIRouter(prefix="/v1/models", tags=["模型 Models"], route_class=AdminRoute)

Version = Annotated[str, Path(description="模型版本 A version of the models folder")]


@router.post(
    "/{version}/activate",
    summary="启用一个版本 Let a version answer",
    responses=documented(404, 409, 422),
)
async def activate(version: Version, state: State) -> ActivationAnswer:
    """载入并核对（文件摘要、分词器、样稿答案），通过后一次换上，各进程随之；不通过则现用版本不变。"""
    return _answer(await state.activation.activate(version))


@router.post(
    "/rollback",
    summary="退回上一个版本 Let the previous version answer again",
    responses=documented(404, 409, 422),
)
async def roll_back(state: State) -> ActivationAnswer:
    """启用上一个现用版本；再退回一次即回到现在。"""
    return _answer(await state.activation.roll_back())


def _answer(activated: Activated) -> ActivationAnswer:
    return ActivationAnswer(model=activated.model, previous=activated.previous)
