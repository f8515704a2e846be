"""Streams, such as standard input, whose format is detected from the content."""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from gaoqian.readers.document import TEXT_BYTES, DocumentBytes, DocumentKind
from gaoqian.readers.jsonl import looks_like_jsonl, plan_lines
from gaoqian.readers.portion import Portion
from gaoqian.readers.text import parse_text

#: File name of standard input.
STDIN = "-"

#: Blank lines at the start are skipped up to so many bytes.
_BLANK_BYTES = 1 << 16
_TEXT = DocumentKind(parse_text)


def plan_stream(file: BinaryIO, source: str = STDIN, skip: int = 0) -> Iterator[Portion]:
    """Cut a stream into portions: JSON Lines if its first line is an article, else one text.

    Args:
        file: The stream.
        source: Its name in sources and failures.
        skip: Number of lines at its start to skip; any number skips a text.
    """
    beginning = []
    size = 0
    while size <= _BLANK_BYTES and (line := file.readline(TEXT_BYTES)):
        beginning.append(line)
        size += len(line)
        if line.strip():
            break
    if beginning and looks_like_jsonl(beginning[-1]):
        yield from plan_lines(chain(beginning, file), source, skip)
    elif not skip:
        # One byte more than allowed shows that the text is too long.
        rest = file.read(max(0, TEXT_BYTES + 1 - size))
        yield DocumentBytes(source, b"".join([*beginning, rest]), _TEXT)
