"""What the OpenAPI document says beyond what FastAPI knows of the routes."""

from typing import Any

from fastapi import FastAPI

#: How a key may be shown, as OpenAPI names it.
SCHEMES: dict[str, dict[str, str]] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer 密钥"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "basic": {
        "type": "http",
        "scheme": "basic",
        "description": "密码为密钥 The key is the password",
    },
}
#: Any one of them.
SECURITY: list[dict[str, list[str]]] = [{name: []} for name in SCHEMES]


def complete_openapi(app: FastAPI) -> None:
    """Let an application's document tell how keys are shown."""
    build = app.openapi

    def openapi() -> dict[str, Any]:
        document = build()
        document.setdefault("components", {})["securitySchemes"] = SCHEMES
        return document

    app.openapi = openapi  # type: ignore[method-assign]
