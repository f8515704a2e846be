"""Request and response models of tagging."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from gaoqian import Article
from gaoqian_service.http.schemas.text import Identifier, Text
from gaoqian_service.settings import MAX_BATCH

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
    "rubric": "",
}


class BatchArticle(BaseModel):
    """一篇稿件 One article of a batch; without text it is answered with ``too_short``."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE_ARTICLE]})

    id: Identifier = Field(default="", description="稿件编号，原样返回 Returned as sent")
    headline: Text = Field(default="", description="标题，可缺 Headline, may be missing")
    body: Text = Field(default="", description="正文，原样发送 The text as it is")
    language: Text = Field(default="", description="语言标记，如 zh-Hans BCP 47 tag")
    version: Identifier = Field(default="", description="稿件版本 The sender's version of it")

    def to_article(self) -> Article:
        """Return the article."""
        return Article(
            self.headline, self.body, self.id, language=self.language, version=self.version
        )


class TagRequest(BatchArticle):
    """一篇稿件 One article to tag."""

    explain: bool = Field(default=True, description="是否给出依据 Whether to give evidence")

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
    rubric: str = Field(
        description="栏目名或评论员署名，只看类别 Column or commentator, seen as one of its kind"
    )


class BatchAnswer(BaseModel):
    """一批稿签，顺序与来稿相同 The slips, in the order of the articles."""

    results: list[ResultAnswer]
