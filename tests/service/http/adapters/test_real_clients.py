"""The clients that other systems really use, against a real service."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from auto_labeling_pipeline.labels import ClassificationLabels
from auto_labeling_pipeline.mappings import MappingTemplate
from auto_labeling_pipeline.models import RequestModelFactory
from auto_labeling_pipeline.pipeline import pipeline
from auto_labeling_pipeline.postprocessing import PostProcessor
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput
from tritonclient.utils import InferenceServerException

from archives import UNION
from serving import serving


@pytest.fixture(scope="module")
def address(models_folder: Path) -> Iterator[str]:
    """A service's URL."""
    with serving(models_folder) as service:
        yield service.address


@pytest.fixture(scope="module")
def triton(address: str) -> Iterator[Any]:
    """Triton's own client."""
    client = InferenceServerClient(address.removeprefix("http://"))
    yield client
    client.close()


def _texts(*texts: str) -> Any:
    tensor = InferInput("text", [len(texts)], "BYTES")
    tensor.set_data_from_numpy(np.array(texts, dtype=object), binary_data=False)
    return tensor


def test_triton_finds_the_model(triton: Any) -> None:
    """Probes and metadata are what the client takes them for."""
    assert triton.is_server_live()
    assert triton.is_server_ready()
    (version,) = triton.get_model_metadata("gaoqian")["versions"]
    assert triton.is_model_ready("gaoqian", version)
    assert not triton.is_model_ready("other")
    assert triton.get_server_metadata()["name"] == "gaoqian"


def test_triton_infers(triton: Any) -> None:
    """Though the client declares no media type and asks for binary outputs, arrays come back."""
    wanted = [InferRequestedOutput("scores"), InferRequestedOutput("tags", binary_data=False)]
    result = triton.infer("gaoqian", [_texts(UNION, "短")], outputs=wanted, request_id="7")
    scores = result.as_numpy("scores")
    assert (scores.shape, scores.dtype) == ((2, 5), np.float64)
    assert list(result.as_numpy("tags")) == ['["labour_union"]', "[]"]
    assert result.get_response()["id"] == "7"


def test_triton_shows_the_error(triton: Any) -> None:
    """The client's exception carries the message of the error object."""
    with pytest.raises(InferenceServerException, match="'other'"):
        triton.infer("other", [_texts(UNION)])


def test_doccano_labels_a_text(address: str) -> None:
    """Doccano's pipeline, set up as docs/adapters.md says, ends with the labels."""
    request = RequestModelFactory.create(
        "Custom REST Request",
        {
            "url": f"{address}/doccano",
            "method": "POST",
            "params": {"labels": "id"},
            "headers": {},
            "body": {"text": "{{ text }}"},
        },
    )
    template = MappingTemplate(ClassificationLabels, "{{ input | tojson }}")
    labels = pipeline(UNION, request, template, PostProcessor({"labour_union": "工会新闻"}))
    assert labels.dict() == [{"label": "工会新闻"}]
