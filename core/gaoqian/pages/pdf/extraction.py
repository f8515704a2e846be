"""Program that writes the glyphs, rules and pictures of PDF pages, one JSON line per page.

PDFium is native code that cannot be interrupted, and nested forms can keep it busy for any length
of time. It therefore runs in a process of its own, with limits on processor time per page and on
memory. `gaoqian.pages.pdf.sheets` starts it and reads its output.
"""

import ctypes
import json
import sys
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

#: In points: maximum width and minimum length of a rule.
_RULE_WIDTH, _RULE_LENGTH = 3.0, 20.0
#: In points: minimum side of pictures and boxes; bullets, underlines and ornaments are smaller.
_AREA_SIDE = 30.0
#: A path with more segments is a drawing rather than a frame or grid.
_FRAME_SEGMENTS = 64
#: Maximum nesting of forms; PDFium itself allows 40, real pages have three or four.
_FORM_DEPTH = 8
#: Minimum of red, green and blue from which a filled area counts as paper white.
_PAPER = 250


class _Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Matrix:
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> _Point:
        return _Point(self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)

    def after(self, first: "_Matrix") -> "_Matrix":
        """Return the matrix that applies ``first`` and then this one."""
        return _Matrix(
            first.a * self.a + first.b * self.c,
            first.a * self.b + first.b * self.d,
            first.c * self.a + first.d * self.c,
            first.c * self.b + first.d * self.d,
            first.e * self.a + first.f * self.c + self.e,
            first.e * self.b + first.f * self.d + self.f,
        )


class _PageSpace:
    """Maps PDF coordinates to points from the upper left corner of the page as displayed."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        width, height = right - left, top - bottom
        turns = {
            0: _Matrix(1, 0, 0, -1, -left, top),
            90: _Matrix(0, 1, 1, 0, -bottom, -left),
            180: _Matrix(-1, 0, 0, 1, right, -bottom),
            270: _Matrix(0, -1, -1, 0, top, right),
        }
        rotation = page.get_rotation()
        self.matrix = turns[rotation]
        self.width, self.height = (height, width) if rotation in {90, 270} else (width, height)

    def box(self, points: list[_Point]) -> list[float]:
        """Return left, top, right and bottom of the points' bounding box, clipped to the page."""
        seen = [self.matrix.apply(*point) for point in points]
        left, right = min(p.x for p in seen), max(p.x for p in seen)
        top, bottom = min(p.y for p in seen), max(p.y for p in seen)
        return [
            round(max(left, 0.0), 2),
            round(max(top, 0.0), 2),
            round(min(right, self.width), 2),
            round(min(bottom, self.height), 2),
        ]


def describe_page(page: Any, max_glyphs: int) -> dict[str, Any]:
    """Return a page's glyphs, rules, areas and pictures as a JSON object.

    ``glyphs`` has five numbers per character of ``text``: left, top, right, bottom, baseline.
    """
    space = _PageSpace(page)
    marks = _Marks(space)
    marks.add(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _Matrix(), 0)
    return {
        "width": round(space.width, 2),
        "height": round(space.height, 2),
        **_glyphs(page, space, max_glyphs),
        "rules": marks.rules,
        "areas": marks.areas,
        "pictures": marks.pictures,
    }


def _glyphs(page: Any, space: _PageSpace, max_glyphs: int) -> dict[str, Any]:
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > max_glyphs:
            raise ValueError(f"holds {count} characters, expected at most {max_glyphs}")
        return _upright_glyphs(text_page.raw, count, space)
    finally:
        text_page.close()


def _upright_glyphs(text_page: Any, count: int, space: _PageSpace) -> dict[str, Any]:
    characters: list[str] = []
    numbers: list[float] = []
    fonts: list[int] = []
    names: dict[str, int] = {}
    styles: dict[int | None, int | None] = {}
    loose = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if raw.FPDFText_IsGenerated(text_page, index) or code < 32 or 0xD800 <= code <= 0xDFFF:
            continue
        handle = raw.FPDFText_GetTextObject(text_page, index)
        key = ctypes.cast(handle, ctypes.c_void_p).value
        if key not in styles:
            styles[key] = _font_of(text_page, index, handle, space, names)
        font = styles[key]
        if font is None:
            continue
        raw.FPDFText_GetLooseCharBox(text_page, index, loose)
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        box = space.box([_Point(loose.left, loose.top), _Point(loose.right, loose.bottom)])
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        characters.append(chr(code))
        numbers += box
        numbers.append(round(space.matrix.apply(x.value, y.value).y, 2))
        fonts.append(font)
    return {"text": "".join(characters), "glyphs": numbers, "fonts": fonts, "names": list(names)}


