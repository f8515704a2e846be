"""Models of topics, bundles and health."""

from dataclasses import asdict

import pytest
from pydantic import ValidationError

from gaoqian import Taxonomy
from gaoqian_service.http.schemas.catalogue import HealthAnswer, ModelAnswer, TopicAnswer


def test_every_field_of_a_topic_is_answered(taxonomy: Taxonomy) -> None:
    """Those of the taxonomy under the same names, and the threshold."""
    for topic in taxonomy.topics:
        answer = TopicAnswer(**asdict(topic), threshold=0.5).model_dump()
        assert answer == asdict(topic) | {"threshold": 0.5}


def test_broken_bundle_has_an_error_and_no_figures() -> None:
    """All that needs the manifest is optional."""
    answer = ModelAnswer(
        version="1", champion=False, serving=False, previous=False, challenger=False, error="broken"
    )
    assert (answer.created, answer.articles, answer.metrics) == ("", None, {})
    assert answer.error == "broken"


def test_health_has_one_status() -> None:
    """A service that is not well does not answer."""
    assert HealthAnswer(status="ok").model is None
    with pytest.raises(ValidationError):
        HealthAnswer.model_validate({"status": "ill"})
