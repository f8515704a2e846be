"""Bylines of page articles: the authors without bullets and brackets.

`gaoqian.text.leads` finds leads and bylines; this module extracts the names.
"""

import re

from gaoqian.text.leads import BULLETS, find_leads
from gaoqian.text.names import NAMES
from gaoqian.text.rules import BLANK

_BRACKETS = re.compile(r"[（(【\[［]([^（）()\[\]【】［］]*)[）)】\]］]")
_PERSON = re.compile(rf"记者|通讯员|实习生|撰稿|作者|{NAMES}")
_REPORTING = re.compile(r"(?:联合|综合|摄影)?报道[：:]?$")
_BLANKS = re.compile(f"[{BLANK}\n]+")


def strip_byline(byline: str) -> str:
    """Return a byline without bullet, brackets and ``报道``; blanks become single spaces.

    Args:
        byline: A byline, or a lead such as ``本报讯（记者 …）``.

    Returns:
        The names with their titles; empty for a lead that names nobody.
    """
    text = _BLANKS.sub(" ", byline).strip(BULLETS + " ")
    inside = [part.strip() for part in _BRACKETS.findall(text) if _PERSON.search(part)]
    if inside:
        return " ".join(inside)
    text = _REPORTING.sub("", text).strip(" ：:")
    return text if _PERSON.search(text) else ""


def find_byline(body: str) -> str:
    """Return the first byline in a body that names a person, stripped; empty for none.

    Args:
        body: Paragraphs separated by line feeds.
    """
    return next(filter(None, (strip_byline(lead.text) for lead in find_leads(body))), "")
