"""Readers: from files to portions to articles, one file a format behind one registry."""

from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.portion import Portion, Skipped
from gaoqian.readers.registry import (
    STDIN,
    plan_path,
    plan_stream,
    read_bytes,
    read_path,
    require_formats,
    suffixes,
)

__all__ = [
    "STDIN",
    "Portion",
    "ReadFailure",
    "Skipped",
    "plan_path",
    "plan_stream",
    "read_bytes",
    "read_path",
    "require_formats",
    "suffixes",
]
