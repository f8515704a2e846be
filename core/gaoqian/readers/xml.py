"""Safe parsing of untrusted XML: no entities, DTDs, network access or huge trees."""

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

    Entity declarations are refused: news formats do not need them, and they enable XXE attacks
    and exponential expansion.

    Args:
        data: The document.
        declared: Encoding declared by the transport; empty for none.

    Raises:
        ReadError: the encoding is unknown, or the XML is not well-formed or declares entities.
    """
    from lxml import etree

    found = _DECLARED.match(data)
    text = decode(data, declared or (found.group(1).decode("ascii") if found else "")).text
    # The XML declaration is removed, since it names the original encoding. It is matched at the
    # beginning only; searching would take quadratic time in leading blanks.
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
