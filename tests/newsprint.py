"""Small PDF pages, typeset for a test."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import typst
from pylopdf_fonts_zh_cn import sans_path

#: Body type, in points; columns are fifteen characters wide, parted by two.
SIZE = 10
COLUMN, GUTTER = 150, 20

_PREAMBLE = f"""
#set page(width: 600pt, height: 800pt, margin: 0pt)
#set text(size: {SIZE}pt, font: "Noto Serif SC", lang: "zh", region: "cn", top-edge: "ascender")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 4pt, spacing: 4pt)
"""


def place(left: float, top: float, content: str) -> str:
    """Return what puts content on the page."""
    return f"#place(dx: {left}pt, dy: {top}pt)[{content}]"


def columns(text: str, *, count: int, height: float) -> str:
    """Return a text in columns; its paragraphs are parted by line feeds."""
    width = count * COLUMN + (count - 1) * GUTTER
    paragraphs = "\n\n".join(text.split("\n"))
    return (
        f"#block(width: {width}pt, height: {height}pt)"
        f"[#columns({count}, gutter: {GUTTER}pt)[{paragraphs}]]"
    )


def headline(text: str, size: float = 22) -> str:
    """Return a line of display type."""
    return f'#text(size: {size}pt, font: "Noto Sans SC")[{text}]'


def upright(text: str, size: float = 22) -> str:
    """Return display type that runs from top to bottom."""
    return headline("#stack(spacing: 4pt, " + ", ".join(f"[{sign}]" for sign in text) + ")", size)


def picture(width: float, height: float) -> str:
    """Return a grey box."""
    return f"#rect(width: {width}pt, height: {height}pt, fill: gray)"


def typeset(*pages: Sequence[str]) -> bytes:
    """Return a PDF with what stands on its pages."""
    source = _PREAMBLE + "\n#pagebreak()\n".join("\n".join(page) for page in pages)
    return typst.compile(source.encode(), font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(sans_path()).parent)])
