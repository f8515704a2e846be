"""Learning from the authored articles: ours as a command, the peers' fits."""

import tempfile
from pathlib import Path

from measuring.in_process import PEERS
from measuring.material import Material, train
from measuring.peers import AnsweringPeer
from measuring.tables import print_absent, print_table
from measuring.timing import Way, medians, timed

ROUNDS = 3


def measure(material: Material, rounds: int = ROUNDS) -> None:
    """Train everything in turn and print the table."""
    texts = material.folder / "one.json"
    texts.write_text('["消防站的队员逐户检查电线。"]', encoding="utf-8")
    ways: dict[str, Way] = {"gaoqian train --no-selection": timed(_train)}
    for system, peer in PEERS.items():
        ways[system] = _fit(system, peer, material, texts)
    absent: dict[str, str] = {}
    seconds = medians(ways, rounds, absent, warm_ups=0)
    print(f"Learning from the authored articles, median of {rounds}:\n")
    print_table(["what", "seconds"], ([name, f"{value:.1f}"] for name, value in seconds.items()))
    print_absent(absent)


def _train() -> None:
    with tempfile.TemporaryDirectory() as folder:
        train(Path(folder))


def _fit(system: str, peer: str, material: Material, texts: Path) -> Way:
    def way() -> float:
        with AnsweringPeer(peer, system, material, texts) as fitted:
            return fitted.fit_seconds

    return way
