"""``GET /v1/topics``, the topics of the active bundle, and ``GET /v1/models``, all bundles."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from gaoqian import BundleError
from gaoqian_service.http.auth.keyed_routes import TagRoute
from gaoqian_service.http.schemas.catalogue import (
    ModelAnswer,
    ModelsAnswer,
    TopicAnswer,
    TopicsAnswer,
)
from gaoqian_service.http.state import ServiceState, State
from gaoqian_service.threads import in_thread

router = APIRouter(prefix="/v1", tags=["目录 Catalogue"], route_class=TagRoute)


@router.get("/topics", summary="列出主题 List the topics")
async def topics(state: State) -> TopicsAnswer:
    """现用模型的全部主题，含定义、IPTC 代码与阈值。"""
    manifest = state.serving.tagger.bundle.manifest
    entries = [
        TopicAnswer(**asdict(entry.topic), threshold=entry.threshold) for entry in manifest.topics
    ]
    return TopicsAnswer(model=manifest.version, topics=entries)


@router.get("/models", summary="列出模型版本 List the bundles")
async def models(state: State) -> ModelsAnswer:
    """模型目录中的全部版本。

    champion 为现用指针所指，serving 为正在应答，previous 为退回时启用，challenger 为正在陪跑。
    """
    return ModelsAnswer(models=await in_thread(_list_models, state))


def _list_models(state: ServiceState) -> list[ModelAnswer]:
    store = state.store
    champion, previous, challenger = store.champion(), store.previous(), store.challenger()
    return [
        ModelAnswer(
            version=version,
            champion=version == champion,
            serving=version == state.serving.tagger.version,
            previous=version == previous,
            challenger=version == challenger,
            **_describe(state, version),
        )
        for version in store.versions()
    ]


def _describe(state: ServiceState, version: str) -> dict[str, Any]:
    """Describe a bundle by its manifest, or by its error: a broken one must not hide the others."""
    try:
        manifest = state.store.manifest(version)
    except BundleError as error:
        return {"error": str(error)}
    return {
        "created": manifest.created,
        "articles": manifest.data.get("articles"),
        "metrics": dict(manifest.metrics),
    }
