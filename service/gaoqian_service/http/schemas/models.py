"""Response models of activations and shadow comparisons."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from gaoqian_service.records.shadow import ShadowReport


class ActivationAnswer(BaseModel):
    """启用的结果 What answers from now on."""

    model: str = Field(description="正在应答的版本 The version that answers")
    previous: str | None = Field(description="退回时启用的版本 What a rollback would bring back")


class ChallengerAnswer(BaseModel):
    """陪跑的版本 What scores beside the champion from now on."""

    challenger: str | None


class ShadowCountAnswer(BaseModel):
    """与一个现用版本的比较 How often it agreed with a champion."""

    model_config = ConfigDict(from_attributes=True)

    champion: str
    compared: int = Field(description="比较过的稿件 Articles that both have scored")
    disagreed: int = Field(description="标签不同的稿件 Articles with other tags")


class DisagreementAnswer(BaseModel):
    """一篇稿件、一个主题上的分歧 One topic that the two saw differently."""

    model_config = ConfigDict(from_attributes=True)

    article: str = Field(description="稿件编号，可为空 As sent, may be empty")
    version: str = Field(description="稿件版本 The article's version")
    text_hash: str
    topic: str
    champion: str
    champion_score: float | None = Field(description="没有这个主题则为空 Null where unknown")
    challenger_score: float | None
    champion_given: bool
    challenger_given: bool
    seen_at: datetime


class ShadowAnswer(BaseModel):
    """陪跑的结果 What a challenger would have answered otherwise."""

    challenger: str
    running: bool = Field(description="是否正在陪跑 Whether it scores at the moment")
    champions: list[ShadowCountAnswer]
    disagreements: list[DisagreementAnswer] = Field(description="最新者在前 Newest first")

    @classmethod
    def of(cls, challenger: str, report: ShadowReport, *, running: bool) -> Self:
        """Build the response from a challenger's report."""
        return cls(
            challenger=challenger,
            running=running,
            champions=[ShadowCountAnswer.model_validate(row) for row in report.counts],
            disagreements=[DisagreementAnswer.model_validate(row) for row in report.disagreements],
        )
