"""Worker processes that share one socket, under uvicorn's supervisor."""

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from socket import socket
from typing import TYPE_CHECKING

import click
from uvicorn.config import STARTUP_FAILURE, Config
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from gaoqian import GaoqianError
from gaoqian.commands.app import describe_error
from gaoqian.parent_watch import on_parent_exit
from gaoqian_service.observing.logs import configure_logs
from gaoqian_service.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

#: How long the first worker may take to start: from a cold disk, on a small machine.
START_SECONDS = 60


class Supervisor(Multiprocess):
    """Starts workers, replaces those that die, and calls ``announce`` once all serve.

    Attributes:
        failed: Whether a worker could not start at all, which ended the service.
    """

    def __init__(self, config: Config, listener: socket, announce: Callable[[], None]) -> None:
        super().__init__(config, [listener])
        self.announce = announce
        self.failed = False

    def init_processes(self) -> None:
        """Start one worker, and the others once it serves, so that an error is printed once."""
        for count in (1, self.processes_num - 1):
            fresh = [Process(self.config, self.sockets) for _ in range(count)]
            for process in fresh:
                process.start()
            self.processes += fresh
            if not all(p.wait_until_ready(START_SECONDS, self.should_exit) for p in fresh):
                self.failed = True
                self.should_exit.set()
                return
        self.announce()

    def terminate_all(self) -> None:
        """End the workers and close the socket, where connections would wait unanswered."""
        super().terminate_all()
        for listener in self.sockets:
            listener.close()


def build_worker_app(settings: Settings) -> "FastAPI":
    """Build the application of a worker process; an error ends the process with one line."""
    from gaoqian_service.http.app import create_app

    configure_logs(settings.log_level, with_texts=settings.log_texts)
    # A worker that outlived its supervisor would keep the address in use.
    on_parent_exit(partial(os.kill, os.getpid(), signal.SIGTERM))
    try:
        return create_app(settings)
    except GaoqianError as error:
        click.echo(describe_error(error), err=True)
        sys.exit(STARTUP_FAILURE)
