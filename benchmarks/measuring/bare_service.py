"""Our service without what watches over it: no keys, no metrics, no logs, no deadline.

``python -m measuring.bare_service PORT MODELS``, under ``gaoqian serve``'s settings.
"""

import socket
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from gaoqian_service.http.app import create_app
from gaoqian_service.http.middleware.request_context import RequestContext
from gaoqian_service.http.server import configure
from gaoqian_service.settings import Settings


def strip(app: FastAPI) -> FastAPI:
    """Take the outermost layer off, and what listens to results."""
    app.user_middleware = [
        each for each in app.user_middleware if repr(each.cls) != repr(RequestContext)
    ]
    app.state.service.tagging.listeners.clear()
    return app


if __name__ == "__main__":
    settings = Settings(models=Path(sys.argv[2]), auth="off")
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    uvicorn.Server(configure(strip(create_app(settings)), settings)).run(sockets=[listener])
