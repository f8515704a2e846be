"""A thousand requests a second while models are swapped, and nobody may notice.

``python benchmarks/soak.py`` serves with two workers, sends a thousand articles of 600
characters a second for a minute and lets two models take turns thirty times. It prints what the
client saw and ends with 1 where a request failed, p99 reached 50 ms, or a worker did not follow.
"""

import argparse
import json
import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from corpus import articles_of_length
from gaoqian import ModelStore
from measuring.material import GAOQIAN, train
from measuring.over_http import write_bodies
from measuring.peers import PeerError
from measuring.servers import Service, running
from measuring.wrk import Load, load, require_wrk

WORKERS = 2
#: So many that a thousand requests a second find one free while others wait for 30 ms.
CONNECTIONS = 32
CHARACTERS = 600
ARTICLES = 200
MAX_P99_MILLISECONDS = 50.0
#: In seconds; a worker that takes longer to follow does not follow.
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do.

    Attributes:
        seconds: How long requests are sent.
        swaps: How often the model changes meanwhile.
        rate: Requests a second.
        follow_seconds: How often workers look at the champion's pointer.
    """

    seconds: int = 60
    swaps: int = 30
    rate: int = 1000
    follow_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen.

    Attributes:
        load: By the client that sent articles.
        activated: Seconds until each activation was answered.
        followed: Seconds until all workers answered with the activated model, since it was
            asked for; None where they did not.
    """

    load: Load
    activated: Sequence[float]
    followed: Sequence[float | None]


def soak(models: Path, plan: Plan) -> Seen:
    """Serve a folder of two models, and let them take turns under load.

    Raises:
        PeerError: wrk is not installed, or the service could not be started.
        OSError: an activation was refused.
    """
    require_wrk()
    with tempfile.TemporaryDirectory() as folder:
        bodies = Path(folder) / "bodies.jsonl"
        articles = articles_of_length(CHARACTERS, ARTICLES)
        write_bodies(bodies, ({"body": article.body, "explain": False} for article in articles))
        with running(_service(models, Path(folder), plan)) as server, ThreadPoolExecutor() as pool:
            url = f"{server.address}/v1/tag"
            load(url, bodies, 1, {})
            sending = pool.submit(load, url, bodies, plan.seconds, {}, plan.rate, CONNECTIONS)
            activated, followed = _swap(server.address, models, plan)
            return Seen(sending.result(), activated, followed)


def _service(models: Path, folder: Path, plan: Plan) -> Service:
    def command(port: int) -> Sequence[str | Path]:
        options = ["--port", str(port), "--workers", str(WORKERS)]
        return [GAOQIAN, "serve", "--models", models.resolve(), *options]

    ours = {"GAOQIAN_DATA": str(folder), "GAOQIAN_FOLLOW_SECONDS": str(plan.follow_seconds)}
    return Service(command, "/health/ready", folder, os.environ | ours)


def _swap(address: str, models: Path, plan: Plan) -> tuple[list[float], list[float | None]]:
    """Activate the models in turn, spread over the time of the load."""
    store = ModelStore(models)
    champion = store.champion()
    others = sorted(store.versions(), key=lambda version: version == champion)
    activated: list[float] = []
    followed: list[float | None] = []
    start = time.perf_counter()
    for turn in range(plan.swaps):
        due = start + (turn + 0.5) * plan.seconds / (plan.swaps + 1)
        time.sleep(max(0.0, due - time.perf_counter()))
        version = others[turn % len(others)]
        begun = time.perf_counter()
        _ask(f"{address}/v1/models/{version}/activate", b"")
        activated.append(time.perf_counter() - begun)
        followed.append(_wait_until_followed(address, version, begun))
    return activated, followed


def _wait_until_followed(address: str, version: str, begun: float) -> float | None:
    while time.perf_counter() - begun < _PATIENCE:
        if _workers(address, version) == WORKERS:
            return time.perf_counter() - begun
        time.sleep(0.2)
    return None


def _workers(address: str, version: str) -> int:
    """Return how many workers answer with a version."""
    for family in text_string_to_metric_families(_ask(f"{address}/metrics")):
        if family.name == "gaoqian_model_workers":
            return sum(int(s.value) for s in family.samples if s.labels["version"] == version)
    return 0


def _ask(url: str, body: bytes | None = None) -> str:
    with urllib.request.urlopen(urllib.request.Request(url, body), timeout=30) as answer:
        content: bytes = answer.read()
    return content.decode()


def faults(seen: Seen) -> list[str]:
    """Return what must not have happened, and did, leaving out how long anything took."""
    found = []
    if seen.load.failed:
        found.append(f"{seen.load.failed} requests failed")
    if seen.followed.count(None):
        found.append(f"{seen.followed.count(None)} swaps did not reach all workers")
    if len(seen.load.models) != 2 or "" in seen.load.models:
        found.append(f"answers named {seen.load.models}, expected two models")
    return found


def main() -> int:
    """Train two bundles, soak, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    plan = Plan()
    parser.add_argument("--seconds", type=int, default=plan.seconds)
    parser.add_argument("--swaps", type=int, default=plan.swaps)
    parser.add_argument("--rate", type=int, default=plan.rate)
    parser.add_argument("--models", type=Path, help="a folder of two bundles, instead of training")
    given = parser.parse_args()
    plan = Plan(given.seconds, given.swaps, given.rate)
    try:
        require_wrk()
        with tempfile.TemporaryDirectory() as folder:
            seen = soak(given.models or _train_two(Path(folder)), plan)
    except PeerError as error:
        print(error, file=sys.stderr)
        return 1
    found = faults(seen)
    if seen.load.p99 >= MAX_P99_MILLISECONDS:
        found.append(f"p99 {seen.load.p99:.1f} ms, expected below {MAX_P99_MILLISECONDS:g}")
    print(_describe(seen))
    print("; ".join(found) or "no request failed", file=sys.stderr)
    return 1 if found else 0


def _train_two(folder: Path) -> Path:
    for seed in (0, 5):
        train(folder, "--seed", str(seed))
    return folder


def _describe(seen: Seen) -> str:
    load, reached = seen.load, [seconds for seconds in seen.followed if seconds is not None]
    slowest = max(reached, default=0.0)
    return (
        f"{load.rate:.0f} requests a second, {load.failed} failed; "
        f"p50 {load.p50:.1f} ms, p99 {load.p99:.1f} ms, slowest {load.slowest:.0f} ms\n"
        f"{len(seen.activated)} activations, answered within {max(seen.activated):.2f} s; "
        f"{len(reached)} reached all {WORKERS} workers, within {slowest:.1f} s\n"
        f"answers by model: {json.dumps(load.models)}"
    )


if __name__ == "__main__":
    sys.exit(main())
