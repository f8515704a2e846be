"""Label Studio's machine-learning backend: predictions for its tasks.

Facts: ``label_studio_ml/api.py`` of HumanSignal/label-studio-ml-backend, which is the server
that this replaces, and ``label_studio/ml`` of HumanSignal/label-studio, which is the client.
"""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from gaoqian import TagResult
from gaoqian_service.http.adapters.label_config import LabelConfig, parse_label_config
from gaoqian_service.http.auth.keyed_routes import TagRoute
from gaoqian_service.http.problems import documented
from gaoqian_service.http.schemas.text import Identifier, Text, mend
from gaoqian_service.http.state import State
from gaoqian_service.settings import MAX_BATCH

router = APIRouter(prefix="/label-studio", tags=["Label Studio"], route_class=TagRoute)
#: Answered without a key: health probes.
open_router = APIRouter(prefix="/label-studio", tags=["Label Studio"])

#: In characters; choices for a whole vocabulary take some tens of thousands.
MAX_CONFIG = 256 * 1024


class BackendHealth(BaseModel):
    """健康状况 Health, in the words that Label Studio knows."""

    status: Literal["UP"] = "UP"
    model_class: Literal["Gaoqian"] = "Gaoqian"


class SetupRequest(BaseModel):
    """接入项目 What Label Studio sends when it connects; none of it is kept."""

    project: Identifier = Field(default="", max_length=255)


class SetupAnswer(BaseModel):
    """接入结果 The version of the model that answers."""

    model_version: str


class VersionsAnswer(BaseModel):
    """可选的模型版本 Versions that can be chosen: the one that answers."""

    versions: list[str]


class Task(BaseModel):
    """一个任务 A task."""

    id: Identifier = Field(default="", max_length=64)
    data: dict[str, Any] = Field(description="数据 Its data: the texts, by field")


class PredictRequest(BaseModel):
    """要预测的任务 Tasks to predict, and the configuration they are labelled under."""

    tasks: list[Task] = Field(max_length=MAX_BATCH, description="至多 256 个任务 At most 256")
    label_config: Text = Field(max_length=MAX_CONFIG, description="标注界面 XML")


class ChoicesValue(BaseModel):
    """选中的选项 Choices that are taken."""

    choices: list[str]


class PredictedChoices(BaseModel):
    """一个选择题的答案 The answer of one ``<Choices>``."""

    from_name: str
    to_name: str
    type: Literal["choices"] = "choices"
    value: ChoicesValue


class Prediction(BaseModel):
    """一个任务的预测 The prediction of one task."""

    result: list[PredictedChoices]
    score: float = Field(
        ge=0, le=1, description="最没把握的一个主题判对的概率 How sure of the least sure topic"
    )
    model_version: str


class PredictAnswer(BaseModel):
    """预测，顺序与任务相同 Predictions, in the order of the tasks."""

    results: list[Prediction]


@open_router.get("/health", summary="Label Studio 查看是否可用 Health for Label Studio")
async def health() -> BackendHealth:
    """能应答即可用。"""
    return BackendHealth()


@open_router.get("/", summary="同 health The same as health")
async def root() -> BackendHealth:
    """能应答即可用。"""
    return BackendHealth()


@router.post(
    "/setup",
    summary="接入 Label Studio 的项目 Connect a project of Label Studio",
    responses=documented(400, 413, 415, 422),
)
async def setup(request: SetupRequest, state: State) -> SetupAnswer:
    """返回正在应答的模型版本；送来的内容（含访问令牌）一概不存。"""
    del request
    return SetupAnswer(model_version=state.serving.tagger.version)


@router.get("/versions", summary="模型版本 Versions for Label Studio")
async def versions(state: State) -> VersionsAnswer:
    """只有正在应答的版本；换版本用 gaoqian models promote。"""
    return VersionsAnswer(versions=[state.serving.tagger.version])


@router.post(
    "/predict",
    summary="预测 Label Studio 的任务 Predict tasks of Label Studio",
    responses=documented(400, 413, 415, 422),
)
async def predict(request: PredictRequest, state: State) -> PredictAnswer:
    """从标注界面找到以主题为选项的选择题，以及标题与正文所在的字段。"""
    topics = state.serving.taxonomy.topics
    config = parse_label_config(request.label_config, topics, "label_config")
    articles = [
        config.read_article(task.data, identify(task), f"tasks.{place}.data")
        for place, task in enumerate(request.tasks)
    ]
    results = await state.tagging.tag_batch(articles, explain=False)
    return PredictAnswer(results=[_predict(result, config) for result in results])


def identify(task: Task) -> str:
    """Return the article's identifier: ``data.id`` where given, else the task's."""
    own = task.data.get("id")
    if isinstance(own, str | int) and not isinstance(own, bool) and 0 < len(str(own)) <= 255:
        return mend(str(own))
    return f"label-studio:{task.id}" if task.id else ""


def _predict(result: TagResult, config: LabelConfig) -> Prediction:
    predicted = []
    for control in config.controls:
        taken = [control.choices[tag.topic] for tag in result.tags if tag.topic in control.choices]
        if taken:
            value = ChoicesValue(choices=taken if control.multiple else taken[:1])
            predicted.append(
                PredictedChoices(from_name=control.name, to_name=control.to_name, value=value)
            )
    return Prediction(result=predicted, score=_sureness(result), model_version=result.model)


def _sureness(result: TagResult) -> float:
    """Return the lowest probability of a topic's decision, given or not; 0 where unscored."""
    given = {tag.topic for tag in result.tags}
    return min(
        (score if topic in given else 1 - score for topic, score in result.scores.items()),
        default=0.0,
    )
