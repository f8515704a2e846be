"""Running the real command: in a process of its own, or in this one."""

import io
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
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


def call_gaoqian(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> Outcome:
    """Run ``gaoqian`` in this process: for what it does and says, without the seconds to start."""
    out, err = _stream("strict"), _stream("backslashreplace")  # as Python opens its own
    code: object = 0
    with (
        chdir(cwd or Path.cwd()),
        patch.object(sys, "argv", ["gaoqian", *map(str, arguments)]),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8")),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ending:
            code = ending.code or 0
    assert isinstance(code, int)
    return Outcome(code, _text(out), _text(err))


def _stream(errors: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", errors, newline="", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
