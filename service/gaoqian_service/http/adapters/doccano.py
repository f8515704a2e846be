"""doccano's auto-labelling: one text a call, answered in the form that doccano keeps.

Facts: the "Custom REST Request" of doccano/auto-labeling-pipeline, which puts the text into the
body that was set up there and hands the JSON that comes back to a template.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from gaoqian import Article
from gaoqian_service.http.auth.keyed_routes import TagRoute
from gaoqian_service.http.problems import documented
from gaoqian_service.http.schemas.text import Text
from gaoqian_service.http.state import State

router = APIRouter(tags=["doccano"], route_class=TagRoute)


class DoccanoText(BaseModel):
    """doccano 的一条文本 One text."""

    text: Text = Field(description='标题与正文不分 Headline and body in one, as "{{ text }}"')


class DoccanoLabel(BaseModel):
    """标签 A label."""

    label: str


@router.post(
    "/doccano",
    summary="给 doccano 的一条文本打标签 Label one text for doccano",
    responses=documented(400, 413, 415, 422),
)
async def label(
    request: DoccanoText,
    state: State,
    labels: Annotated[
        Literal["label", "id"],
        Query(description="标签用中文名还是编号 Chinese labels, or identifiers"),
    ] = "label",
) -> list[DoccanoLabel]:
    """概率高者在前；不属于任何主题或无法判断时为空列表。"""
    result = await state.tagging.tag(Article(body=request.text), explain=False)
    return [DoccanoLabel(label=tag.topic if labels == "id" else tag.label) for tag in result.tags]
