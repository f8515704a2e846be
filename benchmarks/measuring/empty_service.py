"""The floor of any FastAPI service: a route that takes a body and does nothing with it.

``python -m measuring.empty_service PORT``, with the settings that ``gaoqian serve`` gives uvicorn.
"""

import socket
import sys

import uvicorn
from fastapi import FastAPI, Request, Response

from gaoqian_service.http.server import configure
from gaoqian_service.settings import Settings


def create_app() -> FastAPI:
    """Build the application."""
    app = FastAPI()

    @app.post("/v1/tag")
    async def empty(request: Request) -> Response:
        await request.body()
        return Response(b"{}", media_type="application/json")

    @app.get("/health/ready")
    async def ready() -> Response:
        return Response(b"{}", media_type="application/json")

    return app


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    uvicorn.Server(configure(create_app(), Settings())).run(sockets=[listener])
