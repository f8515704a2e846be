"""Label Studio's webhooks: submitted annotations become feedback.

Facts: the webhook event reference of Label Studio's documentation; ``/webhook`` is where its
machine-learning backends take them.
"""

from collections.abc import Collection, Iterable
from typing import Any, Literal, TypeVar

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from gaoqian_service.errors import ContentError
from gaoqian_service.http.adapters.label_config import LabelConfig, parse_label_config
from gaoqian_service.http.adapters.label_studio import MAX_CONFIG, Task, identify
from gaoqian_service.http.auth.authenticator import caller_of
from gaoqian_service.http.auth.keyed_routes import FeedbackRoute
from gaoqian_service.http.feedback import keep_feedback
from gaoqian_service.http.problems import documented
from gaoqian_service.http.schemas.feedback import Moment
from gaoqian_service.http.schemas.text import Identifier, Text
from gaoqian_service.http.state import ServiceState, State
from gaoqian_service.records.feedback import Feedback
from gaoqian_service.records.texts import hash_text

router = APIRouter(prefix="/label-studio", tags=["Label Studio"], route_class=FeedbackRoute)

_Part = TypeVar("_Part")

_LABELLED = ("ANNOTATION_CREATED", "ANNOTATION_UPDATED")


class Annotator(BaseModel):
    """标注者 Who annotated."""

    id: Identifier = Field(default="", max_length=64)
    email: Text = Field(default="", max_length=200)


class Annotation(BaseModel):
    """提交的标注 What was submitted."""

    id: Identifier = Field(default="", max_length=64)
    completed_by: Identifier | Annotator | None = None
    was_cancelled: bool = False
    result: list[dict[str, Any]] = Field(default=[], max_length=10_000)
    updated_at: Moment | None = None


class Project(BaseModel):
    """项目 Its project."""

    label_config: Text = Field(default="", max_length=MAX_CONFIG)


class Event(BaseModel):
    """Label Studio 的事件 An event; only submitted annotations are kept."""

    action: Text = Field(max_length=64)
    annotation: Annotation | None = None
    project: Project | None = None
    task: Task | None = None


class EventAnswer(BaseModel):
    """事件的处理 What became of an event."""

    outcome: Literal["kept", "repeat", "ignored"]
    id: int | None = Field(default=None, description="反馈编号 Number of the feedback")


@router.post(
    "/webhook",
    summary="Label Studio 的标注作为反馈 Annotations of Label Studio as feedback",
    status_code=201,
    responses=documented(400, 413, 415, 422)
    | {200: {"model": EventAnswer, "description": "没有新内容 Nothing new"}},
)
async def webhook(event: Event, state: State, request: Request, response: Response) -> EventAnswer:
    """提交与修改的标注存为反馈；跳过的、删除的与其他事件不存。"""
    feedback = _read(event, state)
    if feedback is None:
        response.status_code = 200
        return EventAnswer(outcome="ignored")
    stored = await keep_feedback(state, feedback, caller_of(request.scope))
    response.status_code = 201 if stored.created else 200
    return EventAnswer(outcome="kept" if stored.created else "repeat", id=stored.id)


def _read(event: Event, state: ServiceState) -> Feedback | None:
    """Return the feedback of an event; None where it is not a submitted annotation."""
    if event.action not in _LABELLED:
        return None
    annotation = _required(event.annotation, "annotation")
    if annotation.was_cancelled:
        return None
    taxonomy = state.serving.taxonomy
    project, task = _required(event.project, "project"), _required(event.task, "task")
    config = parse_label_config(project.label_config, taxonomy.topics, "project.label_config")
    _check_complete(config, taxonomy.ids, one_is_all=taxonomy.mode == "single")
    article = config.read_article(task.data, identify(task), "task.data")
    if not article.id:
        raise ContentError("task.id", "没有编号 missing, expected the task's number")
    return Feedback(
        article=article.id,
        text_hash=hash_text(article.headline, article.body),
        version="",
        headline=article.headline,
        body=article.body,
        topics=frozenset(_chosen(annotation.result, config)),
        editor=_name(annotation.completed_by),
        stage="label-studio",
        at=annotation.updated_at,
    )


def _required(part: _Part | None, field: str) -> _Part:
    if part is None:
        raise ContentError(field, f"没有给出 missing, expected with {' or '.join(_LABELLED)}")
    return part


def _check_complete(config: LabelConfig, topics: Collection[str], *, one_is_all: bool) -> None:
    """Refuse a project without a choice for each topic: a topic not chosen counts as a no."""
    offered = {topic for control in config.controls for topic in control.choices}
    missing = [topic for topic in topics if topic not in offered]
    if missing:
        raise ContentError(
            "project.label_config",
            f"没有这些主题的选项 no choice for {', '.join(missing)}; expected one for each topic, "
            "since what is not chosen counts as not carried",
        )
    if not one_is_all and not all(control.multiple for control in config.controls):
        raise ContentError(
            "project.label_config",
            '应为多选 expected choice="multiple", articles may carry several',
        )


def _chosen(result: Iterable[dict[str, Any]], config: LabelConfig) -> Iterable[str]:
    """Yield the topics that were chosen."""
    controls = {control.name: control for control in config.controls}
    for part in result:
        control, value = controls.get(part.get("from_name", "")), part.get("value")
        choices = value.get("choices") if isinstance(value, dict) else None
        if control is None or not isinstance(choices, list):
            continue
        yield from (control.topics[name] for name in choices if name in control.topics)


def _name(annotator: str | Annotator | None) -> str:
    if isinstance(annotator, Annotator):
        annotator = annotator.email or annotator.id
    return f"label-studio:{annotator or 'unknown'}"
