"""The name of an item among all items, which ninjs and NewsML-G2 ask for."""

import re
from hashlib import sha256
from urllib.parse import quote

from gaoqian.article import Article

#: A scheme and what a URI may hold (RFC 3986); anything else is quoted.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")


def item_uri(article: Article) -> str:
    """Return a URI that all versions of an article share.

    That is its identifier where it is a URI, else ``urn:gaoqian:article:`` and the identifier
    with all that a URI cannot hold percent-encoded. Without one it is ``urn:sha256:`` and the
    digest of headline, line feed and body: then each text is an item of its own.
    """
    if _URI.fullmatch(article.id):
        return article.id
    if article.id:
        return f"urn:gaoqian:article:{quote(article.id, safe='', errors='backslashreplace')}"
    text = f"{article.headline}\n{article.body}".encode("utf-8", "backslashreplace")
    return f"urn:sha256:{sha256(text).hexdigest()}"
