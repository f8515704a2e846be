"""A service to kill: the one of ``gaoqian serve``, in a process that is there in no time."""

import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from pydantic import SecretStr

from gaoqian_service.http.server import run_here
from gaoqian_service.settings import Settings

#: In seconds.
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Killable:
    """A service that answers.

    Attributes:
        process: To kill.
        address: Its URL.
    """

    process: BaseProcess
    address: str


@contextmanager
def killable(models: Path, database_url: str) -> Iterator[Killable]:
    """Start a service, and kill it at the end unless that has been done."""
    # A server that has everything imported forks: starting anew takes seconds, twenty times.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["gaoqian_service.http.app", "killable"])
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(models, database_url, theirs))
    process.start()
    theirs.close()
    try:
        assert ours.poll(_PATIENCE), "the service does not start"
        yield Killable(process, f"http://127.0.0.1:{ours.recv()}")
    finally:
        process.kill()
        process.join(_PATIENCE)
        process.close()
        ours.close()


def _serve(models: Path, database_url: str, told: Connection) -> None:
    settings = Settings(models=models, database_url=SecretStr(database_url), log_level="warning")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        run_here(settings, listener, lambda _: told.send(port))
