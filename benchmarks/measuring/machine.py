"""The machine and the versions that a run measured."""

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

from peers.install import REQUIREMENTS

_OURS = ("fastapi", "jieba", "numpy", "orjson", "rjieba", "scikit-learn", "uvicorn")


def describe_machine() -> str:
    """Return two sentences: processor, cores, memory and Python; versions of ours and of peers."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    libraries = ", ".join(f"{name} {version(name)}" for name in _OURS)
    peers = ", ".join(_peers())
    return (
        f"{_processor()} ({platform.machine()}), {os.cpu_count()} cores, {gigabytes:.0f} GB, "
        f"{platform.system()} {platform.release().partition('-')[0]}, "
        f"Python {platform.python_version()}. Here: {libraries}. "
        f"Peers: {peers}.\n"
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown processor"
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else "unknown processor"


def _peers() -> list[str]:
    """Return what each peer is pinned to, as ``mlserver 1.7.1``, once each."""
    pins = set()
    for requirements in REQUIREMENTS.glob("*.txt"):
        text = requirements.read_text(encoding="utf-8")
        pins |= set(re.findall(r"^([\w-]+)(?:\[\w+\])?==([\w.]+)", text, re.MULTILINE))
    return [f"{name} {pinned}" for name, pinned in sorted(pins)]
