"""A feed on a real HTTP server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

_RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>地方要闻</title><language>zh-CN</language>{items}</channel></rss>"""
_ITEM = """<item><guid>urn:paper:{number}</guid><title>第{number}条 &amp;lt;快讯&amp;gt;</title>
<author>李四</author><pubDate>Mon, 02 Nov 2026 0{number}:00:00 +0800</pubDate>
<description><![CDATA[<p>第一段。</p><script>x()</script><p>第二段&nbsp;{text}</p>]]></description>
</item>"""


@dataclass
class Site:
    """What the server answers."""

    content: bytes = b""
    statuses: list[int] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    @property
    def etag(self) -> str:
        """Changes with the content."""
        return f'"{hash(self.content)}"'


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, site: Site, *arguments: Any) -> None:
        self.site = site
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer as the site says."""
        self.site.asked.append({name.lower(): value for name, value in self.headers.items()})
        status = self.site.statuses.pop(0) if self.site.statuses else 200
        if status == 200 and self.headers.get("If-None-Match") == self.site.etag:
            status = 304
        self.send_response(status)
        body = self.site.content if status == 200 else b""
        self.send_header("ETag", self.site.etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving_feed() -> Iterator[Site]:
    """Serve one feed for a block."""
    shown = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, shown))
    shown.url = f"http://127.0.0.1:{server.server_port}/feed?key=s3cret"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield shown
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def rss(*texts: str) -> bytes:
    """Return a feed with an entry for each text."""
    items = "".join(_ITEM.format(number=n, text=text) for n, text in enumerate(texts, 1))
    return _RSS.format(items=items).encode()
