"""wrk, the HTTP client: keep-alive connections that always have a request under way."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from measuring.peers import PeerError

CONNECTIONS = 8
_SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What one run of wrk saw.

    Attributes:
        rate: Requests answered a second.
        p50: Median latency in milliseconds.
        p99: 99th percentile of the latency in milliseconds.
        failed: Requests without an answer, or answered with 400 or above.
        slowest: The longest latency in milliseconds.
        models: How many answers named which model; empty where the rate was not held.
    """

    rate: float
    p50: float
    p99: float
    failed: int
    slowest: float
    models: dict[str, int] = field(default_factory=dict)


def require_wrk() -> None:
    """Check that wrk is there.

    Raises:
        PeerError: it is not; the message says where it comes from.
    """
    if shutil.which("wrk") is None:
        raise PeerError("wrk is not installed: apt-get install wrk, or brew install wrk")


def load(
    url: str,
    bodies: Path,
    seconds: int,
    headers: Mapping[str, str],
    rate: int | None = None,
    connections: int = CONNECTIONS,
) -> Load:
    """Send the bodies, one a line of a file, over and over.

    Args:
        url: Where to post.
        bodies: The file.
        seconds: How long.
        headers: Sent with each request.
        rate: Requests begun a second; None means as many as are answered.
        connections: Kept alive; each has one request under way.
    """
    options = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s"]
    for name, value in headers.items():
        options += ["-H", f"{name}: {value}"]
    command: list[str | Path] = ["wrk", *options, "-s", _SCRIPT, url, "--", bodies]
    if rate is not None:
        command.append(str(rate))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return parse(done.stdout)


def parse(output: str) -> Load:
    """Read the line of JSON that ``wrk.lua`` prints behind wrk's own report."""
    seen = json.loads(output.strip().splitlines()[-1])
    rate = seen["requests"] / seen["micros"] * 1e6
    milliseconds = {name: seen[name] / 1e3 for name in ("p50", "p99", "max")}
    return Load(
        rate,
        milliseconds["p50"],
        milliseconds["p99"],
        seen["failed"],
        milliseconds["max"],
        seen["models"],
    )
