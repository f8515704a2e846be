"""What importing costs."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["sklearn", "scipy", "fastapi", "pydantic", "jieba", "rich", "opencc", "rensa"]
)
def test_tagging_does_not_import(module: str) -> None:
    """The tagger's import leaves the heavy libraries alone."""
    code = "from gaoqian import Tagger; import sys; print(*sys.modules)"
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert module not in {name.partition(".")[0] for name in output.stdout.split()}


def test_readers_import_their_parsers_late() -> None:
    """Who tags JSON Lines does not wait for what HTML, XML, PDF and Parquet need."""
    code = "import gaoqian.commands.tag, sys; print(*sys.modules)"
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    modules = {name.partition(".")[0] for name in output.stdout.split()}
    assert modules.isdisjoint({"lxml", "trafilatura", "pdfplumber", "pypdfium2", "pyarrow"})
