"""Starting a server, waiting until it is ready, and ending it."""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measuring.peers import PeerError, last_line

_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Service:
    """How to start a server.

    Attributes:
        command: Given a port, what to run.
        ready: The path that answers 200 once requests can be sent.
        folder: Where to run it; it may leave files there.
        environment: All of its variables.
        headers: What its clients send with each request.
    """

    command: Callable[[int], Sequence[str | Path]]
    ready: str
    folder: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is ready.

    Attributes:
        address: As ``http://127.0.0.1:8000``.
        pid: Of the process that was started.
        seconds: From the start of the process to the first answer.
        headers: What its clients send with each request.
    """

    address: str
    pid: int
    seconds: float
    headers: Mapping[str, str]


@contextlib.contextmanager
def running(service: Service) -> Iterator[Server]:
    """Run a server inside the block.

    Raises:
        PeerError: it ended, or was not ready in time; the message holds its last words.
    """
    port = free_port()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            service.command(port),
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=service.folder,
            env=service.environment,
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            if not _wait(process, address + service.ready):
                log.seek(0)
                raise PeerError(f"could not be started: {last_line(log.read())}")
            seconds = time.perf_counter() - start
            yield Server(address, process.pid, seconds, service.headers)
        finally:
            _end(process)


def free_port() -> int:
    """Return a port that is free at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], url: str) -> bool:
    deadline = time.perf_counter() + _PATIENCE_SECONDS
    while process.poll() is None and time.perf_counter() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            answer.read()
            return True
        time.sleep(0.01)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, and make it and its children end where it does not."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
