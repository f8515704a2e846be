"""``gaoqian serve``: the real server on a real port; beyond loopback not without keys."""

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

from commandline import call_gaoqian, run_gaoqian
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


_EVERYWHERE = ("--host", "0.0.0.0")  # noqa: S104  what is tested
_ARTICLE = {"body": "消防站的队员逐户检查电线，教老人用灭火毯。"}


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins without a key."""
    monkeypatch.setenv("GAOQIAN_DATA", str(tmp_path / "data"))


def _tag(address: str, key: str = "") -> httpx2.Response:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx2.post(f"{address}/v1/tag", json=_ARTICLE, headers=headers, timeout=30)


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("revoked", [False, True])
def test_no_key_no_service(models_folder: Path, workers: str, revoked: bool) -> None:
    """One line says how to make a key; one that was revoked is none."""
    if revoked:
        call_gaoqian("keys", "create", "cms")
        call_gaoqian("keys", "revoke", "cms")
    options = (*_EVERYWHERE, "--port", "0", "--workers", workers, "--models", models_folder)
    outcome = run_gaoqian("serve", *options)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "gaoqian keys create" in outcome.err
    assert "--insecure" in outcome.err


@pytest.mark.parametrize("workers", ["1", "2"])
def test_key_opens(models_folder: Path, workers: str) -> None:
    """401 without or with another, 200 with it; probes and documentation need none."""
    key = call_gaoqian("keys", "create", "cms").out.strip()
    with serving(models_folder, *_EVERYWHERE, "--workers", workers) as service:
        assert _tag(service.address).status_code == 401
        refused = _tag(service.address, key[:-1])
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == 'Bearer realm="gaoqian"'
        assert _tag(service.address, key).status_code == 200
        assert httpx2.get(f"{service.address}/metrics").status_code == 401
        for path in ("/health/live", "/health/ready", "/docs", "/openapi.json"):
            assert httpx2.get(service.address + path).status_code == 200


def test_keys_change_while_it_runs(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is made is taken, one that is revoked is refused, without a restart."""
    monkeypatch.setenv("GAOQIAN_FOLLOW_SECONDS", "0.05")
    first = call_gaoqian("keys", "create", "first").out.strip()
    with serving(models_folder, *_EVERYWHERE) as service:
        second = call_gaoqian("keys", "create", "second").out.strip()
        _until(service.address, second, 200)
        call_gaoqian("keys", "revoke", "first")
        _until(service.address, first, 401)
        assert _tag(service.address, second).status_code == 200


def _until(address: str, key: str, status: int) -> None:
    for _ in range(600):
        if _tag(address, key).status_code == status:
            return
    pytest.fail(f"never answered {status}")


@pytest.mark.parametrize("options", [("--insecure",), ("--insecure", "--workers", "2")])
def test_insecure_answers_everybody(models_folder: Path, options: tuple[str, ...]) -> None:
    """With a wrong key, and without one."""
    with serving(models_folder, *_EVERYWHERE, *options) as service:
        assert _tag(service.address).status_code == 200
        assert _tag(service.address, "gq1_wrong").status_code == 200
        assert httpx2.get(f"{service.address}/metrics").status_code == 200


def test_keys_on_loopback(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for where ``GAOQIAN_AUTH`` says so."""
    monkeypatch.setenv("GAOQIAN_AUTH", "on")
    key = call_gaoqian("keys", "create", "cms").out.strip()
    with serving(models_folder) as service:
        assert _tag(service.address).status_code == 401
        assert _tag(service.address, key).status_code == 200
