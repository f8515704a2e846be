"""What the OpenAPI document says beyond what FastAPI knows of the routes."""

from typing import Any

from fastapi import FastAPI

from gaoqian_service.http.auth.keyed_routes import SCHEMES


def complete_openapi(app: FastAPI) -> None:
    """Let an application's document tell how keys are shown."""
    build = app.openapi

    def openapi() -> dict[str, Any]:
        document = build()
        document.setdefault("components", {})["securitySchemes"] = SCHEMES
        return document

    app.openapi = openapi  # type: ignore[method-assign]
