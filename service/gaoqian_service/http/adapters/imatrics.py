"""Superdesk's client of the iMatrics tagger, which can call this service instead.

Facts: ``superdesk/text_checkers/ai/imatrics.py`` of superdesk-core, which is the client. It
takes any status but 200 for an error and shows the tags of ``concepts`` by falling ``weight``.
"""

from collections.abc import Iterable
from typing import Literal, Self
from uuid import NAMESPACE_URL, uuid5

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field, model_validator

from gaoqian import Article, Topic
from gaoqian_service.errors import UnknownError
from gaoqian_service.http.adapters.names import names_of
from gaoqian_service.http.auth.authenticator import caller_of
from gaoqian_service.http.auth.keyed_routes import FeedbackRoute, TagRoute
from gaoqian_service.http.feedback import keep_feedback
from gaoqian_service.http.problems import documented
from gaoqian_service.http.schemas.feedback import NO_NUL
from gaoqian_service.http.schemas.text import Identifier, Text
from gaoqian_service.http.state import ServiceState, State
from gaoqian_service.records.feedback import Feedback
from gaoqian_service.records.texts import MAX_ARTICLE, hash_text

router = APIRouter(prefix="/imatrics", tags=["Superdesk（iMatrics）"], route_class=TagRoute)
feedback_router = APIRouter(
    prefix="/imatrics", tags=["Superdesk（iMatrics）"], route_class=FeedbackRoute
)

_MAX_PARAGRAPHS = 10_000
#: SKOS mapping relations, as iMatrics spells them.
_RELATION_TYPES = {
    "exact": "exactMatch",
    "close": "closeMatch",
    "broad": "broadMatch",
    "narrow": "narrowMatch",
}


class ImatricsArticle(BaseModel):
    """Superdesk 送来的稿件 An article as Superdesk sends it; further keys are left alone."""

    uuid: Identifier = Field(default="", max_length=255, description="稿件编号 Its guid")
    headline: Text = Field(default="", description="标题 Headline")
    body: list[Text] = Field(
        default=[], max_length=_MAX_PARAGRAPHS, description="正文，一段一项 Paragraphs"
    )
    preamble: Text = Field(default="", description="摘要，发布时单列 Abstract, where set apart")
    language: Text = Field(default="", max_length=64, description="语言标记 BCP 47 tag")

    @model_validator(mode="after")
    def _has_text(self) -> Self:
        article = self.to_article()
        if not (article.headline + article.body).strip():
            raise ValueError("标题与正文都是空的 headline and body are empty, expected text")
        return self

    def to_article(self) -> Article:
        """Return the article; a separate abstract is appended to the body."""
        lines = [line.strip() for line in (*self.body, *self.preamble.splitlines())]
        body = "\n".join(line for line in lines if line)
        return Article(self.headline, body, self.uuid, language=self.language)


class ChosenConcept(BaseModel):
    """编辑选定的标签 A tag that the editor chose; those of other vocabularies are left alone."""

    uuid: Text = Field(default="", max_length=255)
    title: Text = Field(default="", max_length=255)


class StoredArticle(ImatricsArticle):
    """定稿与编辑的标签 A finished article and the editor's tags."""

    uuid: Identifier = Field(min_length=1, max_length=MAX_ARTICLE, pattern=NO_NUL)
    concepts: list[ChosenConcept] = Field(max_length=1000, description="全部标签 All its tags")


class Link(BaseModel):
    """与公共词表的对应 How a topic relates to a code of the IPTC."""

    source: Literal["iptc", "iptc-genre"]
    relationType: Literal["exactMatch", "closeMatch", "broadMatch", "narrowMatch"]  # noqa: N815  their name
    id: str


class Concept(BaseModel):
    """一个建议标签 A suggested tag."""

    uuid: str = Field(description="主题的固定编号 The topic's own, always the same")
    title: str
    type: Literal["topic"] = "topic"
    weight: float = Field(ge=0, le=1, description="校准后的概率 Calibrated probability")
    shortDescription: str  # noqa: N815  their name
    aliases: list[str]
    source: Literal["gaoqian"] = "gaoqian"
    broader: str = ""
    links: list[Link]


class AnalysisAnswer(BaseModel):
    """建议标签，概率高者在前 Suggested tags, highest weight first."""

    concepts: list[Concept]
    broader: list[Concept] = Field(description="总是空的 Always empty: topics have no parents")


