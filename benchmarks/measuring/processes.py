"""Memory of a process and its children, from Linux's ``/proc``."""

import os
from pathlib import Path

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def family(pid: int) -> list[int]:
    """Return a process and all its descendants; those that end meanwhile are left out."""
    members = [pid]
    for member in members:
        for tasks in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                members += map(int, tasks.read_text(encoding="ascii").split())
            except OSError:  # it ended between two looks
                continue
    return members


def resident_bytes(pid: int) -> int:
    """Return the resident memory of one process, 0 once it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * _PAGE_BYTES


def family_resident_bytes(pid: int) -> int:
    """Return the resident memory of a process and its descendants, summed up.

    Pages that several share, such as a memory-mapped bundle, count once for each.
    """
    return sum(map(resident_bytes, family(pid)))
