"""Text of XHTML, HTML and NITF markup, one line per paragraph."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gaoqian.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Block elements of HTML and NITF, which begin and end a line; all others are inline.
_BLOCKS = frozenset(
    re.findall(
        r"[\w.-]+",
        """
        address article aside block blockquote body body.content body.head body.end bq br byline
        caption center credit dd dl dt div fieldset figcaption figure footer fn form h1 h2 h3 h4
        h5 h6 head header hedline hl1 hl2 hr li main media media-caption media-producer nav nitf
        note ol option p pre section table tbody td th title tr ul
        """,
    )
)
#: Elements whose content is not text of the article.
_HIDDEN = frozenset(["head", "noscript", "script", "select", "style", "template", "textarea"])
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def text_of(element: "Element") -> str:
    """Return an element's text: non-empty paragraphs, joined with line feeds."""
    text = "".join(_pieces(element))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\0"))
    return "\n".join(filter(None, lines))


def local_name(element: "Element") -> str:
    """Return an element's name without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def parse_fragment(markup: str) -> "Element | None":
    """Parse a fragment of HTML or XHTML; None for an empty one.

    Raises:
        ReadError: it cannot be parsed.
    """
    from lxml import etree
    from lxml.html import HTMLParser

    # As bytes: lxml refuses a string that begins with an XML declaration.
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root: Element | None = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        if not markup.strip():
            return None
        raise ReadError(f"cannot be parsed as HTML: {error}") from error
    return root


def _pieces(root: "Element") -> Iterator[str]:
    """Yield the text between tags, and a NUL, which markup cannot contain, at each line's end."""
    from lxml import etree

    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = local_name(element)
        if event == "start":
            hidden += name in _HIDDEN
            if name in _BLOCKS:
                yield "\0"
            if not hidden:
                yield element.text or ""
            continue
        if event == "end":
            hidden -= name in _HIDDEN
            if name in _BLOCKS:
                yield "\0"
        if not hidden and element is not root:
            yield element.tail or ""
