"""``/v1/models/…``: activating, rolling back and shadowing bundles while the service runs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from gaoqian_service.errors import ForeignPageError
from gaoqian_service.http.auth.keyed_routes import AdminRoute
from gaoqian_service.http.problems import documented
from gaoqian_service.http.schemas.models import ActivationAnswer, ChallengerAnswer, ShadowAnswer
from gaoqian_service.http.state import ServiceState, State
from gaoqian_service.records.shadow import read_shadow
from gaoqian_service.records.texts import storable
from gaoqian_service.serving.activation import ActivationResult
from gaoqian_service.serving.loading import require_version
from gaoqian_service.threads import in_thread


async def _refuse_foreign_pages(request: Request, state: State) -> None:
    """Refuse a browser's cross-site request.

    Where no key is needed, any page open on this machine could otherwise swap models: browsers
    send a POST without a body without a preflight request.

    Raises:
        ForeignPageError: the browser says that the request is cross-site, and its origin is not
            among those allowed.
    """
    site = request.headers.get("sec-fetch-site", "none")
    origin = request.headers.get("origin", "")
    if site not in ("none", "same-origin") and origin not in state.settings.cors_origins:
        raise ForeignPageError(f"called by a page of {origin!r}, expected one of this service")


router = APIRouter(
    prefix="/v1/models",
    tags=["模型 Models"],
    route_class=AdminRoute,
    dependencies=[Depends(_refuse_foreign_pages)],
)

Version = Annotated[str, Path(description="模型版本 A version of the models folder")]


@router.post(
    "/{version}/activate",
    summary="启用一个版本 Let a version answer",
    responses=documented(404, 409, 422),
)
async def activate(version: Version, state: State) -> ActivationAnswer:
    """载入并核对（文件摘要、分词器、样稿答案），通过后一次换上，各进程随之；不通过则现用版本不变。"""
    return _activation_answer(await state.activation.activate(version))


@router.post(
    "/rollback",
    summary="退回上一个版本 Let the previous version answer again",
    responses=documented(404, 409, 422),
)
async def roll_back(state: State) -> ActivationAnswer:
    """启用上一个现用版本；再退回一次即回到现在。"""
    return _activation_answer(await state.activation.roll_back())


@router.put(
    "/{version}/shadow",
    summary="让一个版本陪跑 Let a version score beside the champion",
    responses=documented(404, 409, 422),
)
async def start_shadow(version: Version, state: State) -> ChallengerAnswer:
    """给线上稿件打分而不应答，只记录与现用版本的分歧；各进程随之。"""
    await state.challenge.start(version)
    return ChallengerAnswer(challenger=version)


@router.delete(
    "/{version}/shadow",
    summary="不再陪跑 Let it score no more",
    responses=documented(404),
)
async def stop_shadow(version: Version, state: State) -> ChallengerAnswer:
    """已记录的分歧保留。"""
    await state.challenge.stop(version)
    return ChallengerAnswer(challenger=None)


@router.get(
    "/{version}/shadow",
    summary="陪跑的结果 What the challenger saw otherwise",
    responses=documented(404, 422),
)
async def shadow(
    version: Version,
    state: State,
    champion: Annotated[str | None, Query(max_length=64, description="只看与它的比较")] = None,
    topic: Annotated[str | None, Query(max_length=64, description="只看这个主题")] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="至多列出的分歧")] = 50,
) -> ShadowAnswer:
    """与各现用版本比较过的稿件数、分歧数，以及最新的分歧；不含稿件原文。"""
    return await in_thread(_report, state, version, storable(champion), storable(topic), limit)


def _report(
    state: ServiceState, version: str, champion: str | None, topic: str | None, limit: int
) -> ShadowAnswer:
    name = storable(version) or ""
    report = read_shadow(state.database, name, champion, topic, limit)
    if not report.counts:
        require_version(state.store, version)
    return ShadowAnswer.of(name, report, running=state.store.challenger() == name)


def _activation_answer(activated: ActivationResult) -> ActivationAnswer:
    return ActivationAnswer(model=activated.model, previous=activated.previous)
