"""``gaoqian pages``."""

import json
from pathlib import Path

from commandline import call_gaoqian
from newsprint import columns, headline, place, typeset

_PAGE = """旧车棚里有了议事厅
槐树湾社区的旧车棚空了六年，堆满了破
沙发和旧门板。今年开春，居民小组把它
清出来，改成一间议事厅。
"""


def test_articles_as_json_lines(tmp_path: Path) -> None:
    """Each article is a line with id and source; no model is needed."""
    page = tmp_path / "A01.txt"
    page.write_text(_PAGE, encoding="gb18030")
    done = call_gaoqian("pages", "--models", tmp_path / "none", page)
    assert (done.code, done.err) == (0, "")
    (piece,) = map(json.loads, done.out.splitlines())
    assert (piece["id"], piece["source"]) == ("A01-1", f"{page}:1")
    assert piece["headline"] == "旧车棚里有了议事厅"
    assert piece["body"].endswith("居民小组把它清出来，改成一间议事厅。")


def test_failures_are_one_line_each(tmp_path: Path) -> None:
    """What cannot be cut is named, the rest is cut, and the exit code is 1."""
    good, folio, other = (tmp_path / name for name in ("good.txt", "folio.txt", "page.docx"))
    good.write_text(_PAGE, encoding="utf-8")
    folio.write_text("第3版\n", encoding="utf-8")
    other.write_bytes(b"")
    done = call_gaoqian("pages", "--models", tmp_path, folio, other, tmp_path / "no.txt", good)
    assert done.code == 1
    assert len(done.out.splitlines()) == 1
    lines = done.err.splitlines()
    assert f"{folio}: page 1 holds no article" in lines[0]
    assert f"{other}: ends in '.docx', expected one of .pdf, .txt" in lines[1]
    assert f"{tmp_path / 'no.txt'}: cannot be read" in lines[2]
    assert lines[3] == "3 处切不了，其余已完成 3 inputs failed"


def test_a_model_asked_for_must_be_there(tmp_path: Path) -> None:
    """A version that is named and missing is an error, not a fall-back."""
    page = tmp_path / "A01.txt"
    page.write_text(_PAGE, encoding="utf-8")
    done = call_gaoqian("pages", "--models", tmp_path, "--model", "1", page)
    assert (done.code, done.out) == (2, "")


def test_pdf_pages(tmp_path: Path) -> None:
    """Pieces of a PDF have boxes instead of places, and what is no PDF is one line."""
    text = "槐树湾社区的旧车棚空了六年，堆满了破沙发和旧门板。" * 12
    page, broken = tmp_path / "A02.pdf", tmp_path / "broken.pdf"
    title = place(40, 60, headline("旧车棚里有了议事厅"))
    page.write_bytes(typeset([title, place(40, 100, columns(text, count=2, height=160))]))
    broken.write_bytes(page.read_bytes()[:200])
    done = call_gaoqian("pages", "--models", tmp_path / "none", broken, page)
    assert done.code == 1
    (piece,) = map(json.loads, done.out.splitlines())
    assert (piece["headline"], piece["body"]) == ("旧车棚里有了议事厅", text)
    assert (piece["page"], piece["start"], len(piece["boxes"])) == (1, None, 2)
    assert str(broken) in done.err.splitlines()[0]
