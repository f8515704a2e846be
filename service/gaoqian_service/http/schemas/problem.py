"""Problem documents (RFC 9457)."""

from pydantic import BaseModel


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


class ProtocolProblem(Problem):
    """出错说明，另有该协议的 error A problem with what the Open Inference Protocol asks for."""

    error: str