def _font_of(
    text_page: Any, index: int, handle: Any, space: _PageSpace, names: dict[str, int]
) -> int | None:
    """Return the index of a text object's font; None for text that is not upright."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    along = space.matrix.a * matrix.a + space.matrix.c * matrix.b
    across = space.matrix.b * matrix.a + space.matrix.d * matrix.b
    if along <= 0 or abs(across) > 0.1 * along:
        return None
    buffer = ctypes.create_string_buffer(128)
    font = raw.FPDFTextObj_GetFont(handle)
    if font:
        raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    return names.setdefault(name, len(names))


class _Marks:
    """The graphics of a page: rules, filled areas and pictures."""

    def __init__(self, space: _PageSpace) -> None:
        self.rules: list[list[float]] = []
        self.areas: list[list[float]] = []
        self.pictures: list[list[float]] = []
        self._space = space

    def add(self, parent: Any, count: Any, get: Any, matrix: _Matrix, depth: int) -> None:
        """Add the objects of a page or form; ``matrix`` maps its coordinates to the page's."""
        for index in range(count(parent)):
            item = get(parent, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
                inner = matrix.after(_matrix_of(item))
                self.add(
                    item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1
                )
            elif kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}:
                self._keep(self.pictures, _visible(item, matrix, self._space))
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._add_path(item, matrix)

    def _add_path(self, item: Any, matrix: _Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        segments = raw.FPDFPath_CountSegments(item)
        box = _visible(item, matrix, self._space)
        if segments > _FRAME_SEGMENTS:
            self._keep(self.pictures, box)
        elif fill.value and not _is_paper(item):
            self._keep(self.areas, box)
        elif stroke.value and not fill.value:
            for line in self._lines(item, segments, matrix.after(_matrix_of(item))):
                self._keep([], line)

    def _keep(self, areas: list[list[float]], box: list[float]) -> None:
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) <= _RULE_WIDTH:
            if max(width, height) >= _RULE_LENGTH:
                self.rules.append(box)
        elif min(width, height) >= _AREA_SIDE:
            areas.append(box)

    def _lines(self, item: Any, segments: int, matrix: _Matrix) -> list[list[float]]:
        """Return the straight lines of a path."""
        x, y = ctypes.c_float(), ctypes.c_float()
        lines = []
        start = last = None
        for index in range(segments):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.apply(x.value, y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO and last:
                lines.append(self._space.box([last, point]))
            last = point
            if raw.FPDFPathSegment_GetClose(segment) and start:
                lines.append(self._space.box([last, start]))
        return lines


def _matrix_of(item: Any) -> _Matrix:
    values = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, values)
    return _Matrix(values.a, values.b, values.c, values.d, values.e, values.f)


def _visible(item: Any, matrix: _Matrix, space: _PageSpace) -> list[float]:
    """Return the bounding box of an object, clipped by its clip paths."""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    box = space.box([matrix.apply(x, y) for x in (left, right) for y in (bottom, top)])
    clip = raw.FPDFPageObj_GetClipPath(item)
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip))):
        points = _clip_points(clip, path, matrix)
        if points:
            other = space.box(points)
            box = [*map(max, box[:2], other[:2]), *map(min, box[2:], other[2:])]
    return box


def _clip_points(clip: Any, path: int, matrix: _Matrix) -> list[_Point]:
    count = raw.FPDFClipPath_CountPathSegments(clip, path)
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(count if count <= _FRAME_SEGMENTS else 0):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
        points.append(matrix.apply(x.value, y.value))
    return points


def _is_paper(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _PAPER


def _bound(page_seconds: float) -> None:
    """Limit this process to so much more processor time; the system then kills it."""
    if sys.platform != "win32":
        import signal

        signal.setitimer(signal.ITIMER_PROF, page_seconds)


def _bound_memory(memory_bytes: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _write(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def main(path: str, first: int, limits: dict[str, Any]) -> None:
    """Write the number of pages, then the pages from number ``first`` on, within limits."""
    _bound_memory(limits["memory_bytes"])
    _bound(limits["page_seconds"])
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        _write({"refused": error.err_code})
        return
    count = len(document)
    _write({"pages": count})
    for number in range(first, min(count, limits["pages"]) + 1):
        _bound(limits["page_seconds"])
        try:
            page = document[number - 1]
            _write({"page": number, **describe_page(page, limits["glyphs"])})
            page.close()
        except (pdfium.PdfiumError, ValueError) as error:
            _write({"page": number, "error": str(error)})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3]))
