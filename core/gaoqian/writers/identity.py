"""Item URIs: the global identifiers that ninjs and NewsML-G2 require."""

import re
from hashlib import sha256
from urllib.parse import quote

from gaoqian.article import Article

#: A URI: scheme and allowed characters (RFC 3986).
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")


def item_uri(article: Article) -> str:
    """Return the URI shared by all versions of an article.

    It is the identifier if that is a URI, else ``urn:gaoqian:article:`` and the percent-encoded
    identifier. Without identifier it is ``urn:sha256:`` and the digest of headline, line feed and
    body, so that each text is a separate item.
    """
    if _URI.fullmatch(article.id):
        return article.id
    if article.id:
        return f"urn:gaoqian:article:{quote(article.id, safe='', errors='backslashreplace')}"
    text = f"{article.headline}\n{article.body}".encode("utf-8", "backslashreplace")
    return f"urn:sha256:{sha256(text).hexdigest()}"
