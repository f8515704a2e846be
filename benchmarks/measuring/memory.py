"""Memory of a process and its children, from Linux's ``/proc``, once or while a command runs."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
INTERVAL_SECONDS = 0.2
#: What counts as "at 10 %": from 5 % to 15 % of the output.
_CLOSE = 0.05


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at a running command.

    Attributes:
        written: Bytes of its output file.
        resident: Bytes resident in all its processes.
    """

    written: int
    resident: int


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command.

    Attributes:
        seconds: From its start to its end.
        written: Bytes of its output file in the end.
        samples: In the order of time.
    """

    seconds: float
    written: int
    samples: Sequence[Sample]

    @property
    def peak_megabytes(self) -> float:
        """The highest sample."""
        return max(sample.resident for sample in self.samples) / 1e6

    def megabytes_at(self, part: float) -> float:
        """Return the memory when so much of the output was written: the highest sample near it.

        Where none is near, as in a run of few seconds, the nearest counts.

        Args:
            part: 0 to 1.
        """
        nearest = min(self.samples, key=lambda sample: self._distance(sample, part))
        close = [sample for sample in self.samples if self._distance(sample, part) <= _CLOSE]
        return max(sample.resident for sample in [*close, nearest]) / 1e6

    def _distance(self, sample: Sample, part: float) -> float:
        return abs(sample.written / self.written - part)


def watch(command: Sequence[str | Path], environment: Mapping[str, str], output: Path) -> Run:
    """Run a command to its end and sample its memory.

    Args:
        command: What to run.
        environment: All of its variables.
        output: The file that it writes as it goes on; it tells how far the command is.

    Raises:
        CalledProcessError: it did not end with 0.
    """
    samples = []
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment) as process:
        while process.poll() is None:
            written = output.stat().st_size if output.exists() else 0
            samples.append(Sample(written, family_resident_bytes(process.pid)))
            try:
                process.wait(INTERVAL_SECONDS)
            except subprocess.TimeoutExpired:
                continue
    seconds = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, output.stat().st_size, samples)


def family(pid: int) -> list[int]:
    """Return a process and all its descendants; those that end meanwhile are left out."""
    members = [pid]
    for member in members:
        for tasks in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                members += map(int, tasks.read_text(encoding="ascii").split())
            except OSError:  # it ended between two looks
                continue
    return members


def resident_bytes(pid: int) -> int:
    """Return the resident memory of one process, 0 once it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * _PAGE_BYTES


def family_resident_bytes(pid: int) -> int:
    """Return the resident memory of a process and its descendants, summed up.

    Pages that several share, such as a memory-mapped bundle, count once for each.
    """
    return sum(map(resident_bytes, family(pid)))
