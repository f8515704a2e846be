"""The files of the project that one ``POST /v1/tag`` runs through, below the HTTP server.

``python benchmarks/request_path.py [MODELS]``, for a short article and for a long one.
"""

import asyncio
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from corpus import articles_of_length
from gaoqian import Article
from gaoqian_service import __file__ as package
from gaoqian_service.http.app import create_app
from gaoqian_service.observing.logs import configure_logs
from gaoqian_service.settings import Settings

SERVICE = Path(package).parent
#: In characters: the first is tagged in the event loop, the second in a thread.
LENGTHS = {"a short article": 600, "a long article": 6_000}

#: An application as ASGI servers call it.
_App = Callable[[dict[str, Any], Callable[[], Any], Callable[[Any], Any]], Any]


async def call(app: _App, article: Article) -> list[dict[str, Any]]:
    """Send one article as a server would, and return the messages of the answer."""
    body = json.dumps({"headline": article.headline, "body": article.body}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/tag",
        "raw_path": b"/v1/tag",
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    pending = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return pending.pop() if pending else await asyncio.Future()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent


def run_path(app: _App, article: Article) -> list[str]:
    """Return the files of the service whose code runs while one article is answered, in order."""
    seen: dict[str, None] = {}

    def note(frame: FrameType, _event: str, _argument: object) -> None:
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(SERVICE):
            seen.setdefault(str(file.relative_to(SERVICE)), None)

    asyncio.run(call(app, article))  # what only the first request runs is no part of the path
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        sent = asyncio.run(call(app, article))
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    if sent[0]["status"] != 200:
        raise SystemExit(f"answered {sent[0]['status']}, expected 200")
    return list(seen)


def main() -> None:
    """Print the files for each length."""
    models = Path(sys.argv[1] if len(sys.argv) > 1 else "models")
    configure_logs("info", with_texts=False)
    app = create_app(Settings(models=models))
    for name, length in LENGTHS.items():
        (article,) = articles_of_length(length, 1)
        path = run_path(app, article)
        print(f"{name}, {length} characters: {len(path)} files of the service")
        for file in path:
            print(f"  {file}")


if __name__ == "__main__":
    main()
