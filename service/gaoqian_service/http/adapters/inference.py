"""The Open Inference Protocol, version 2 over REST, as KServe, Triton and their clients speak it.

Facts: ``specification/protocol/inference_rest.md`` of kserve/open-inference-protocol. Problem
documents below ``/v2`` carry the protocol's ``error``, too (`gaoqian_service.http.problems`).
"""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from gaoqian import Tagger, __version__
from gaoqian_service.errors import UnknownError
from gaoqian_service.http.adapters.tensors import (
    Parameters,
    RequestInput,
    RequestOutput,
    ResponseOutput,
    build_outputs,
    check_outputs,
    read_articles,
)
from gaoqian_service.http.auth.keyed_routes import TagRoute
from gaoqian_service.http.problems import documented_protocol
from gaoqian_service.http.schemas.text import Text
from gaoqian_service.http.state import ServiceState, State

# The clients of Triton declare no media type.
router = APIRouter(
    prefix="/v2", tags=["Open Inference Protocol"], strict_content_type=False, route_class=TagRoute
)
#: Answered without a key: health probes.
open_router = APIRouter(prefix="/v2", tags=["Open Inference Protocol"], strict_content_type=False)

MODEL = "gaoqian"

_Model = Annotated[str, Path(description=f"总是 always {MODEL}")]
_Version = Annotated[str, Path(description="正在应答的版本 The version that answers")]


class ServerAnswer(BaseModel):
    """服务说明 Server metadata."""

    name: str
    version: str
    extensions: list[str]


class ServerHealthAnswer(BaseModel):
    """是否活着、能否应答 Whether the server is alive, and ready."""

    live: bool
    ready: bool


class TensorMetadata(BaseModel):
    """张量说明 A tensor; -1 is a dimension of any size."""

    name: str
    datatype: str
    shape: list[int]


class ModelMetadata(BaseModel):
    """模型说明 Model metadata."""

    name: str
    versions: list[str]
    platform: str
    inputs: list[TensorMetadata] = Field(description="必须给的 The inputs that are required")
    outputs: list[TensorMetadata]
    properties: dict[str, str] = Field(
        description="topics：scores 各列的主题；optional_inputs：可另给的输入"
    )


class ModelReadyAnswer(BaseModel):
    """模型能否应答 Whether the model is ready."""

    name: str
    ready: bool


class InferenceRequest(BaseModel):
    """推理请求 Articles as tensors."""

    id: Text | None = Field(default=None, max_length=255, description="原样返回 Returned as sent")
    parameters: Parameters = Field(default={}, description="不用 Not used")
    inputs: list[RequestInput]
    outputs: list[RequestOutput] = Field(default=[], description="不给即全部 All if not named")


class InferenceAnswer(BaseModel):
    """推理结果 Results as tensors."""

    model_name: str
    model_version: str
    id: str | None = None
    outputs: list[ResponseOutput]


@router.get("", summary="服务说明 Server metadata")
async def server_metadata() -> ServerAnswer:
    """名称与版本；没有扩展。"""
    return ServerAnswer(name=MODEL, version=__version__, extensions=[])


@open_router.get("/health/live", summary="服务是否活着 Server live")
async def server_live() -> ServerHealthAnswer:
    """能应答即活着；模型在监听之前已加载。"""
    return ServerHealthAnswer(live=True, ready=True)


@open_router.get("/health/ready", summary="服务能否应答 Server ready")
async def server_ready() -> ServerHealthAnswer:
    """同上：地址能应答时模型已加载。"""
    return ServerHealthAnswer(live=True, ready=True)


@router.get(
    "/models/{model}", summary="模型说明 Model metadata", responses=documented_protocol(404)
)
async def model_metadata(state: State, model: _Model) -> ModelMetadata:
    """输入、输出与各列的主题。"""
    return _describe(_find(state, model))


@router.get(
    "/models/{model}/versions/{version}",
    summary="某版模型的说明 Model metadata of a version",
    responses=documented_protocol(404),
)
async def version_metadata(state: State, model: _Model, version: _Version) -> ModelMetadata:
    """同上；只有正在应答的版本。"""
    return _describe(_find(state, model, version))


@router.get(
    "/models/{model}/ready",
    summary="模型能否应答 Model ready",
    responses=documented_protocol(404),
)
async def model_ready(state: State, model: _Model) -> ModelReadyAnswer:
    """模型已加载即为 true。"""
    _find(state, model)
    return ModelReadyAnswer(name=MODEL, ready=True)


@router.get(
    "/models/{model}/versions/{version}/ready",
    summary="某版模型能否应答 Model version ready",
    responses=documented_protocol(404),
)
async def version_ready(state: State, model: _Model, version: _Version) -> ModelReadyAnswer:
    """同上；只有正在应答的版本，别的版本为 404。"""
    _find(state, model, version)
    return ModelReadyAnswer(name=MODEL, ready=True)


@router.post(
    "/models/{model}/infer",
    summary="推理 Inference",
    response_model_exclude_none=True,
    responses=documented_protocol(400, 404, 413, 415),
)
async def infer(state: State, model: _Model, request: InferenceRequest) -> InferenceAnswer:
    """至多 256 篇；scores 为各主题的概率，tags 为主题编号（JSON 列表），status 为状态或原因。"""
    return await _infer(state, _find(state, model), request)


@router.post(
    "/models/{model}/versions/{version}/infer",
    summary="用某版模型推理 Inference with a version",
    response_model_exclude_none=True,
    responses=documented_protocol(400, 404, 413, 415),
)
async def infer_with_version(
    state: State, model: _Model, version: _Version, request: InferenceRequest
) -> InferenceAnswer:
    """同上；只有正在应答的版本。"""
    return await _infer(state, _find(state, model, version), request)


def _find(state: ServiceState, model: str, version: str | None = None) -> Tagger:
    tagger = state.serving.tagger
    if model != MODEL:
        raise UnknownError(f"模型 model {model!r}；只有 expected {MODEL!r}")
    if version is not None and version != tagger.version:
        raise UnknownError(f"版本 version {version!r}；正在应答的是 serving {tagger.version!r}")
    return tagger


def _describe(tagger: Tagger) -> ModelMetadata:
    topics = tagger.bundle.manifest.taxonomy.ids
    return ModelMetadata(
        name=MODEL,
        versions=[tagger.version],
        platform="gaoqian_tfidf_linear",
        inputs=[TensorMetadata(name="text", datatype="BYTES", shape=[-1])],
        outputs=[
            TensorMetadata(name="scores", datatype="FP64", shape=[-1, len(topics)]),
            TensorMetadata(name="tags", datatype="BYTES", shape=[-1]),
            TensorMetadata(name="status", datatype="BYTES", shape=[-1]),
        ],
        properties={"topics": ",".join(topics), "optional_inputs": "headline,body"},
    )


async def _infer(state: ServiceState, tagger: Tagger, request: InferenceRequest) -> InferenceAnswer:
    # Nothing is awaited between finding the tagger and this, so that it is the same one.
    topics = tagger.bundle.manifest.taxonomy.ids
    check_outputs(request.outputs)
    results = await state.tagging.tag_batch(read_articles(request.inputs), explain=False)
    return InferenceAnswer(
        model_name=MODEL,
        model_version=tagger.version,
        id=request.id,
        outputs=build_outputs(results, topics, request.outputs),
    )
