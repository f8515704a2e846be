"""The container, the manifests and the unit say what is true of the program they run."""

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from commandline import call_gaoqian
from deployment import (
    COMPOSE,
    IMAGE,
    KUBERNETES,
    MANIFESTS,
    UNIT,
    composed,
    containers,
    documents,
    instructions,
    pods,
    unit,
)
from gaoqian_service.http.app import create_app
from gaoqian_service.settings import Settings

#: Read by Compose itself, and by no program of ours.
_OF_COMPOSE = {"GAOQIAN_DATABASE_PASSWORD"}


@pytest.mark.parametrize("path", [IMAGE, COMPOSE, UNIT, *MANIFESTS], ids=lambda p: p.name)
def test_variables_are_settings(path: Path) -> None:
    """Every variable that is named is one that the service reads, or Compose itself."""
    named = set(re.findall(r"GAOQIAN_\w+", path.read_text(encoding="utf-8")))
    assert named <= {f"GAOQIAN_{name.upper()}" for name in Settings.model_fields} | _OF_COMPOSE


def test_nobody_is_root() -> None:
    """By number in the image, so that Kubernetes can tell; by name in the unit."""
    user = instructions()["USER"]
    assert user.isdecimal()
    assert int(user) > 0
    contexts = [pod["securityContext"] for pod in pods()]
    assert all(context["runAsNonRoot"] for context in contexts)
    assert {context["runAsUser"] for context in contexts} == {int(user)}
    assert unit()["User"] == ["gaoqian"]


def test_program_is_not_writable() -> None:
    """The root file system is read-only and nothing gains privileges."""
    services = composed()
    assert services
    for each in services.values():
        assert each["read_only"] is True
        assert each["cap_drop"] == ["ALL"]
        assert each["security_opt"] == ["no-new-privileges:true"]
    locked = [container["securityContext"] for container in containers()]
    assert locked
    for context in locked:
        assert context["readOnlyRootFilesystem"] is True
        assert context["allowPrivilegeEscalation"] is False
        assert context["capabilities"] == {"drop": ["ALL"]}
    assert unit()["ProtectSystem"] == ["strict"]
    assert unit()["NoNewPrivileges"] == ["yes"]


def test_what_is_written_is_a_volume() -> None:
    """Where the image keeps models and data, and the temporary folder, each can be written."""
    folders = {
        *json.loads(instructions()["VOLUME"]),
        *(value for _, value in re.findall(r"GAOQIAN_(MODELS|DATA)=(\S+)", IMAGE.read_text())),
    }
    assert folders == {"/models", "/data"}
    for each in composed().values():
        mounted = {volume.partition(":")[2] for volume in each["volumes"]} | {*each["tmpfs"]}
        assert mounted == folders | {"/tmp"}  # noqa: S108  the container's own
    serving = next(each for each in containers() if each["args"] == ["serve"])
    mounted = {mount["mountPath"] for mount in serving["volumeMounts"]}
    assert mounted == folders | {"/tmp"}  # noqa: S108  the container's own


def test_probes_ask_what_is_there(models_folder: Path) -> None:
    """Every path that a probe asks for answers 200, on the port that the service takes."""
    port = Settings().port
    health = instructions()["HEALTHCHECK"]
    asked = re.findall(rf"http://127\.0\.0\.1:{port}(/[\w/]+)", health)
    assert asked == ["/health/ready"]
    assert instructions()["EXPOSE"] == str(port)
    serving = next(each for each in containers() if each["args"] == ["serve"])
    assert serving["ports"] == [{"name": "http", "containerPort": port}]
    for kind in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert serving[kind]["httpGet"]["port"] == "http"
        asked.append(serving[kind]["httpGet"]["path"])
    client = TestClient(create_app(Settings(models=models_folder)))
    assert {path: client.get(path).status_code for path in asked} == dict.fromkeys(asked, 200)


def test_ports_lead_to_the_service() -> None:
    """Compose publishes on loopback only; Kubernetes' Service names the container's port."""
    port = Settings().port
    assert composed()["service"]["ports"] == [f"127.0.0.1:{port}:{port}"]
    service = documents(KUBERNETES / "service.yaml")[0]
    assert service["kind"] == "Service"
    assert [each["targetPort"] for each in service["spec"]["ports"]] == ["http"]


def _command_lines() -> dict[str, list[str]]:
    """Return what is run, by where it says so, as arguments of ``gaoqian``."""
    lines = {"image": json.loads(instructions()["CMD"])}
    lines |= {name: each["command"] for name, each in composed().items()}
    lines |= {f"pod {each['name']}": each["args"] for each in containers()}
    for name in ("ExecStartPre", "ExecStart"):
        program, *arguments = unit()[name][0].split()
        assert Path(program).name == "gaoqian"
        lines[name] = arguments
    return lines


def test_image_serves() -> None:
    """The image, the unit and the Deployment start ``gaoqian serve``."""
    assert json.loads(instructions()["ENTRYPOINT"]) == ["gaoqian"]
    lines = _command_lines()
    for name in ("image", "service", "pod gaoqian", "ExecStart"):
        assert lines[name] == ["serve"]


@pytest.mark.parametrize("name", sorted(_command_lines()))
def test_command_lines_are_understood(name: str) -> None:
    """Each is a command with options that it has."""
    outcome = call_gaoqian(*_command_lines()[name], "--help")
    assert (outcome.code, outcome.err) == (0, "")


def test_requests_are_answered_before_the_end() -> None:
    """Whoever ends the service waits longer than the service itself does."""
    limit = Settings().shutdown_seconds
    grace = composed()["service"]["stop_grace_period"]
    assert int(grace.removesuffix("s")) > limit
    assert int(unit()["TimeoutStopSec"][0]) > limit
    pod = next(pod for pod in pods() if "terminationGracePeriodSeconds" in pod)
    before = pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] > before + limit
