"""How soon a server is ready, what memory its processes hold, and what the bundle takes on disk."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

from corpus import articles_of_length
from measuring.material import Material
from measuring.memory import family, family_resident_bytes
from measuring.over_http import CHARACTERS, TARGETS, USUAL, Target
from measuring.peers import PeerError
from measuring.servers import Service, running
from measuring.tables import print_absent, print_table, ratio
from measuring.timing import Way, medians, timed

ROUNDS = 3
REQUESTS = 200
_FLOOR_CODE = "import fastapi, numpy, uvicorn"
SERVERS = ("gaoqian", USUAL, "usual pipeline in MLServer")


def measure(material: Material, rounds: int = ROUNDS) -> None:
    """Print the three tables."""
    absent: dict[str, str] = {}
    made: dict[str, Service] = {}
    for name in SERVERS:
        try:
            made[name] = TARGETS[name].service(material)
        except PeerError as error:
            absent[name] = str(error)
    _measure_start(made, rounds, absent)
    _measure_memory({name: made[name] for name in made if name not in absent})
    print_absent(absent)
    _print_sizes(material.models)


def _measure_start(made: dict[str, Service], rounds: int, absent: dict[str, str]) -> None:
    """Time from the start of the process to the first answer that it is ready."""
    floor = timed(lambda: subprocess.run([sys.executable, "-c", _FLOOR_CODE], check=True))
    name_of_floor = "importing FastAPI, uvicorn and numpy"
    ways: dict[str, Way] = {name: _start(service) for name, service in made.items()}
    seconds = medians(ways | {name_of_floor: floor}, rounds, absent, warm_ups=0)
    print(f"From the start of the process to ready, median of {rounds}:\n")
    rows = (
        [name, f"{value:.2f}", ratio(value, seconds[name_of_floor])]
        for name, value in seconds.items()
    )
    print_table(["what", "seconds", "× imports"], rows)


def _start(service: Service) -> Way:
    def way() -> float:
        with running(service) as server:
            return server.seconds

    return way


def _measure_memory(made: dict[str, Service]) -> None:
    print(f"Resident memory after {REQUESTS} requests, one worker:\n")
    rows = []
    for name, service in made.items():
        with running(service) as server:
            _post_all(server.address, TARGETS[name])
            megabytes = family_resident_bytes(server.pid) / 1e6
            rows.append([name, str(len(family(server.pid))), f"{megabytes:.0f}"])
    print_table(["what", "processes", "MB"], rows)


def _post_all(address: str, target: Target) -> None:
    for article in articles_of_length(CHARACTERS, REQUESTS):
        body = json.dumps(target.body(article)).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(address + target.path, body, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            answer.read()


def _print_sizes(models: Path) -> None:
    """Print what each file of the bundle takes."""
    (manifest,) = models.glob("*/manifest.json")
    sizes = {path.name: path.stat().st_size for path in sorted(manifest.parent.iterdir())}
    rows = [[f"`{name}`", f"{size / 1e6:.2f}"] for name, size in sizes.items()]
    rows.append(["together", f"{sum(sizes.values()) / 1e6:.2f}"])
    print("The bundle on disk:\n")
    print_table(["file", "MB"], rows)
