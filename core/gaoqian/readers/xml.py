"""XML from strangers: no entity, no DTD, no network, no tree beyond the parser's own limits."""

import re
from typing import TYPE_CHECKING

from gaoqian.errors import ReadError
from gaoqian.readers.encoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")


def parse_tree(data: bytes, declared: str = "") -> "Element":
    """Parse a document and return its root.

    What declares entities is refused: nothing of a newsroom's needs them, and they are how XML
    reads files, calls servers and grows without end.

    Raises:
        ReadError: the bytes are in no known encoding, no well-formed XML, or declare entities.
    """
    from lxml import etree

    found = _DECLARED.match(data)
    text = decode(data, declared or (found.group(1).decode("ascii") if found else "")).text
    # The declaration goes, since it names the encoding that the bytes had. It can only stand at
    # the beginning; to search for it would take the square of the blanks before it.
    declaration = _DECLARATION.match(text)
    plain = text[declaration.end() if declaration else 0 :].lstrip()
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root: Element = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"is no well-formed XML: {error}") from error
    dtd = root.getroottree().docinfo.internalDTD
    names = [] if dtd is None else [entity.name for entity in dtd.iterentities()]
    if names or next(root.iter(etree.Entity), None) is not None:
        raise ReadError(f"declares or uses entities {names[:5]}, expected XML without any")
    return root
