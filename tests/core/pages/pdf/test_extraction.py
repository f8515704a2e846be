"""The program that reads pages of a PDF."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gaoqian.pages.pdf import extraction
from newsprint import headline, picture, place, typeset

_LIMITS = {"page_seconds": 5.0, "memory_bytes": 2 << 30, "pages": 9, "glyphs": 100}


def _run(data: bytes, folder: Path, first: int = 1, **limits: Any) -> list[dict[str, Any]]:
    path = folder / "page.pdf"
    path.write_bytes(data)
    command = [sys.executable, extraction.__file__, str(path), str(first)]
    done = subprocess.run([*command, json.dumps(_LIMITS | limits)], check=True, capture_output=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_page_as_json(tmp_path: Path) -> None:
    """The number of pages, then each with its characters, five numbers each, and its areas."""
    page = [place(40, 60, headline("桥修好了")), place(300, 100, picture(150, 90))]
    pages, found = _run(typeset(page), tmp_path)
    assert pages == {"pages": 1}
    assert (found["page"], found["width"], found["height"]) == (1, 600, 800)
    assert found["text"] == "桥修好了"
    left, top, right, bottom, baseline = found["glyphs"][:5]
    assert (left, right) == pytest.approx((40, 62), abs=0.5)
    assert top < baseline < bottom
    assert found["areas"] == [[300, 100, 450, 190]]


def test_later_pages_alone(tmp_path: Path) -> None:
    """After a page that ended the process, another one goes on behind it."""
    pages = [[place(40, 60, headline(sign))] for sign in "一二三"]
    records = _run(typeset(*pages), tmp_path, first=2)
    assert [record.get("text") for record in records] == [None, "二", "三"]


def test_bounds(tmp_path: Path) -> None:
    """Too many characters are an error of the page; pages beyond the limit are not read."""
    pages = [[place(40, 60, headline("桥修好了"))], [place(40, 60, headline("桥"))]]
    records = _run(typeset(*pages), tmp_path, glyphs=3)
    assert records[1] == {"page": 1, "error": "holds 4 characters, expected at most 3"}
    assert records[2]["text"] == "桥"
    assert len(_run(typeset(*pages), tmp_path, pages=1)) == 2


def test_what_is_no_pdf(tmp_path: Path) -> None:
    """PDFium's own code for it."""
    assert _run(b"PK", tmp_path) == [{"refused": 3}]
