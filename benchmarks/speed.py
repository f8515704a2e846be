"""``make bench``: how fast articles are tagged, beside the peers, in one run.

``python benchmarks/speed.py [PART …] [--rounds N]`` prints the tables of ``benchmarks/README.md``.
Ratios of one run are what counts: the machine changes, the ratios hardly do.
"""

import argparse
import tempfile
from pathlib import Path

from measuring import bulk, in_process, over_http, start_and_memory, training
from measuring.machine import describe_machine
from measuring.material import prepare

#: Name to (heading, what measures and prints).
PARTS = {
    "in_process": ("In-process", in_process.measure),
    "http": ("HTTP", over_http.measure),
    "bulk": ("Bulk", bulk.measure),
    "start_and_memory": ("Start, memory, size", start_and_memory.measure),
    "training": ("Training", training.measure),
}


def main() -> None:
    """Measure the named parts, or all, and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, help="instead of each part's own number")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"{', '.join(sorted(unknown))} unknown, expected of {', '.join(PARTS)}")
    if arguments.rounds is not None and arguments.rounds < 1:
        parser.error(f"--rounds {arguments.rounds}, expected 1 or more")
    rounds = {} if arguments.rounds is None else {"rounds": arguments.rounds}
    print(describe_machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        material = prepare(Path(folder))
        for name in arguments.parts or PARTS:
            heading, measure = PARTS[name]
            print(f"### {heading}\n")
            measure(material, **rounds)


if __name__ == "__main__":
    main()
