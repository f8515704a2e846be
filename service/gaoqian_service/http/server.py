"""uvicorn on the service's socket: in this process, or in several worker processes."""

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from socket import socket

import uvicorn

from gaoqian import ModelStore
from gaoqian_service.http.workers import Supervisor, build_worker_app
from gaoqian_service.observing.logs import configure_logs
from gaoqian_service.settings import Settings

#: Longer than proxies and clients keep idle connections (nginx: 60), so that they close first:
#: a connection that the server closes may be receiving the next request at that moment.
KEEP_ALIVE_SECONDS = 75

#: prometheus_client's variable, read at its import. Workers write their metrics into this folder,
#: so that each can report the sum of all.
SHARED_METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

#: Takes the active version, once the service accepts requests.
Announce = Callable[[str], None]


def run_here(settings: Settings, listener: socket, announce: Announce) -> None:
    """Serve in this process until SIGINT or SIGTERM.

    Raises:
        BundleError: there is no bundle, or it cannot be used here.
    """
    from gaoqian_service.http.app import create_app

    configure_logs(settings.log_level, with_texts=settings.log_texts)
    app = create_app(settings)
    config = configure(app, settings)
    # From here on the kernel queues connections, which the server accepts a moment later.
    listener.listen(config.backlog)
    announce(app.state.service.serving.tagger.version)
    # After its shutdown uvicorn raises the signal again that it got.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def run_workers(settings: Settings, listener: socket, announce: Announce) -> bool:
    """Serve in ``settings.workers`` processes until a signal; false where none could start.

    Raises:
        BundleError: there is no bundle, or its manifest cannot be read.
        SettingsError: the database cannot be used as it is.
        DatabaseError: the database does not answer.
    """
    from gaoqian_service.records.schema import prepare_database

    prepare_database(settings.database).close()  # once, not in all workers at the same time
    store = ModelStore(settings.models)
    version = store.manifest(settings.model or None).version
    config = configure(partial(build_worker_app, settings), settings, factory=True)
    supervisor = Supervisor(config, listener, partial(announce, version))
    configure_logs(settings.log_level, with_texts=settings.log_texts)
    with tempfile.TemporaryDirectory(prefix="gaoqian-metrics-") as folder:
        os.environ[SHARED_METRICS_FOLDER] = folder
        supervisor.run()
    return not supervisor.failed


def configure(app: Callable[..., object], settings: Settings, **options: bool) -> uvicorn.Config:
    """Return uvicorn's configuration for an application of this service."""
    return uvicorn.Config(
        app,
        workers=settings.workers,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=settings.shutdown_seconds,
        log_config=None,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        **options,  # type: ignore[arg-type]
    )
