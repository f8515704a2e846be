"""Send 10,000 stories through a NATS server while consumer and server are killed.

``python benchmarks/wire_broker.py`` ends with 1 where a story was lost or is in the ledger twice.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from brokerbench.ordeal import endure


def main() -> None:
    """Run it and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--restarts", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        verdict = endure(
            Path(folder),
            options.models,
            options.stories,
            kills=options.kills,
            restarts=options.restarts,
            life=(3, 8),
        )
    twice = sum(count - 1 for count in verdict.published.values())
    print(f"{verdict.sent} stories, {verdict.kills} kills, {verdict.restarts} broker restarts")
    print(f"in the ledger: {verdict.stored} rows of {verdict.stories} stories")
    print(f"published: {len(verdict.published)} stories, {twice} of them again")
    print(f"{verdict.seconds:.0f} s, starts of the consumer included")
    if verdict.faults:
        sys.exit("; ".join(verdict.faults))


if __name__ == "__main__":
    main()
