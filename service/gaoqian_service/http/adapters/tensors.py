"""Tensors of the Open Inference Protocol: reading articles from them, writing results to them."""

from collections.abc import Sequence
from math import prod
from typing import Any

from pydantic import BaseModel, Field

from gaoqian import Article, TagResult
from gaoqian.json import encode
from gaoqian_service.errors import ContentError
from gaoqian_service.http.schemas.text import Text
from gaoqian_service.settings import MAX_BATCH

#: ``text`` is what a client that reads the metadata sends; ``body`` is another name for it.
INPUTS = ("text", "headline", "body")
OUTPUTS = ("scores", "tags", "status")

Parameters = dict[str, bool | int | float | str]


class RequestInput(BaseModel):
    """输入张量 A tensor of strings, one an article."""

    name: Text = Field(description="text、headline 或 body")
    shape: list[int] = Field(description="[n] 或 [n, 1]，n 至多 256")
    datatype: Text = Field(description="BYTES")
    parameters: Parameters = Field(default={}, description="不用 Not used")
    data: list[Any] = Field(description="n 个字符串 n strings, flat or as the shape says")


class RequestOutput(BaseModel):
    """要哪个输出 An output that is asked for."""

    name: Text = Field(description="scores、tags 或 status")
    parameters: Parameters = Field(default={}, description="不用 Not used")


class ResponseOutput(BaseModel):
    """输出张量 A tensor of the answer."""

    name: str
    shape: list[int]
    datatype: str
    parameters: Parameters | None = None
    data: list[float] | list[str]


def read_articles(inputs: Sequence[RequestInput]) -> list[Article]:
    """Return the articles that input tensors hold, in order.

    Raises:
        ContentError: a tensor is unknown, is given twice, is not of strings, does not match its
            declared shape, or differs in length from the others.
    """
    texts: dict[str, list[str]] = {}
    for place, tensor in enumerate(inputs):
        field = f"inputs.{place}"
        if tensor.name not in INPUTS or tensor.name in texts:
            raise ContentError(
                f"{field}.name", f"{tensor.name!r}；应为 expected one of {INPUTS}, each once"
            )
        texts[tensor.name] = _read_strings(tensor, field)
    bodies = texts.pop("text", None)
    if bodies is not None and "body" in texts:
        raise ContentError("inputs", "text 与 body 只能有一个 expected text or body, not both")
    headlines = texts.get("headline")
    bodies = texts.get("body", bodies)
    if headlines is None and bodies is None:
        raise ContentError("inputs", f"没有张量 no tensors, expected one of {INPUTS}")
    if headlines is None or bodies is None:
        empty = [""] * len(headlines or bodies or [])
        headlines, bodies = headlines or empty, bodies or empty
    if len(headlines) != len(bodies):
        raise ContentError(
            "inputs", f"{len(headlines)} 个标题 headlines，{len(bodies)} 篇正文 bodies"
        )
    pairs = zip(headlines, bodies, strict=True)
    return [Article(headline, body) for headline, body in pairs]


def _read_strings(tensor: RequestInput, field: str) -> list[str]:
    if tensor.datatype != "BYTES":
        raise ContentError(
            f"{field}.datatype", f"{tensor.datatype!r}；应为 expected 'BYTES', UTF-8 strings"
        )
    rows = tensor.shape[0] if tensor.shape else -1
    if not 0 <= rows <= MAX_BATCH or tensor.shape[1:] not in ([], [1]):
        raise ContentError(
            f"{field}.shape",
            f"{tensor.shape}；应为 expected [n] or [n, 1], n from 0 to {MAX_BATCH}",
        )
    data = tensor.data
    if len(tensor.shape) > 1 and all(isinstance(row, list) for row in data):
        data = [value for row in data for value in row]
    if len(data) != prod(tensor.shape):
        raise ContentError(
            f"{field}.data", f"{len(data)} 个值 values，shape {tensor.shape} 应有 expects {rows}"
        )
    return [_read_string(value, f"{field}.data.{place}") for place, value in enumerate(data)]


def _read_string(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise ContentError(field, f"{type(value).__name__}；应为字符串 expected a string")
    return value


def check_outputs(wanted: Sequence[RequestOutput]) -> None:
    """Check that every requested output exists, before anything is tagged.

    Raises:
        ContentError: an output of that name does not exist.
    """
    for place, output in enumerate(wanted):
        if output.name not in OUTPUTS:
            raise ContentError(
                f"outputs.{place}.name", f"{output.name!r}；应为 expected one of {OUTPUTS}"
            )


def build_outputs(
    results: Sequence[TagResult], topics: Sequence[str], wanted: Sequence[RequestOutput]
) -> list[ResponseOutput]:
    """Return the requested output tensors; all of them where none is named.

    Args:
        results: One result an article.
        topics: Identifiers of the topics, in the order of the columns of ``scores``.
        wanted: The requested outputs, checked by `check_outputs`.
    """
    names = [output.name for output in wanted] or OUTPUTS
    return [_build(name, results, topics) for name in dict.fromkeys(names)]


def _build(name: str, results: Sequence[TagResult], topics: Sequence[str]) -> ResponseOutput:
    rows = len(results)
    if name == "scores":
        return ResponseOutput(
            name=name,
            shape=[rows, len(topics)],
            datatype="FP64",
            parameters={"topics": ",".join(topics)},
            data=[result.scores.get(topic, 0.0) for result in results for topic in topics],
        )
    if name == "tags":
        lists = [encode([tag.topic for tag in result.tags]).decode() for result in results]
        return ResponseOutput(name=name, shape=[rows], datatype="BYTES", data=lists)
    statuses: list[str] = [result.reason or result.status for result in results]
    return ResponseOutput(name=name, shape=[rows], datatype="BYTES", data=statuses)