class ConceptQuery(BaseModel):
    """找标签 What a tag is looked for by: its name, or its number."""

    title: Text = Field(default="", max_length=255)
    uuid: Text = Field(default="", max_length=64)
    size: int = Field(default=10, ge=1, le=1000)


class ConceptsAnswer(BaseModel):
    """找到的标签 Tags that were found."""

    result: list[Concept]


@router.post(
    "/article/analysis",
    summary="给 Superdesk 的稿件建议标签 Suggest tags to Superdesk",
    responses=documented(400, 413, 415, 422),
)
async def analyse(article: ImatricsArticle, state: State) -> AnalysisAnswer:
    """按概率从高到低给出标签；体裁（评论）也作为标签给出，因为 Superdesk 没有体裁这一类。"""
    result = await state.tagging.tag(article.to_article(), explain=False)
    # Another model may have taken over since: what it does not know has a name all the same.
    topics = {topic.id: topic for topic in _topics(state)}
    concepts = [
        _concept(topics.get(tag.topic, Topic(tag.topic, tag.label)), tag.score)
        for tag in result.tags
    ]
    return AnalysisAnswer(concepts=concepts, broader=[])


@feedback_router.post(
    "/article/store",
    summary="收下 Superdesk 定稿的标签 Take a finished article's tags from Superdesk",
    responses=documented(400, 413, 415, 422),
)
async def store(article: StoredArticle, state: State, request: Request) -> AnalysisAnswer:
    """存为编辑的反馈；不属于这些主题的标签（人名、地名）不管。"""
    topics = [topic for topic in _topics(state) if _is_among(topic, article.concepts)]
    sent = article.to_article()
    caller = caller_of(request.scope)
    received = Feedback(
        article=article.uuid,
        version="",
        text_hash=hash_text(sent.headline, sent.body),
        headline=sent.headline,
        body=sent.body,
        topics=frozenset(topic.id for topic in topics),
        editor=caller or "superdesk",
        stage="superdesk",
    )
    await keep_feedback(state, received, caller)
    return AnalysisAnswer(concepts=[_concept(topic, 1) for topic in topics], broader=[])


def _is_among(topic: Topic, concepts: Iterable[ChosenConcept]) -> bool:
    number = concept_uuid(topic.id)
    return any(
        concept.uuid == number if concept.uuid else concept.title.casefold() in names_of(topic)
        for concept in concepts
    )


@router.post(
    "/concept/get",
    summary="在 Superdesk 里找标签 Look tags up from Superdesk",
    responses=documented(400, 404, 413, 415, 422),
)
async def find_concepts(query: ConceptQuery, state: State) -> ConceptsAnswer:
    """按名称（编号、中文名、英文名的一部分）或按 uuid 找现用模型的主题。"""
    topics = _topics(state)
    if query.uuid:
        found = [topic for topic in topics if concept_uuid(topic.id) == query.uuid]
        if not found:
            raise UnknownError(f"uuid {query.uuid}: 没有这个主题 no topic of this number")
    else:
        term = query.title.strip().casefold()
        found = [topic for topic in topics if any(term in name for name in names_of(topic))]
    return ConceptsAnswer(result=[_concept(topic, 0) for topic in found[: query.size]])


def concept_uuid(topic: str) -> str:
    """Return a topic's UUID: the same on every machine and in every version."""
    return str(uuid5(NAMESPACE_URL, f"urn:gaoqian:topic:{topic}"))


def _topics(state: ServiceState) -> tuple[Topic, ...]:
    return state.serving.taxonomy.topics


def _concept(topic: Topic, weight: float) -> Concept:
    return Concept(
        uuid=concept_uuid(topic.id),
        title=topic.label,
        weight=weight,
        shortDescription=topic.definition.strip(),
        aliases=[topic.label_en] if topic.label_en else [],
        links=_links(topic),
    )


def _links(topic: Topic) -> list[Link]:
    if not topic.code or not topic.relation:
        return []
    # Superdesk takes every exact code whose source is "iptc" for a Media Topic.
    source = "iptc" if topic.code.startswith("medtop:") else "iptc-genre"
    relation = _RELATION_TYPES[topic.relation]
    return [Link.model_validate({"source": source, "relationType": relation, "id": topic.code})]
