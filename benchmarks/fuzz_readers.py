"""Every reader, fed with disturbed documents: no exception, no long call, bounded memory.

``python benchmarks/fuzz_readers.py --seconds 600`` gives each format an equal share of the time,
in rounds. It prints, by format, how many documents there were, how many articles and failures
came of them, the longest wait for the next of them, the longest call, and how memory grew. It
ends with 1 where a reader raised anything, let two seconds of its thread's time pass without an
article or a failure, or met the limit of memory; the document is kept in the folder of ``--keep``.
A call may take longer than its longest wait: half a million lines of one megabyte are so many
failures.
"""

import argparse
import faulthandler
import resource
import sys
import time
import traceback
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path, PurePath

from hypothesis import HealthCheck, Phase, given, seed, settings

from documents import documents
from gaoqian import Article
from gaoqian.readers import ReadFailure, read_bytes
from measuring.tables import print_table
from mutations import disturbed

MOST_BYTES = 1_000_000
MOST_SECONDS = 2.0
#: On top of what the process has once every reader has read one document.
MEMORY_BYTES = 1 << 30
_ROUND_EXAMPLES = 100
#: A call that takes so many seconds hangs: the process ends with the place where it does.
_HANG_SECONDS = 120


@dataclass(slots=True)
class Tally:
    """What happened to a format's documents.

    Attributes:
        documents: How many.
        articles: How many articles were in them.
        failures: How many failures they came to.
        longest_wait_seconds: The longest time to the next article, failure or the end.
        longest_seconds: The longest call.
        problems: What went wrong, each kind once.
    """

    documents: int = 0
    articles: int = 0
    failures: int = 0
    longest_wait_seconds: float = 0.0
    longest_seconds: float = 0.0
    problems: dict[str, bytes] = field(default_factory=dict)

    def read(self, data: bytes, name: str) -> None:
        """Read a document and count what comes of it."""
        faulthandler.dump_traceback_later(_HANG_SECONDS, exit=True)
        start = before = time.thread_time()
        try:
            for item in chain(read_bytes(data, name), [None]):
                now = time.thread_time()
                self._waited(now - before, data)
                before = now
                self.failures += isinstance(item, ReadFailure)
                self.articles += isinstance(item, Article)
        except BaseException as error:
            self.problems.setdefault(_kind(error), data)
        finally:
            faulthandler.cancel_dump_traceback_later()
            self.documents += 1
            self.longest_seconds = max(self.longest_seconds, time.thread_time() - start)

    def _waited(self, seconds: float, data: bytes) -> None:
        self.longest_wait_seconds = max(self.longest_wait_seconds, seconds)
        if seconds > MOST_SECONDS:
            self.problems.setdefault(f"nothing for over {MOST_SECONDS} s", data)


def main() -> int:
    """Fuzz for as long as is asked and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one ending, such as .html")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-readers"))
    options = parser.parse_args()
    samples = _by_ending(options.only)
    before = _peak_bytes()
    _limit_memory()
    tallies = _fuzz(samples, time.monotonic() + options.seconds, options.seed)
    growth = _peak_bytes() - before
    _print(tallies)
    print(f"memory: {growth / 1e6:.0f} MB more at its peak than before", flush=True)
    return _keep(tallies, options.keep)


def _by_ending(only: str | None) -> dict[str, list[bytes]]:
    samples: dict[str, list[bytes]] = defaultdict(list)
    for name, data in documents().items():
        ending = PurePath(name).suffix
        if only in {None, ending}:
            samples[ending].append(data)
            assert all(not isinstance(item, ReadFailure) for item in read_bytes(data, name))
    return samples


def _fuzz(samples: dict[str, list[bytes]], end: float, first: int) -> dict[str, Tally]:
    tallies = {ending: Tally() for ending in samples}
    for number in count(first):
        for ending, tally in tallies.items():
            if time.monotonic() > end:
                return tallies
            _round(tally, ending, samples[ending], number)
    raise AssertionError("rounds have no end")


def _round(tally: Tally, ending: str, samples: list[bytes], number: int) -> None:
    @seed(number)
    @settings(
        max_examples=_ROUND_EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(disturbed(samples, MOST_BYTES))
    def read(data: bytes) -> None:
        tally.read(data, f"a{ending}")

    read()


def _kind(error: BaseException) -> str:
    """Name an error by its type and the innermost place of ours or of anybody."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}"


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _limit_memory() -> None:
    """Let this process have so much more address space than it has, where the system can say."""
    status = Path("/proc/self/statm")
    if status.exists():
        limit = int(status.read_text().split()[0]) * resource.getpagesize() + MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def _print(tallies: dict[str, Tally]) -> None:
    header = (
        "format",
        "documents",
        "articles",
        "failures",
        "longest wait, s",
        "call, s",
        "problems",
    )
    print_table(
        header,
        [
            (
                ending,
                f"{tally.documents:,}",
                f"{tally.articles:,}",
                f"{tally.failures:,}",
                f"{tally.longest_wait_seconds:.2f}",
                f"{tally.longest_seconds:.2f}",
                "; ".join(tally.problems) or "none",
            )
            for ending, tally in tallies.items()
        ],
    )


def _keep(tallies: dict[str, Tally], folder: Path) -> int:
    kept = 0
    for ending, tally in tallies.items():
        for kind, data in tally.problems.items():
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{kept}{ending}"
            path.write_bytes(data)
            print(f"{path}: {kind}")
            kept += 1
    return 1 if kept else 0


if __name__ == "__main__":
    sys.exit(main())
