"""Bundles that somebody tampered with, each in another way."""

import hashlib
import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import joblib

from gaoqian.bundle.bundle import GOLDEN_NAME, MANIFEST_NAME, SCORER_NAME


class _Exploit:
    """Makes a folder when it is unpickled."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, ("/tmp/gaoqian-exploit",)  # noqa: S108  never made


def vouch(bundle: Path, name: str, content: bytes) -> None:
    """Replace a file and make the manifest vouch for the new one."""
    draft = bundle / "draft"
    draft.write_bytes(content)
    draft.replace(bundle / name)  # the old file may still be mapped
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    edit_manifest(bundle, lambda manifest: manifest["files"].update({name: digest}))


def edit_manifest(bundle: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what the manifest says."""
    path = bundle / MANIFEST_NAME
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def _flip_bit(name: str, bundle: Path) -> None:
    content = bytearray((bundle / name).read_bytes())
    content[len(content) // 2] ^= 1
    draft = bundle / "draft"
    draft.write_bytes(content)
    draft.replace(bundle / name)


def edit_golden(bundle: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the third golden article, and make the manifest vouch for it."""
    lines = (bundle / GOLDEN_NAME).read_text(encoding="utf-8").rstrip("\n").split("\n")
    record = json.loads(lines[2])
    change(record)
    lines[2] = json.dumps(record)
    vouch(bundle, GOLDEN_NAME, "\n".join(lines).encode())


def _hide_call(bundle: Path) -> None:
    draft = bundle / "exploit"
    joblib.dump({"words": _Exploit()}, draft)
    vouch(bundle, SCORER_NAME, draft.read_bytes())
    draft.unlink()


#: How to tamper with a bundle's folder, and what the refusal says.
CRAFTED: dict[str, tuple[Callable[[Path], object], str]] = {
    **{
        f"bit flipped in {name}": (partial(_flip_bit, name), f"{name}: truncated or altered")
        for name in (SCORER_NAME, "pipeline.joblib", "report.json", GOLDEN_NAME)
    },
    "file swapped": (
        lambda path: (path / "report.json").replace(path / SCORER_NAME),
        "scorer.joblib: truncated or altered",
    ),
    "call hidden in the arrays": (_hide_call, "refused, it holds the type posix.mkdir"),
    "another version's name": (
        lambda path: edit_manifest(path, lambda it: it.update(version="1999.01.01-1")),
        "the manifest says version '1999.01.01-1'",
    ),
    "file elsewhere": (
        lambda path: edit_manifest(path, lambda it: it["files"].update({"../champion": ""})),
        "lists '../champion', expected names of files",
    ),
    "nothing vouched for": (
        lambda path: edit_manifest(path, lambda it: it.update(files={})),
        "scorer.joblib: truncated or altered",
    ),
    "other segmenter": (
        lambda path: edit_manifest(path, lambda it: it["segmenter"].update(version="0.0.1")),
        "trained with segmenter rjieba 0.0.1",
    ),
    "golden answer changed": (
        lambda path: edit_golden(path, lambda it: it["scores"].update(fitness=0.123)),
        "topic 'fitness': scored",
    ),
    "thresholds changed": (
        lambda path: edit_manifest(
            path, lambda it: [topic.update(threshold=1.0) for topic in it["topics"]]
        ),
        "not given here, expected it given",
    ),
    "newer format": (
        lambda path: edit_manifest(path, lambda it: it.update(format=99)),
        "format 99 is newer",
    ),
}
