"""ASGI middleware that every request passes before it comes to a route."""
