"""What Prometheus is told."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from gaoqian import Tagger
from gaoqian_service.http.app import create_app
from gaoqian_service.observing.prometheus import Metrics
from gaoqian_service.settings import Settings


@pytest.fixture
def fresh(models_folder: Path) -> TestClient:
    """A client whose application has counted nothing yet."""
    return TestClient(create_app(Settings(models=models_folder)), raise_server_exceptions=False)


def read_metrics(text: str) -> dict[tuple[str, ...], float]:
    """Return all samples by name and label values."""
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route(fresh: TestClient) -> None:
    """Short and long articles, batches, errors and what is not there, without their names."""
    fresh.post("/v1/tag", json={"body": "消防站的队员逐户检查电线。"})
    fresh.post("/v1/tag", json={"body": "消防站的队员逐户检查电线。" * 400})
    fresh.post("/v1/tag", json={})
    fresh.get("/v1/some/where")
    fresh.get("/v1/else/where")
    samples = read_metrics(fresh.get("/metrics").text)
    assert samples["gaoqian_requests_total", "POST", "/v1/tag", "200"] == 2
    assert samples["gaoqian_requests_total", "POST", "/v1/tag", "422"] == 1
    assert samples["gaoqian_requests_total", "GET", "unmatched", "404"] == 2
    assert samples["gaoqian_request_seconds_count", "/v1/tag"] == 3
    assert samples["gaoqian_request_seconds_sum", "/v1/tag"] > 0
    assert samples[("gaoqian_requests_in_flight",)] == 1  # this one


def test_results_are_counted(fresh: TestClient, tagger: Tagger) -> None:
    """Status, tags, reasons, and every score."""
    batch = ["消防站的队员逐户检查电线，教老人用灭火毯。", "", "今天天气晴，最高气温二十度。"]
    fresh.post("/v1/tag/batch", json={"articles": [{"body": body} for body in batch]})
    samples = read_metrics(fresh.get("/metrics").text)
    assert samples["gaoqian_articles_total", "tagged"] == 1
    assert samples["gaoqian_tags_total", "safety"] == 1
    assert samples["gaoqian_abstentions_total", "too_short"] == 1
    assert samples["gaoqian_score_count", "safety"] == 2  # nothing was scored without text
    assert samples["gaoqian_score_bucket", "+Inf", "safety"] == 2
    assert samples["gaoqian_score_bucket", "0.5", "safety"] == 1
    assert samples["gaoqian_model_workers", tagger.version] == 1


def test_swap_moves_the_worker() -> None:
    """The version before has no worker left, and stays visible."""
    metrics = Metrics()
    metrics.serve("a")
    metrics.serve("b", "a")
    samples = read_metrics(metrics.render().decode())
    assert samples["gaoqian_model_workers", "a"] == 0
    assert samples["gaoqian_model_workers", "b"] == 1


def test_feedback_by_verdict() -> None:
    """Topics without a verdict are counted as such."""
    metrics = Metrics()
    metrics.count_feedback(["accepted", "missed", "accepted", None])
    samples = read_metrics(metrics.render().decode())
    assert samples["gaoqian_feedback_total", "accepted"] == 2
    assert samples["gaoqian_feedback_total", "unstated"] == 1


def test_applications_count_apart(models_folder: Path, fresh: TestClient) -> None:
    """Two in one process do not share figures."""
    other = TestClient(create_app(Settings(models=models_folder)))
    fresh.post("/v1/tag", json={"body": "消防站的队员逐户检查电线。"})
    samples = read_metrics(other.get("/metrics").text)
    assert ("gaoqian_articles_total", "tagged") not in samples
