"""Response models of topics, bundles and health."""

from typing import Any, Literal

from pydantic import BaseModel, Field


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
    champion: bool = Field(description="现用指针所指 The pointer names it")
    serving: bool = Field(description="正在应答 It answers")
    previous: bool = Field(description="退回时启用 A rollback would bring it back")
    challenger: bool = Field(description="正在陪跑 It scores beside the champion")
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
