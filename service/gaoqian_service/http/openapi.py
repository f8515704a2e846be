"""Additions to FastAPI's OpenAPI document: how API keys are sent."""

from typing import Any

from fastapi import FastAPI

#: OpenAPI security schemes: the ways to send a key.
SCHEMES: dict[str, dict[str, str]] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer 密钥"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "basic": {
        "type": "http",
        "scheme": "basic",
        "description": "密码为密钥 The key is the password",
    },
}
#: Any one of the schemes is enough.
SECURITY: list[dict[str, list[str]]] = [{name: []} for name in SCHEMES]


def complete_openapi(app: FastAPI) -> None:
    """Add the security schemes to an application's OpenAPI document."""
    build = app.openapi

    def openapi() -> dict[str, Any]:
        document = build()
        document.setdefault("components", {})["securitySchemes"] = SCHEMES
        return document

    app.openapi = openapi  # type: ignore[method-assign]
