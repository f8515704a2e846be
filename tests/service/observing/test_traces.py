"""Traces, as they come to a receiver."""

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx2
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from serving import serving

_ARTICLE = {"body": "消防站的队员逐户检查电线，教老人用灭火毯。"}
_WITHOUT_ENDPOINT = """
import sys, pathlib
from gaoqian_service.http.app import create_app
from gaoqian_service.settings import Settings
create_app(Settings(models=pathlib.Path(sys.argv[1])))
print([name for name in sys.modules if name.startswith("opentelemetry.sdk")])
"""


class _Receiver(ThreadingHTTPServer):
    """Takes traces by OTLP over HTTP; ``bodies`` are what came, by path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: list[tuple[str, bytes]] = []


class _Handler(BaseHTTPRequestHandler):
    server: _Receiver

    def do_POST(self) -> None:
        """Keep what was sent."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append((self.path, body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def receiver() -> Iterator[_Receiver]:
    """A receiver that answers."""
    with _Receiver() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _spans(bodies: list[tuple[str, bytes]]) -> Iterator[tuple[str, Span]]:
    """Yield spans with their service's name."""
    for path, body in bodies:
        assert path == "/v1/traces"
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            names = {each.key: each.value.string_value for each in resource.resource.attributes}
            for scope in resource.scope_spans:
                for span in scope.spans:
                    yield names["service.name"], span


def test_spans_name_routes_and_tell_no_text(
    models_folder: Path, receiver: _Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One span a request, sent at the end at the latest; none for probes and metrics."""
    endpoint = f"http://127.0.0.1:{receiver.server_port}"
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
    with serving(models_folder) as service:
        httpx2.get(f"{service.address}/health/ready")
        httpx2.get(f"{service.address}/metrics")
        httpx2.post(f"{service.address}/v1/tag?q=geheim", json=_ARTICLE)
        httpx2.post(f"{service.address}/v1/tag/batch", json={"articles": [_ARTICLE]})
        httpx2.get(f"{service.address}/v1/topics?q=geheim", headers={"X-API-Key": "geheim"})
        httpx2.get(f"{service.address}/nowhere?q=geheim")
        found = httpx2.post(f"{service.address}/doccano?labels=id", json={"text": _ARTICLE["body"]})
        assert found.json() == [{"label": "safety"}]  # the query string came to the route
    spans = list(_spans(receiver.bodies))
    assert {name for name, _ in spans} == {"gaoqian"}
    assert sorted(span.name for _, span in spans) == [
        "GET /v1/topics",
        "GET unmatched",
        "POST /doccano",
        "POST /v1/tag",
        "POST /v1/tag/batch",
    ]
    assert all(span.kind == Span.SPAN_KIND_SERVER for _, span in spans)
    sent = b"".join(body for _, body in receiver.bodies)
    assert b"geheim" not in sent
    assert "消防".encode() not in sent


def test_endpoint_that_is_away_disturbs_nobody(
    models_folder: Path, receiver: _Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Requests are answered, and the service ends, while nobody takes traces."""
    receiver.server_close()
    endpoint = f"http://127.0.0.1:{receiver.server_port}"
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", endpoint)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")
    with serving(models_folder) as service:
        assert httpx2.post(f"{service.address}/v1/tag", json=_ARTICLE).status_code == 200
    assert service.process.returncode == 0


def test_nothing_without_an_endpoint(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even what would send is imported, whatever else is set about it."""
    monkeypatch.setenv("OTEL_SERVICE_NAME", "gaoqian")
    command = [sys.executable, "-c", _WITHOUT_ENDPOINT, str(models_folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
