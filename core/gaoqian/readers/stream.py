"""What arrives on a stream, without a name that would say its format."""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from gaoqian.readers.document import TEXT_BYTES, DocumentBytes, DocumentKind
from gaoqian.readers.jsonl import looks_like_jsonl, plan_lines
from gaoqian.readers.portion import Portion
from gaoqian.readers.text import parse_text

#: A file named so is standard input.
STDIN = "-"

#: Behind so many blank lines, nobody looks for an article.
_BLANK_BYTES = 1 << 16
_TEXT = DocumentKind(parse_text)


def plan_stream(file: BinaryIO, source: str = STDIN, skip: int = 0) -> Iterator[Portion]:
    """Cut a stream into portions: JSON Lines where its first line is an article, else one text.

    Args:
        file: The stream.
        source: Its name: of the one text, and before the line numbers of articles.
        skip: How many lines at its start to leave out; a text is left out by any number.
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
        # One byte more than may be is enough to say that it is too long.
        rest = file.read(max(0, TEXT_BYTES + 1 - size))
        yield DocumentBytes(source, b"".join([*beginning, rest]), _TEXT)
