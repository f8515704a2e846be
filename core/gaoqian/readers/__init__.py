"""Readers: from files to articles, one file a format behind one registry."""

from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.registry import read_path, read_stream, suffixes

__all__ = ["ReadFailure", "read_path", "read_stream", "suffixes"]
