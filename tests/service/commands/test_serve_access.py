"""``gaoqian serve`` beyond loopback: not without keys, unless it is told so."""

from pathlib import Path

import httpx2
import pytest

from commandline import call_gaoqian, run_gaoqian
from serving import serving

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
