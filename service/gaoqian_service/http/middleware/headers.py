"""Headers that every answer carries, for browsers that come across one."""

_COMMON = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)
_API = (
    *_COMMON,
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
#: The documentation pages bring their scripts along; the scripts write styles into the page.
_PAGES = (
    *_COMMON,
    (
        b"content-security-policy",
        (
            b"default-src 'self'; script-src 'self' 'unsafe-inline'; "
            b"style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src blob:; "
            b"frame-ancestors 'none'"
        ),
    ),
)
_PAGE_PATHS = ("/docs", "/redoc", "/static-offline-docs")


def security_headers(path: str) -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers for what is answered under a path."""
    return _PAGES if path.startswith(_PAGE_PATHS) else _API
