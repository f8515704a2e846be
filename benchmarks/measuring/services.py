"""The servers that are measured: ours, the floor, and the peers'."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from measuring.material import GAOQIAN, Material
from measuring.peers import BENCHMARKS, PeerError, environment, fit_usual, interpreter
from measuring.servers import Service, free_port


def gaoqian(material: Material) -> Service:
    """``gaoqian serve``, one worker."""

    def command(port: int) -> Sequence[str | Path]:
        return [GAOQIAN, "serve", "--port", str(port), "--models", material.models]

    return Service(command, "/health/ready", material.folder)


def empty(material: Material) -> Service:
    """An empty FastAPI route in our environment, under our server's settings."""

    def command(port: int) -> Sequence[str | Path]:
        return [sys.executable, "-m", "measuring.empty_service", str(port)]

    ours = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(BENCHMARKS), os.getenv("PYTHONPATH"))))
    }
    return Service(command, "/health/ready", material.folder, ours)


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
