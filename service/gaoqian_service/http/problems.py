"""Problem details (RFC 9457): every error of the service as ``application/problem+json``."""

import http
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response

from gaoqian import ArticleError, BundleError, GaoqianError
from gaoqian.json import encode
from gaoqian_service.errors import (
    BusyError,
    ConflictError,
    ContentError,
    DatabaseError,
    KeyMissingError,
    RateError,
    ScopeMissingError,
    UnknownError,
)

MEDIA_TYPE = "application/problem+json"

#: HTTP status of each error class and its subclasses; any other error is 500.
_STATUS: dict[type[GaoqianError], int] = {
    ArticleError: 422,
    BundleError: 503,
    BusyError: 503,
    ConflictError: 409,
    ContentError: 422,
    DatabaseError: 503,
    KeyMissingError: 401,
    RateError: 429,
    ScopeMissingError: 403,
    UnknownError: 404,
}
#: In seconds: an unreachable database is seldom back sooner.
_DATABASE_RETRY_SECONDS = 2

#: The Open Inference Protocol's prefix: it also expects the message under ``error``, and 400
#: instead of 422.
_PROTOCOL_PATH = "/v2"

#: Status to the last part of ``type`` and to ``title``.
_KINDS = {
    400: ("malformed-request", "请求无法解析 Malformed request"),
    401: ("key-missing", "需要有效的 API 密钥 A valid API key is needed"),
    403: ("scope-missing", "该密钥没有此项权限 The key does not cover this"),
    404: ("not-found", "没有找到 Not found"),
    405: ("method-not-allowed", "这个地址不接受该方法 Method not allowed"),
    409: ("conflict", "与已有内容冲突 Conflict"),
    413: ("body-too-large", "请求正文太大 Body too large"),
    415: ("unsupported-media-type", "请求正文不是 JSON Unsupported media type"),
    422: ("invalid-content", "请求内容不合要求 Invalid content"),
    429: ("too-many-requests", "超出调用频率 Too many requests"),
    500: ("internal-error", "服务出错 Internal error"),
    503: ("unavailable", "暂时无法服务 Unavailable"),
}


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


def problem_response(
    request: Request,
    status: int,
    detail: str,
    errors: Sequence[dict[str, str]] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """Build a problem document.

    Args:
        request: The request; its path becomes ``instance``.
        status: The HTTP status.
        detail: The message: what was got and what was expected.
        errors: Offending fields, each with ``field`` and ``message``.
        headers: Additional response headers.
    """
    is_protocol = request.url.path.startswith(_PROTOCOL_PATH)
    if is_protocol and status == 422:
        status = 400
    kind, title = _KINDS.get(status) or (str(status), http.HTTPStatus(status).phrase)
    content: dict[str, Any] = {
        "type": f"urn:gaoqian:problem:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        "errors": list(errors),
    }
    if is_protocol:
        content["error"] = detail
    return Response(encode(content), status, headers=headers, media_type=MEDIA_TYPE)


def documented(*statuses: int, problem: type[Problem] = Problem) -> dict[int | str, dict[str, Any]]:
    """Return FastAPI's ``responses`` for a route that may answer with these statuses."""
    content = {MEDIA_TYPE: {"schema": problem.model_json_schema()}}
    return {
        status: {
            "description": _KINDS[status][1],
            "content": content,
        }
        for status in statuses
    }


def documented_protocol(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return FastAPI's ``responses`` for a route of the Open Inference Protocol.

    They include ``default``, since FastAPI would otherwise document a 422 that never occurs.
    """
    answers = documented(*statuses, problem=ProtocolProblem)
    return {**answers, "default": {**answers[statuses[0]], "description": "出错 Error"}}


def install_problem_handlers(app: FastAPI) -> None:
    """Register handlers that turn every error of an application into a problem document."""
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(GaoqianError, _known_error)


async def _invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  registered for this type
    faults = error.errors()
    for fault in faults:
        if fault["type"] == "json_invalid":
            position = fault["loc"][-1]
            reason = fault.get("ctx", {}).get("error", fault["msg"])
            return problem_response(
                request, 400, f"正文不是合法的 JSON，第 {position} 个字符处 invalid JSON：{reason}"
            )
    media_type = request.headers.get("content-type", "")
    if faults[0]["loc"] == ("body",) and "json" not in media_type.lower():
        got = media_type or "没有给出 none"
        return problem_response(
            request, 415, f"Content-Type: {got}；应为 expected application/json"
        )
    errors = [
        {"field": _field(fault["loc"]), "message": fault["msg"].removeprefix("Value error, ")}
        for fault in faults
    ]
    detail = "；".join(f"{entry['field']}: {entry['message']}" for entry in errors[:3])
    return problem_response(request, 422, detail, errors)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  registered for this type
    headers = dict(error.headers) if error.headers else None
    detail = str(error.detail)
    if detail == "There was an error parsing the body":  # not UTF-8, or nested without end
        detail = (
            "正文应为 UTF-8 编码的 JSON，GBK 请先转码 expected JSON in UTF-8, not nested deeply"
        )
    return problem_response(request, error.status_code, detail, headers=headers)


async def _known_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, GaoqianError)  # noqa: S101  registered for this type
    return error_response(request, error)


def error_response(request: Request, error: GaoqianError) -> Response:
    """Build the problem document of one of our own errors."""
    status = next((_STATUS[kind] for kind in type(error).mro() if kind in _STATUS), 500)
    if isinstance(error, ContentError):
        fault = {"field": error.field, "message": str(error)}
        return problem_response(request, status, f"{error.field}: {error}", [fault])
    detail = f"{error}（{error.hint}）" if error.hint else str(error)
    return problem_response(request, status, detail, headers=_headers_of(error))


def unexpected_response(request: Request) -> Response:
    """Build the problem document of an unexpected error, 500.

    Its message may quote what was sent, so it goes to the log only.
    """
    return problem_response(request, 500, "意外错误，已记入日志 unexpected error, see the log")


def _headers_of(error: GaoqianError) -> dict[str, str] | None:
    if isinstance(error, BusyError):
        return {"Retry-After": str(error.retry_after_seconds)}
    if isinstance(error, DatabaseError):
        return {"Retry-After": str(_DATABASE_RETRY_SECONDS)}
    if isinstance(error, KeyMissingError):
        return {"WWW-Authenticate": 'Bearer realm="gaoqian"'}
    return None


def _field(location: Sequence[int | str]) -> str:
    """Return a field's dotted path: ``articles.3.id`` for ``("body", "articles", 3, "id")``."""
    parts = location[1:] if location[:1] == ("body",) else location
    return ".".join(map(str, parts)) or "body"
