"""Running the real command: in a process of its own, or in this one."""

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from gaoqian.commands.app import main

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


def call_gaoqian(*arguments: str | Path) -> Outcome:
    """Run ``gaoqian`` in this process: for what it does and says, without the seconds to start."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with (
        patch.object(sys, "argv", ["gaoqian", *map(str, arguments)]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ending:
            code = ending.code or 0
    assert isinstance(code, int)
    return Outcome(code, out.getvalue(), err.getvalue())
