"""Tensors of the Open Inference Protocol, without a server."""

import json

import pytest

from gaoqian import Article, Tag, TagResult
from gaoqian_service.errors import ContentError
from gaoqian_service.http.adapters.tensors import (
    RequestInput,
    RequestOutput,
    build_outputs,
    check_outputs,
    read_articles,
)
from gaoqian_service.settings import MAX_BATCH


def _tensor(name: str, *texts: str, shape: list[int] | None = None) -> RequestInput:
    return RequestInput(name=name, shape=shape or [len(texts)], datatype="BYTES", data=[*texts])


def test_headlines_and_bodies_make_articles() -> None:
    """In order; either may be missing, and ``text`` is another name for ``body``."""
    both = read_articles([_tensor("body", "一。", "二。"), _tensor("headline", "甲", "乙")])
    assert both == [Article("甲", "一。"), Article("乙", "二。")]
    assert read_articles([_tensor("text", "一。")]) == [Article("", "一。")]
    assert read_articles([_tensor("headline", "甲")]) == [Article("甲", "")]


def test_column_of_rows() -> None:
    """A shape of ``[n, 1]`` may be sent as rows of one string."""
    tensor = RequestInput(name="text", shape=[2, 1], datatype="BYTES", data=[["一。"], ["二。"]])
    assert [article.body for article in read_articles([tensor])] == ["一。", "二。"]


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ([], "inputs"),
        ([_tensor("title", "甲")], "inputs.0.name"),
        ([_tensor("text", "一。"), _tensor("text", "二。")], "inputs.1.name"),
        ([_tensor("text", "一。"), _tensor("body", "二。")], "inputs"),
        ([_tensor("headline", "甲"), _tensor("body", "一。", "二。")], "inputs"),
        ([_tensor("text", "一。", shape=[2])], "inputs.0.data"),
        ([_tensor("text", "一。", shape=[1, 2])], "inputs.0.shape"),
        ([_tensor("text", *["一。"] * (MAX_BATCH + 1))], "inputs.0.shape"),
        ([RequestInput(name="text", shape=[1], datatype="FP32", data=[1])], "inputs.0.datatype"),
        (
            [RequestInput(name="text", shape=[2], datatype="BYTES", data=["a", 1])],
            "inputs.0.data.1",
        ),
    ],
)
def test_tensors_that_do_not_fit_are_named(inputs: list[RequestInput], field: str) -> None:
    """The error says where the fault is."""
    with pytest.raises(ContentError) as caught:
        read_articles(inputs)
    assert caught.value.field == field


def test_outputs_by_name() -> None:
    """All where none is named, else each once; an unknown one is refused beforehand."""
    tag = Tag("safety", "安全", 0.75, 0.5)
    results = [
        TagResult("", "", "", "tagged", None, (tag,), {"safety": 0.75, "fitness": 0.25}, "1"),
        TagResult("", "", "", "abstained", "too_short", (), {}, "1"),
    ]
    outputs = {one.name: one for one in build_outputs(results, ["fitness", "safety"], [])}
    assert outputs["scores"].data == [0.25, 0.75, 0.0, 0.0]
    assert outputs["scores"].shape == [2, 2]
    assert [json.loads(str(row)) for row in outputs["tags"].data] == [["safety"], []]
    assert outputs["status"].data == ["tagged", "too_short"]
    wanted = [RequestOutput(name="status"), RequestOutput(name="status")]
    assert [one.name for one in build_outputs(results, [], wanted)] == ["status"]
    check_outputs(wanted)
    with pytest.raises(ContentError, match="'tag'"):
        check_outputs([RequestOutput(name="status"), RequestOutput(name="tag")])
