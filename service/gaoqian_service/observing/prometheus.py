"""Prometheus metrics of one application, or of all its workers together."""

import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from gaoqian import Article, TagResult

CONTENT_TYPE = CONTENT_TYPE_LATEST

#: In seconds: a short article takes half a millisecond, a batch some hundred.
_LATENCIES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_SCORES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


class Metrics:
    """The Prometheus metrics of one application; `render` gives their text.

    Attributes:
        in_flight: Gauge of requests accepted and not yet answered.
    """

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        # Looking a metric up by its labels takes longer than counting; hence the caches.
        self._requests = cache(
            Counter(
                "gaoqian_requests",
                "应答的请求 Requests answered",
                ["method", "route", "status"],
                registry=registry,
            ).labels
        )
        self._seconds = cache(
            Histogram(
                "gaoqian_request_seconds",
                "从接到到答完的秒数 Seconds from the first byte to the last",
                ["route"],
                buckets=_LATENCIES,
                registry=registry,
            ).labels
        )
        self.in_flight = Gauge(
            "gaoqian_requests_in_flight",
            "正在应答的请求 Requests under way",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self._articles = cache(
            Counter(
                "gaoqian_articles", "打过标签的稿件 Articles tagged", ["status"], registry=registry
            ).labels
        )
        self._tags = cache(
            Counter("gaoqian_tags", "给出的标签 Tags given", ["topic"], registry=registry).labels
        )
        self._abstentions = cache(
            Counter("gaoqian_abstentions", "弃答 Abstentions", ["reason"], registry=registry).labels
        )
        self._scores = cache(
            Histogram(
                "gaoqian_score",
                "校准后的概率 Calibrated probabilities",
                ["topic"],
                buckets=_SCORES,
                registry=registry,
            ).labels
        )
        self._models = Gauge(
            "gaoqian_model_workers",
            "用该版本应答的进程数 Processes that answer with this version",
            ["version"],
            multiprocess_mode="livesum",
            registry=registry,
        )
        self._feedback = Counter(
            "gaoqian_feedback",
            "编辑反馈 Feedback stored",
            ["verdict"],
            registry=registry,
        )
        self._decisions = Counter(
            "gaoqian_decisions",
            "记入数据库的判断 Decisions for the log",
            ["outcome"],
            registry=registry,
        )
        self._score_counts = Counter(
            "gaoqian_score_counts",
            "计入分数统计的稿件 Articles for the score counts",
            ["outcome"],
            registry=registry,
        )
        self._shadow = Counter(
            "gaoqian_shadow_articles",
            "陪跑模型看过的稿件 Articles for the challenger",
            ["outcome"],
            registry=registry,
        )

    def observe_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests(method, route, status).inc()
        self._seconds(route).observe(seconds)

    def observe_results(self, articles: Sequence[Article], results: Sequence[TagResult]) -> None:
        """Count results by status, topic and probability; a listener of the tagging service."""
        del articles
        for result in results:
            self._articles(result.status).inc()
            for tag in result.tags:
                self._tags(tag.topic).inc()
            if result.reason is not None:
                self._abstentions(result.reason).inc()
            for topic, score in result.scores.items():
                self._scores(topic).observe(score)

    def serve(self, version: str, before: str | None = None) -> None:
        """Set the active version of this process, and unset the one before."""
        if before is not None:
            self._models.labels(before).set(0)
        self._models.labels(version).set(1)

    def count_feedback(self, verdicts: Iterable[str | None]) -> None:
        """Count stored feedback by what it says of each topic."""
        for verdict in verdicts:
            self._feedback.labels(verdict or "unstated").inc()

    def count_decisions(self, outcome: str, count: int) -> None:
        """Count decisions that the log has ``kept`` or ``dropped``."""
        self._decisions.labels(outcome).inc(count)

    def count_scores(self, outcome: str, count: int) -> None:
        """Count articles whose probabilities were counted (``kept``) or not (``dropped``)."""
        self._score_counts.labels(outcome).inc(count)

    def count_shadow(self, outcome: str, count: int) -> None:
        """Count articles that a challenger has scored (``kept``) or left out (``dropped``)."""
        self._shadow.labels(outcome).inc(count)

    def render(self) -> bytes:
        """Return the metrics of this process, or of all workers, in Prometheus' text format."""
        folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
        if folder is None:
            return generate_latest(self._registry)
        _forget_dead(Path(folder))
        of_all_workers = CollectorRegistry()
        MultiProcessCollector(of_all_workers)  # type: ignore[no-untyped-call]
        return generate_latest(of_all_workers)


def _forget_dead(folder: Path) -> None:
    """Remove the gauges of worker processes that have ended."""
    for path in folder.glob("gauge_live*_*.db"):
        pid = int(path.stem.rpartition("_")[2])
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            mark_process_dead(pid, str(folder))  # type: ignore[no-untyped-call]
