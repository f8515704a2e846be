"""The Open Inference Protocol v2, held against what its specification says.

Required fields, types and statuses are those of ``inference_rest.md``.
"""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from archives import SAFETY, UNION
from gaoqian import Article, Tagger, __version__

_TYPES = {"BOOL", "FP16", "FP32", "FP64", "BYTES"} | {
    f"{sign}INT{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)
}


def _tensor(name: str, *texts: Any, shape: list[int] | None = None, **rest: Any) -> dict[str, Any]:
    return {
        "name": name,
        "shape": [len(texts)] if shape is None else shape,
        "datatype": "BYTES",
        "data": list(texts),
        **rest,
    }


def _infer(client: TestClient, *inputs: dict[str, Any], **rest: Any) -> Any:
    return client.post("/v2/models/gaoqian/infer", json={"inputs": list(inputs), **rest})


def _outputs(answer: Any) -> dict[str, dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    return {output["name"]: output for output in answer.json()["outputs"]}


def _assert_error(answer: Any, status: int) -> str:
    """Check the protocol's error object: an error status, and a message under ``error``."""
    assert answer.status_code == status
    error = answer.json()["error"]
    assert isinstance(error, str)
    assert error
    return error


def test_server_metadata(client: TestClient) -> None:
    """``name``, ``version`` and ``extensions`` are required."""
    answer = client.get("/v2")
    assert answer.status_code == 200
    assert answer.json() == {"name": "gaoqian", "version": __version__, "extensions": []}


@pytest.mark.parametrize("probe", ["live", "ready"])
def test_server_health(client: TestClient, probe: str) -> None:
    """Both probes answer 200 and say ``live``; ``ready`` is for those who expect that."""
    answer = client.get(f"/v2/health/{probe}")
    assert (answer.status_code, answer.json()) == (200, {"live": True, "ready": True})


@pytest.mark.parametrize("versioned", [False, True])
def test_model_metadata(client: TestClient, tagger: Tagger, *, versioned: bool) -> None:
    """Name, platform, inputs and outputs; tensors with name, datatype and shape."""
    path = f"/v2/models/gaoqian/versions/{tagger.version}" if versioned else "/v2/models/gaoqian"
    answer = client.get(path)
    assert answer.status_code == 200
    content = answer.json()
    assert (content["name"], content["versions"]) == ("gaoqian", [tagger.version])
    assert isinstance(content["platform"], str)
    for tensor in content["inputs"] + content["outputs"]:
        assert isinstance(tensor["name"], str)
        assert tensor["datatype"] in _TYPES
        assert all(type(size) is int and size >= -1 for size in tensor["shape"])


@pytest.mark.parametrize("versioned", [False, True])
def test_model_ready(client: TestClient, tagger: Tagger, *, versioned: bool) -> None:
    """``name`` and ``ready``."""
    version = f"/versions/{tagger.version}" if versioned else ""
    answer = client.get(f"/v2/models/gaoqian{version}/ready")
    assert (answer.status_code, answer.json()) == (200, {"name": "gaoqian", "ready": True})


@pytest.mark.parametrize(
    "model", ["other", "gaoqian/versions/1", "other/versions/1", "稿签", "gaoqian/versions/%20"]
)
def test_unknown_models_and_versions(client: TestClient, model: str) -> None:
    """404 with the error object, for metadata, readiness and inference alike."""
    _assert_error(client.get(f"/v2/models/{model}"), 404)
    _assert_error(client.get(f"/v2/models/{model}/ready"), 404)
    body = {"inputs": [_tensor("text", UNION)]}
    _assert_error(client.post(f"/v2/models/{model}/infer", json=body), 404)


def test_outputs_are_what_the_metadata_says(client: TestClient, tagger: Tagger) -> None:
    """Without ``outputs`` all come, each of the declared type, shape and number of values."""
    metadata = client.get("/v2/models/gaoqian").json()
    answer = _infer(client, _tensor("text", UNION, SAFETY, "短"))
    outputs = _outputs(answer)
    assert answer.json()["model_name"] == "gaoqian"
    assert answer.json()["model_version"] == tagger.version
    assert [tensor["name"] for tensor in metadata["outputs"]] == list(outputs)
    for tensor in metadata["outputs"]:
        output = outputs[tensor["name"]]
        shape = [3 if size == -1 else size for size in tensor["shape"]]
        assert (output["datatype"], output["shape"]) == (tensor["datatype"], shape)
        assert len(output["data"]) == 3 * (shape[1] if len(shape) > 1 else 1)
        kind = float if output["datatype"] == "FP64" else str
        assert all(type(value) is kind for value in output["data"])


def test_values_are_the_taggers(client: TestClient, tagger: Tagger) -> None:
    """Scores row by row in the order of ``topics``, tags as JSON, a status or reason each."""
    outputs = _outputs(_infer(client, _tensor("text", UNION, "短")))
    first = tagger.tag(Article(body=UNION))
    topics = outputs["scores"]["parameters"]["topics"].split(",")
    assert topics == list(first.scores)
    assert outputs["scores"]["data"][:5] == pytest.approx(list(first.scores.values()))
    assert outputs["scores"]["data"][5:] == [0.0] * 5
    assert [json.loads(row) for row in outputs["tags"]["data"]] == [["labour_union"], []]
    assert outputs["status"]["data"] == ["tagged", "too_short"]


def test_an_id_comes_back(client: TestClient) -> None:
    """Given, it is returned; not given, there is none."""
    assert _infer(client, _tensor("text", UNION), id="42").json()["id"] == "42"
    assert "id" not in _infer(client, _tensor("text", UNION)).json()


def test_only_the_outputs_that_are_asked_for(client: TestClient) -> None:
    """In the order asked for; parameters such as Triton's ``binary_data`` change nothing."""
    wanted = [{"name": "status", "parameters": {"binary_data": True}}, {"name": "tags"}]
    assert list(_outputs(_infer(client, _tensor("text", UNION), outputs=wanted))) == [
        "status",
        "tags",
    ]


def test_headline_and_body(client: TestClient, tagger: Tagger) -> None:
    """Two tensors of the same length make articles; either may be missing."""
    both = _outputs(_infer(client, _tensor("headline", "总工会送清凉"), _tensor("body", UNION)))
    expected = tagger.tag(Article("总工会送清凉", UNION))
    assert both["scores"]["data"] == pytest.approx(list(expected.scores.values()))
    alone = _outputs(_infer(client, _tensor("headline", "总工会送清凉")))
    assert alone["status"]["data"] == [tagger.tag(Article("总工会送清凉")).status]


@pytest.mark.parametrize(
    "tensor",
    [
        _tensor("text", UNION, SAFETY, shape=[2, 1]),
        _tensor("text", [UNION], [SAFETY], shape=[2, 1]),
    ],
)
def test_flat_or_natural_data(client: TestClient, tensor: dict[str, Any]) -> None:
    """The specification allows both ways to write a tensor of two dimensions."""
    outputs = _outputs(_infer(client, tensor))
    assert outputs["tags"]["data"] == ['["labour_union"]', '["safety"]']


def test_no_articles_at_all(client: TestClient) -> None:
    """A tensor of shape [0] is a batch, and so is its answer."""
    outputs = _outputs(_infer(client, _tensor("text")))
    assert outputs["scores"]["shape"] == [0, 5]
    assert outputs["tags"]["data"] == []


def test_version_in_the_path(client: TestClient, tagger: Tagger) -> None:
    """The serving version can be asked for by name."""
    path = f"/v2/models/gaoqian/versions/{tagger.version}/infer"
    outputs = _outputs(client.post(path, json={"inputs": [_tensor("text", UNION)]}))
    assert outputs["tags"]["data"] == ['["labour_union"]']


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        ([_tensor("text", UNION, shape=[2])], "inputs.0.data"),
        ([_tensor("text", UNION, shape=[1, 2])], "inputs.0.shape"),
        ([_tensor("text", UNION, shape=[])], "inputs.0.shape"),
        ([_tensor("text", shape=[-1])], "inputs.0.shape"),
        ([_tensor("text", shape=[10**30])], "inputs.0.shape"),
        ([_tensor("text", *["字"] * 257)], "inputs.0.shape"),
        ([_tensor("text", UNION, datatype="FP32")], "inputs.0.datatype"),
        ([_tensor("text", 5)], "inputs.0.data.0"),
        ([_tensor("text", [[UNION]], shape=[1, 1])], "inputs.0.data.0"),
        ([_tensor("text", None)], "inputs.0.data.0"),
        ([_tensor("words", UNION)], "inputs.0.name"),
        ([_tensor("text", UNION), _tensor("text", UNION)], "inputs.1.name"),
        ([_tensor("text", UNION), _tensor("body", UNION)], "inputs"),
        ([_tensor("headline", "一"), _tensor("body", UNION, SAFETY)], "inputs"),
        ([], "inputs"),
        ([{"name": "text", "shape": [1], "datatype": "BYTES"}], "inputs.0.data"),
        ([{"name": "text", "shape": "1", "datatype": "BYTES", "data": []}], "inputs.0.shape"),
        (None, "inputs"),
    ],
)
def test_tensors_that_do_not_fit(client: TestClient, inputs: Any, named: str) -> None:
    """400, the error object, and the field that is at fault."""
    answer = client.post("/v2/models/gaoqian/infer", json={"inputs": inputs})
    assert named in _assert_error(answer, 400)
    assert answer.json()["errors"][0]["field"] == named
    assert answer.headers["content-type"] == "application/problem+json"


def test_unknown_output(client: TestClient) -> None:
    """400 before anything is tagged."""
    answer = _infer(client, _tensor("text", UNION), outputs=[{"name": "probabilities"}])
    assert "outputs.0.name" in _assert_error(answer, 400)


def test_body_that_is_not_json(client: TestClient) -> None:
    """Errors from before the route have the error object, too."""
    path = "/v2/models/gaoqian/infer"
    _assert_error(
        client.post(path, content=b"{", headers={"content-type": "application/json"}), 400
    )
    _assert_error(client.post(path, content=b"x" * (3 * 1024 * 1024)), 413)
    _assert_error(client.get(path), 405)
    _assert_error(client.get("/v2/nothing"), 404)
