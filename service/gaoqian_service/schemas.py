"""The requests and answers of the REST interface, as OpenAPI shows them."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from gaoqian import Article
from gaoqian_service.settings import MAX_BATCH

#: In characters. Up to here tagging takes a few milliseconds at most, and handing it to a
#: thread would cost more (docs/http-api.md has figures); a longer text must not keep the others
#: waiting.
_SHORT = 4_000

_SURROGATE = re.compile("[\ud800-\udfff]")

_EXAMPLE_ARTICLE: JsonDict = {
    "id": "20261124-017",
    "headline": "老楼道里装上了烟感",
    "body": "入冬前，柳溪街道给七十二户独居老人家里装上独立式感烟报警器，"
    "网格员逐户查电线、清楼道杂物，消防站的队员教老人怎样用灭火毯。",
}
_EXAMPLE_RESULT: JsonDict = {
    "id": "20261124-017",
    "source": "",
    "headline": "老楼道里装上了烟感",
    "status": "tagged",
    "reason": None,
    "tags": [
        {
            "topic": "safety",
            "label": "安全",
            "score": 0.97,
            "threshold": 0.5,
            "evidence": [{"field": "body", "start": 45, "end": 47, "text": "消防", "weight": 1.2}],
        }
    ],
    "scores": {
        "safety": 0.97,
        "urban_renewal": 0.05,
        "labour_union": 0.01,
        "fitness": 0.0,
        "editorial": 0.02,
    },
    "model": "2026.11.24-1",
    "byline": [],
}


def _mend_text(value: object) -> object:
    """Put U+FFFD for each lone surrogate: JSON can spell them, but no encoding can send them.

    One character for one keeps every offset.
    """
    if not isinstance(value, str):
        return value
    try:
        value.encode()  # a quarter of the time of a search, and nearly always enough
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", value)
    return value


def _number_to_text(value: object) -> object:
    """Take a number as an identifier, since many systems number their articles."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_mend_text)]
Identifier = Annotated[str, BeforeValidator(_number_to_text), BeforeValidator(_mend_text)]


class BatchArticle(BaseModel):
    """一篇稿件 One article of a batch; without text it is answered with ``too_short``."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE_ARTICLE]})

    id: Identifier = Field(default="", description="稿件编号，原样返回 Returned as sent")
    headline: Text = Field(default="", description="标题，可缺 Headline, may be missing")
    body: Text = Field(default="", description="正文，原样发送 The text as it is")
    language: Text = Field(default="", description="语言标记，如 zh-Hans BCP 47 tag")

    def to_article(self) -> Article:
        """Return the core's article."""
        return Article(self.headline, self.body, self.id, language=self.language)


class TagRequest(BatchArticle):
    """一篇稿件 One article to tag."""

    explain: bool = Field(default=True, description="是否给出依据 Whether to give evidence")

    @property
    def is_short(self) -> bool:
        """Whether tagging it takes so little that no thread is worth it."""
        return len(self.headline) + len(self.body) <= _SHORT

    @model_validator(mode="after")
    def _has_text(self) -> Self:
        if not (self.headline + self.body).strip():
            raise ValueError("标题与正文都是空的 headline and body are empty, expected text")
        return self


class BatchRequest(BaseModel):
    """一批稿件 A batch of articles."""

    articles: list[BatchArticle] = Field(
        max_length=MAX_BATCH, description=f"至多 {MAX_BATCH} 篇 At most {MAX_BATCH}"
    )
    explain: bool = Field(default=False, description="是否给出依据 Whether to give evidence")


class EvidenceAnswer(BaseModel):
    """依据 A stretch of the text as sent that spoke for the tag."""

    field: Literal["headline", "body"]
    start: int = Field(description="起（按 Unicode 字符，从 0 数） First code point")
    end: int = Field(description="止（不含） One past the last")
    text: str = Field(description="原文片段 The slice itself")
    weight: float = Field(description="对对数几率的贡献 What it adds to the log odds")


class TagAnswer(BaseModel):
    """标签 A topic that the article carries."""

    topic: str
    label: str
    score: float = Field(ge=0, le=1, description="校准后的概率 Calibrated probability")
    threshold: float = Field(ge=0, le=1, description="给出该标签的最低概率 Threshold")
    evidence: list[EvidenceAnswer]


class ResultAnswer(BaseModel):
    """一篇稿件的稿签 The slip of one article."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE_RESULT]})

    id: str
    source: str
    headline: str
    status: Literal["tagged", "none", "abstained"]
    reason: Literal["too_short", "not_chinese", "low_confidence"] | None
    tags: list[TagAnswer]
    scores: dict[str, float]
    model: str
    byline: list[str] = Field(description="电头与署名，不参与判断 Leads and bylines, hidden")


class BatchAnswer(BaseModel):
    """一批稿签，顺序与来稿相同 The slips, in the order of the articles."""

    results: list[ResultAnswer]


class TopicAnswer(BaseModel):
    """主题 A topic of the model that answers."""

    id: str
    label: str
    label_en: str
    kind: Literal["topic", "genre"]
    definition: str
    code: str
    relation: str
    threshold: float


class TopicsAnswer(BaseModel):
    """全部主题 All topics."""

    model: str
    topics: list[TopicAnswer]


class ModelAnswer(BaseModel):
    """模型版本 A bundle."""

    version: str
    created: str = ""
    champion: bool
    serving: bool
    articles: int | None = None
    metrics: dict[str, Any] = {}
    error: str = Field(default="", description="读不了的原因 Why it cannot be read")


class ModelsAnswer(BaseModel):
    """全部版本 All bundles in the models folder."""

    models: list[ModelAnswer]


class HealthAnswer(BaseModel):
    """健康状况 Health."""

    status: Literal["ok"]
    model: str | None = None


class FieldError(BaseModel):
    """出错的字段 A field that is wrong."""

    field: str
    message: str


class Problem(BaseModel):
    """出错说明 Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldError] = []
