"""``gaoqian serve``: the real server on a real port."""

import json
import shlex
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from commandline import run_gaoqian
from serving import Service, serving


@pytest.fixture(scope="module")
def service(models_folder: Path) -> Iterator[Service]:
    """A service on a free port."""
    with serving(models_folder) as service:
        yield service


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_curl_line_that_it_prints(service: Service) -> None:
    """The printed line, run as it is, answers with a tag and evidence."""
    line = service.greeting[-1]
    done = subprocess.run(shlex.split(line), capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    assert result["tags"][0]["topic"] == "safety"
    assert result["tags"][0]["evidence"]


def test_address_and_documentation(service: Service) -> None:
    """The printed address serves health and the interactive documentation."""
    assert httpx2.get(f"{service.address}/health/ready").json()["status"] == "ok"
    assert httpx2.get(f"{service.address}/docs").status_code == 200


def test_sigterm_ends_it(models_folder: Path) -> None:
    """A supervisor's signal ends it, also with a client's connection open."""
    with serving(models_folder) as service, httpx2.Client() as client:
        client.get(f"{service.address}/health/live")
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(timeout=30) == 0


def test_pinned_version_by_environment(
    models_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``GAOQIAN_MODEL`` pins a version; one that is not there is named."""
    monkeypatch.setenv("GAOQIAN_MODEL", "1999.01.01-1")
    outcome = run_gaoqian("serve", "--port", "0", "--models", models_folder)
    assert outcome.code == 2
    assert "1999.01.01-1" in outcome.err


def test_setting_that_is_no_number(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad setting is named, without a traceback."""
    monkeypatch.setenv("GAOQIAN_MAX_BODY_BYTES", "abc")
    outcome = run_gaoqian("serve", "--port", "0", "--models", models_folder)
    assert outcome.code == 2
    assert "GAOQIAN_MAX_BODY_BYTES" in outcome.err
    assert "Traceback" not in outcome.err


def test_port_in_use_is_wrong_usage(models_folder: Path) -> None:
    """The error names the address, before the model is loaded."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        outcome = run_gaoqian("serve", "--port", port, "--models", models_folder)
    assert outcome.code == 2
    assert f"127.0.0.1:{port}" in outcome.err
    assert "Traceback" not in outcome.err


def test_no_bundle_is_one_line(tmp_path: Path) -> None:
    """A service without a bundle says how to make one."""
    outcome = run_gaoqian("serve", "--port", "0", "--models", tmp_path)
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    assert "gaoqian train" in outcome.err
