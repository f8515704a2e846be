"""Typesetting composed pages to PDF with typst."""

import json
from functools import cache
from pathlib import Path

import typst
from pylopdf_fonts_zh_cn import sans_path

from pagebench.linebreaks import width_of
from pagebench.marks import Font, Frame, Line, Mark, Picture, Rule
from pagebench.pages import ComposedPage

_FAMILIES: dict[Font, str] = {"serif": "Noto Serif SC", "sans": "Noto Sans SC"}
#: As a share of the type's size: an outline that makes a face look bold.
_BOLD = 0.012

#: A text that may not be broken: the box of a justified line is as wide as the line, others
#: get an em more, and stand in it from the left, the middle or the right.
_PREAMBLE = """
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set text(lang: "zh", region: "cn", cjk-latin-spacing: {gap}, top-edge: "ascender", \
bottom-edge: "descender")
#set par(leading: 0pt, spacing: 0pt)
#let at(x, y, body) = place(top + left, dx: x * 1pt, dy: y * 1pt, body)
#let type(family, size, stroke, body, spread: 0) = text(font: family, size: size * 1pt, \
tracking: spread * 1pt, stroke: if stroke > 0 {{ stroke * 1pt + black }} else {{ none }}, body)
#let justified(x, y, w, f, s, b, t) = at(x, y, box(width: w * 1pt, \
type(f, s, b, {{ set par(justify: true); t; linebreak(justify: true) }})))
#let set-line(x, y, w, f, s, b, q, a, t) = at(x - s, y, box(width: (w + 2 * s) * 1pt, \
inset: (x: s * 1pt), align(a, scale(x: q * 100%, reflow: true, box(type(f, s, b, t))))))
#let spread(x, y, w, f, s, b, g, t) = at(x, y, box(width: (w + s) * 1pt, \
type(f, s, b, spread: g, t)))
#let photo(x, y, w, h, shade) = at(x, y, image(bytes(range(0, 576).map(i => \
calc.clamp(shade + int(30 * calc.sin(i / 5) - i / 8), 0, 255))), \
format: (encoding: "luma8", width: 32, height: 18), width: w * 1pt, \
height: h * 1pt, fit: "stretch", scaling: "smooth"))
"""


def typeset(page: ComposedPage) -> bytes:
    """Return a page as PDF, without the tags that a word processor would add."""
    gap = "auto" if page.latin_gap else "none"
    preamble = _PREAMBLE.format(width=page.width, height=page.height, gap=gap)
    source = preamble + "\n".join(map(_markup, page.marks))
    return typst.compile(source.encode(), font_paths=_fonts(), pdf_tags=False)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(sans_path()).parent)])


def _markup(mark: Mark) -> str:
    match mark:
        case Line():
            return _line(mark)
        case Picture():
            return f"#photo({mark.x}, {mark.y}, {mark.width}, {mark.height}, {mark.shade})"
        case Rule():
            ends = f"start: ({mark.x1}pt, {mark.y1}pt), end: ({mark.x2}pt, {mark.y2}pt)"
            return f"#at(0, 0, line({ends}, stroke: {mark.thickness}pt))"
        case Frame():
            look = "fill: luma(235)" if mark.tinted else "stroke: 0.5pt"
            size = f"width: {mark.width}pt, height: {mark.height}pt"
            return f"#at({mark.x}, {mark.y}, rect({size}, {look}))"


def _line(line: Line) -> str:
    text = json.dumps(line.text, ensure_ascii=False)
    family = json.dumps(_FAMILIES[line.font])
    bold = line.size * _BOLD if line.bold else 0
    place = f"{line.x}, {line.y}, {line.width}, {family}, {line.size}, {bold}"
    if line.align == "justify" and any(map(str.isspace, line.text)):
        # Justifying, typst would put all that is missing into the blanks: no newspaper does.
        missing = line.width - width_of(line.text) * line.size
        return f"#spread({place}, {missing / len(line.text)}, {text})"
    if line.align == "justify":
        return f"#justified({place}, {text})"
    return f"#set-line({place}, {line.squeeze}, {line.align}, {text})"
