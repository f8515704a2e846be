"""Readers: files to portions to articles; one module per format, one registry."""

from gaoqian.readers.document import DocumentKind
from gaoqian.readers.encoding import Decoded, decode
from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.portion import Portion, Skipped
from gaoqian.readers.registry import (
    plan_path,
    read_bytes,
    read_path,
    require_formats,
    suffixes,
)
from gaoqian.readers.stream import STDIN, plan_stream

__all__ = [
    "STDIN",
    "Decoded",
    "DocumentKind",
    "Portion",
    "ReadFailure",
    "Skipped",
    "decode",
    "plan_path",
    "plan_stream",
    "read_bytes",
    "read_path",
    "require_formats",
    "suffixes",
]
