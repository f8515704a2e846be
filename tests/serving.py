"""A real ``gaoqian serve`` on a free port."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

GREETING_LINES = 4


@dataclass(frozen=True, slots=True)
class Service:
    """A service that has greeted.

    Attributes:
        process: The process that was started.
        greeting: What it printed, line by line.
        address: Its URL.
    """

    process: subprocess.Popen[str]
    greeting: list[str]
    address: str


@contextmanager
def serving(models: Path, *options: str) -> Iterator[Service]:
    """Start a service, and end it as a supervisor would."""
    command: list[str | Path] = [Path(sys.executable).with_name("gaoqian"), "serve", *options]
    with subprocess.Popen(
        [*command, "--port", "0", "--models", models], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            greeting = [process.stdout.readline().strip() for _ in range(GREETING_LINES)]
            match = re.search(r"http://(?:127\.0\.0\.1|0\.0\.0\.0)(:\d+)", greeting[0])
            assert match, greeting
            yield Service(process, greeting, f"http://127.0.0.1{match[1]}")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def workers_of(service: Service) -> set[int]:
    """Return the processes that a service started to answer, and not Python's own tracker."""
    pid = service.process.pid
    children = map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return {child for child in children if b"spawn_main" in command_line(child)}


def command_line(pid: int) -> bytes:
    """Return a process's command line; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""
