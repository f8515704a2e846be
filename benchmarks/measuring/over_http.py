"""Requests over HTTP: one worker, 8 connections that always have a request under way."""

import json
import statistics
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import articles_of_length, as_text
from gaoqian import Article
from measuring import services
from measuring.material import Material
from measuring.peers import PeerError, check_scores
from measuring.servers import Server, Service, running
from measuring.tables import print_absent, print_table, ratio
from measuring.wrk import CONNECTIONS, Load, load, require_wrk

CHARACTERS = 600
ARTICLES = 200
ROUNDS = 3
SECONDS = 5
WARM_UP_SECONDS = 1
USUAL, FLOOR = "usual pipeline behind FastAPI", "empty FastAPI route"
GUARDED, BARE = "gaoqian, with keys", "gaoqian, bare"


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of a server.

    Attributes:
        service: Makes the server that answers.
        path: Where to post.
        body: The JSON for one article.
        scores: Takes the probabilities out of an answer; None where nothing is answered.
    """

    service: Callable[[Material], Service]
    path: str
    body: Callable[[Article], dict[str, Any]]
    scores: Callable[[Any], list[float]] | None


def _fields(article: Article) -> dict[str, Any]:
    return {"headline": article.headline, "body": article.body}


def _infer_request(article: Article) -> dict[str, Any]:
    """Return a request of the v2 inference protocol for the probabilities of one text."""
    text = {
        "name": "text",
        "shape": [1],
        "datatype": "BYTES",
        "data": [as_text(article)],
        "parameters": {"content_type": "str"},
    }
    return {"inputs": [text], "outputs": [{"name": "predict_proba"}]}


def _without_evidence(article: Article) -> dict[str, Any]:
    return _fields(article) | {"explain": False}


def _our_scores(answer: Any) -> list[float]:
    return list(answer["scores"].values())


TARGETS = {
    FLOOR: Target(services.empty, "/v1/tag", _fields, None),
    BARE: Target(services.bare, "/v1/tag", _without_evidence, _our_scores),
    GUARDED: Target(services.guarded, "/v1/tag", _without_evidence, _our_scores),
    "gaoqian": Target(services.gaoqian, "/v1/tag", _without_evidence, _our_scores),
    "gaoqian, with evidence": Target(services.gaoqian, "/v1/tag", _fields, _our_scores),
    USUAL: Target(services.usual, "/tag", _fields, lambda answer: list(answer["scores"])),
    "usual pipeline in MLServer": Target(
        services.mlserver,
        "/v2/models/usual/infer",
        _infer_request,
        lambda answer: list(answer["outputs"][0]["data"]),
    ),
}


#: Address, bodies, headers.
_Ready = tuple[str, Path, Mapping[str, str]]


def measure(material: Material, rounds: int = ROUNDS) -> None:
    """Load every server in turn and print the table."""
    print(f"{CHARACTERS} characters an article, one worker, {CONNECTIONS} connections, ", end="")
    print(f"median of {rounds} rounds of {SECONDS} seconds:\n")
    try:
        require_wrk()
    except PeerError as error:
        print_absent({"HTTP": str(error)})
        return
    absent: dict[str, str] = {}
    with ExitStack() as stack:
        ready = dict(_start(stack, material, absent))
        loads: dict[str, list[Load]] = {name: [] for name in ready}
        for turn in range(rounds + 1):
            seconds = SECONDS if turn else WARM_UP_SECONDS
            for name, (url, bodies, headers) in ready.items():
                seen = load(url, bodies, seconds, headers)
                if turn:
                    loads[name].append(seen)
    _print(loads)
    _print_guarding(loads)
    print_absent(absent)


def _start(
    stack: ExitStack, material: Material, absent: dict[str, str]
) -> Iterator[tuple[str, _Ready]]:
    """Start each server once, check its answer, and yield names with what is sent where."""
    servers: dict[Callable[[Material], Service], Server] = {}
    for name, target in TARGETS.items():
        try:
            if target.service not in servers:
                service = target.service(material)
                servers[target.service] = stack.enter_context(running(service))
            server = servers[target.service]
            url = server.address + target.path
            bodies = material.folder / f"{name.replace(' ', '-')}.jsonl"
            write_bodies(bodies, map(target.body, articles_of_length(CHARACTERS, ARTICLES)))
            check_answer(url, bodies, target, server.headers)
        except PeerError as error:
            absent[name] = str(error)
        else:
            yield name, (url, bodies, server.headers)


def write_bodies(path: Path, bodies: Iterable[dict[str, Any]]) -> None:
    """Write request bodies, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for body in bodies:
            file.write(json.dumps(body, ensure_ascii=False) + "\n")


def check_answer(url: str, bodies: Path, target: Target, headers: Mapping[str, str]) -> None:
    """Post the first body and look at the answer.

    Raises:
        PeerError: the answer is not 200 with a probability for each topic.
    """
    with bodies.open("rb") as file:
        first = file.readline()
    sent = {"Content-Type": "application/json", **headers}
    request = urllib.request.Request(url, first, sent)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            content = json.load(answer)
    except OSError as error:
        raise PeerError(f"answered {error}, expected 200") from error
    if target.scores is not None:
        check_scores(target.scores(content))


def _print(loads: dict[str, list[Load]]) -> None:
    rates = {name: statistics.median(seen.rate for seen in each) for name, each in loads.items()}
    print_table(
        [
            "what",
            "requests a second",
            "× empty route",
            "× usual pipeline",
            "p50 ms",
            "p99 ms",
            "failed",
        ],
        (
            [
                name,
                f"{rates[name]:.0f}",
                ratio(rates[name], rates.get(FLOOR), 2),
                ratio(rates[name], rates.get(USUAL)),
                f"{statistics.median(seen.p50 for seen in each):.2f}",
                f"{statistics.median(seen.p99 for seen in each):.2f}",
                str(sum(seen.failed for seen in each)),
            ]
            for name, each in loads.items()
        ),
    )


def _print_guarding(loads: dict[str, list[Load]]) -> None:
    """Print what keys, metrics and logs leave of the rate: the median of each round's ratio."""
    if GUARDED in loads and BARE in loads:
        pairs = zip(loads[GUARDED], loads[BARE], strict=True)
        share = statistics.median(guarded.rate / bare.rate for guarded, bare in pairs)
        print(f"{GUARDED} keeps {share:.0%} of the requests a second of {BARE}.\n")
