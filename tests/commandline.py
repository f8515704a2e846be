"""Running the real command, in a process of its own."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: The command as installed beside this interpreter.
GAOQIAN = Path(sys.executable).with_name("gaoqian")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str


def run_gaoqian(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> Outcome:
    """Run ``gaoqian`` to its end."""
    command = [GAOQIAN, *arguments]
    done = subprocess.run(command, capture_output=True, input=stdin, cwd=cwd, check=False)
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
