"""Running the real command, in a process of its own."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: The command as installed beside this interpreter.
GAOQIAN = Path(sys.executable).with_name("gaoqian")

#: Seconds, and many times what the longest command of any test takes.
_TIMEOUT = 1200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str


def run_gaoqian(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> Outcome:
    """Run ``gaoqian`` to its end; one that hangs is a TimeoutExpired with the command in it."""
    command = [GAOQIAN, *arguments]
    done = subprocess.run(
        command, capture_output=True, input=stdin, cwd=cwd, check=False, timeout=_TIMEOUT
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
