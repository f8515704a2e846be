"""The floor of any FastAPI service: a route that takes a body and does nothing with it.

``python -m measuring.empty_service PORT``, with the settings that ``gaoqian serve`` gives uvicorn.
"""

import sys

import uvicorn
from fastapi import FastAPI, Request, Response


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
    uvicorn.run(
        create_app(),
        port=int(sys.argv[1]),
        log_level="warning",
        access_log=False,
        server_header=False,
    )
