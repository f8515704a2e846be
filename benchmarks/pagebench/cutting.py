"""Cutting files by ``gaoqian pages``, as a user does."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GAOQIAN = Path(sys.executable).parent / "gaoqian"
#: In seconds, for all files together.
_PATIENCE = 1800


@dataclass(frozen=True, slots=True)
class FoundPiece:
    """A piece as the command wrote it: `gaoqian.pages.article.PageArticle`'s fields of interest."""

    headline: str
    byline: str
    body: str
    captions: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Cut:
    """What the command gave.

    Attributes:
        pieces: By the file's stem, in the order written.
        errors: What it wrote on standard error.
    """

    pieces: dict[str, list[FoundPiece]]
    errors: str


class CuttingError(RuntimeError):
    """The command did not give what it promises."""


def cut(paths: Sequence[Path]) -> Cut:
    """Cut files in one run of the command.

    Raises:
        CuttingError: it gave nothing at all, or a line that names no file.
    """
    command: list[str | Path] = [GAOQIAN, "pages", *paths]
    run = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    errors = run.stderr.decode()
    if not run.stdout and paths:
        raise CuttingError(f"gaoqian pages gave no piece of {len(paths)} files: {errors[:500]}")
    pieces: dict[str, list[FoundPiece]] = defaultdict(list)
    known = {path.name: path.stem for path in paths}
    for line in run.stdout.decode().splitlines():
        record = json.loads(line)
        pieces[_stem(record, known)].append(found_piece(record))
    return Cut(dict(pieces), errors)


def found_piece(record: dict[str, Any]) -> FoundPiece:
    """Return a piece from the command's JSON object."""
    return FoundPiece(
        headline=record["headline"],
        byline=record["byline"],
        body=record["body"],
        captions=tuple(record["captions"]),
        confidence=float(record["confidence"]),
    )


def _stem(record: dict[str, Any], known: dict[str, str]) -> str:
    source = Path(record["source"]).name
    for name, stem in known.items():
        if source == name or source.startswith(f"{name}:"):
            return stem
    raise CuttingError(f"source {record['source']!r} names none of the {len(known)} files")
