"""``gaoqian wire watch`` as a process of its own, on folders of its own."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from measuring.material import GAOQIAN

#: In seconds; whoever takes longer has stopped.
PATIENCE = 900


@dataclass(frozen=True, slots=True)
class Desk:
    """A drop folder, and what stands around it.

    Attributes:
        folder: Where everything lies.
        models: The models folder.
    """

    folder: Path
    models: Path

    @property
    def drop(self) -> Path:
        """Where files arrive."""
        return self._made("drop")

    @property
    def delivered(self) -> Path:
        """Where slips are delivered."""
        return self._made("delivered")

    @property
    def database(self) -> Path:
        """The ledger."""
        return self.folder / "data" / "gaoqian.db"

    @property
    def log(self) -> Path:
        """What the watchers say."""
        return self.folder / "wire.log"

    def _made(self, name: str) -> Path:
        path = self.folder / name
        path.mkdir(exist_ok=True)
        return path

    def waiting(self) -> int:
        """Return how many files have not been dealt with."""
        return sum(path.is_file() and path.name[0] != "." for path in self.drop.iterdir())

    def command(self, *options: str) -> list[str | Path]:
        """Return the command that watches."""
        places: list[str | Path] = ["--models", self.models, "--data", self.folder / "data"]
        return [GAOQIAN, "wire", "watch", self.drop, "--deliver", self.delivered, *places, *options]


@contextmanager
def watching(desk: Desk, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Watch, and stop watching at the end of the block."""
    with (
        desk.log.open("ab") as log,
        subprocess.Popen(desk.command(*options), stdout=log, stderr=log) as watcher,
    ):
        try:
            yield watcher
        finally:
            watcher.terminate()
            watcher.wait(PATIENCE)


def wait_until(happened: Callable[[], bool], watcher: "subprocess.Popen[bytes]") -> None:
    """Wait for something that a watcher does.

    Raises:
        RuntimeError: the watcher has ended, or it takes too long.
    """
    end = time.monotonic() + PATIENCE
    while not happened():
        if watcher.poll() is not None:
            raise RuntimeError(f"the watcher ended with {watcher.returncode}")
        if time.monotonic() > end:
            raise RuntimeError(f"nothing came of it in {PATIENCE} s")
        time.sleep(0.05)
