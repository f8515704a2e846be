"""The servers that are measured: ours, the floor, and the peers'."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from measuring.material import GAOQIAN, Material
from measuring.peers import BENCHMARKS, PeerError, environment, fit_usual, interpreter
from measuring.servers import Service, free_port


def gaoqian(material: Material) -> Service:
    """``gaoqian serve``, one worker."""

    def command(port: int) -> Sequence[str | Path]:
        return [GAOQIAN, "serve", "--port", str(port), "--models", material.models]

    return Service(command, "/health/ready", material.folder)


def guarded(material: Material) -> Service:
    """``gaoqian serve``, one worker, which asks for keys; metrics and logs are always on."""
    data = material.folder / "guarded"
    variables = os.environ | {"GAOQIAN_AUTH": "on", "GAOQIAN_DATA": str(data)}
    command: list[str | Path] = [GAOQIAN, "keys", "create", "bench"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=variables)
    headers = {"Authorization": f"Bearer {done.stdout.strip()}"}
    open_to_all = gaoqian(material)
    return replace(open_to_all, environment=variables, headers=headers)


def bare(material: Material) -> Service:
    """The same service without keys, metrics and logs."""

    def command(port: int) -> Sequence[str | Path]:
        return [sys.executable, "-m", "measuring.bare_service", str(port), material.models]

    return Service(command, "/health/ready", material.folder, _ours())


def empty(material: Material) -> Service:
    """An empty FastAPI route in our environment, under our server's settings."""

    def command(port: int) -> Sequence[str | Path]:
        return [sys.executable, "-m", "measuring.empty_service", str(port)]

    return Service(command, "/health/ready", material.folder, _ours())


def _ours() -> dict[str, str]:
    """Return an environment whose interpreter finds ``measuring``."""
    folders = filter(None, (str(BENCHMARKS), os.getenv("PYTHONPATH")))
    return os.environ | {"PYTHONPATH": os.pathsep.join(folders)}


def usual(material: Material) -> Service:
    """The usual pipeline behind FastAPI, by ``uvicorn``, one worker.

    Raises:
        PeerError: it is not installed.
    """
    fit_usual(material)
    python = interpreter("usual")

    def command(port: int) -> Sequence[str | Path]:
        options = ["--port", str(port), "--log-level", "warning", "--no-access-log"]
        return [python, "-m", "uvicorn", "peers.usual_service:app", *options]

    variables = environment() | {"USUAL_MODEL": str(material.usual_model)}
    return Service(command, "/health", material.folder, variables)


def mlserver(material: Material) -> Service:
    """MLServer's scikit-learn runtime with the usual pipeline, one inference worker.

    Raises:
        PeerError: it is not installed, or the usual pipeline that it serves is not.
    """
    python = interpreter("mlserver")
    try:
        fit_usual(material)
    except PeerError as error:
        raise PeerError(f"has nothing to serve; the usual pipeline: {error}") from error
    folder = material.usual_model.parent
    model = {
        "name": "usual",
        "implementation": "mlserver_sklearn.SKLearnModel",
        "parameters": {"uri": material.usual_model.name},
    }
    (folder / "model-settings.json").write_text(json.dumps(model), encoding="utf-8")

    def command(port: int) -> Sequence[str | Path]:
        settings = {
            "debug": False,
            "parallel_workers": 1,
            "http_port": port,
            "grpc_port": free_port(),
            "metrics_port": free_port(),
        }
        (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        return [python.with_name("mlserver"), "start", "."]

    return Service(command, "/v2/models/usual/ready", folder, environment())
