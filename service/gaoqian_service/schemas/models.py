"""Activations, as they are answered."""

from pydantic import BaseModel, Field


class ActivationAnswer(BaseModel):
    """启用的结果 What answers from now on."""

    model: str = Field(description="正在应答的版本 The version that answers")
    previous: str | None = Field(description="退回时启用的版本 What a rollback would bring back")
