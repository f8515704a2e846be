"""Peers in interpreters of their own: where they are, and how to ask them."""

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from measuring.material import Material
from peers.install import ENVIRONMENTS, FAILURE, INSTALLED

BENCHMARKS = Path(__file__).parents[1]


class PeerError(Exception):
    """A peer cannot be measured; the message says why, for the table."""


def interpreter(peer: str) -> Path:
    """Return the interpreter of a peer.

    Raises:
        PeerError: it was not installed, or could not be.
    """
    failure = ENVIRONMENTS / peer / FAILURE
    if failure.exists():
        raise PeerError(f"could not be installed: {failure.read_text(encoding='utf-8')}")
    if not (ENVIRONMENTS / peer / INSTALLED).exists():
        raise PeerError("not installed: make peers")
    return ENVIRONMENTS / peer / "bin" / "python"


def environment() -> dict[str, str]:
    """Return the environment of a peer's process: it finds ``peers`` and nothing of ours."""
    return os.environ | {"PYTHONPATH": str(BENCHMARKS)}


class AnsweringPeer:
    """A peer's process that answers all texts once whenever it is asked.

    Attributes:
        fit_seconds: How long it took to cut the authored articles and learn from them.
    """

    def __init__(self, peer: str, system: str, material: Material, texts: Path) -> None:
        """Start it and wait until it has learned.

        Args:
            peer: Whose interpreter runs it.
            system: A name that ``peers.answer`` knows.
            material: What it learns from.
            texts: A JSON list of texts.

        Raises:
            PeerError: it is not installed, does not run, or its answer makes no sense.
        """
        files = (material.labelled, texts, material.usual_model)
        command: Sequence[str | Path] = [interpreter(peer), "-m", "peers.answer", system, *files]
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment(),
            text=True,
        )
        try:
            first = self._hear()
            check_scores(first["scores"])
        except PeerError:
            self._end()
            raise
        self.fit_seconds: float = first["fit_seconds"]

    def __enter__(self) -> Self:
        """Hand on the running peer."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process: nothing more to answer."""
        self._end()

    def run(self) -> float:
        """Answer all texts once; return the seconds that it took, by the peer's own clock.

        Raises:
            PeerError: it died.
        """
        assert self._process.stdin is not None
        self._process.stdin.write("once\n")
        self._process.stdin.flush()
        return float(self._hear()["seconds"])

    def _end(self) -> None:
        self._process.communicate()
        self._errors.close()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._errors.seek(0)
            raise PeerError(f"could not be run: {last_line(self._errors.read())}")
        heard: dict[str, Any] = json.loads(line)
        return heard


def fit_usual(material: Material) -> None:
    """See to it that ``material.usual_model`` is there.

    Raises:
        PeerError: the usual pipeline is not installed or cannot be fitted.
    """
    if not material.usual_model.exists():
        texts = material.folder / "one.json"
        texts.write_text('["消防站的队员逐户检查电线。"]', encoding="utf-8")
        with AnsweringPeer("usual", "usual pipeline", material, texts):
            pass


def check_scores(scores: Sequence[float]) -> None:
    """Check that an answer is a probability for each of several topics.

    Raises:
        PeerError: it is not; fastText may pass 1 by a rounding error.
    """
    if len(scores) < 2 or not all(0 <= score <= 1.001 for score in scores):
        raise PeerError(f"answered {scores}, expected a probability for each topic")


def last_line(text: str) -> str:
    """Return the last line that says something: of a traceback, the error."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
