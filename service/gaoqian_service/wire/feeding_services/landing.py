"""Files that land in the drop folder whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from gaoqian.files import open_atomically, sync_folder

#: The longest name that common file systems take, in bytes, less what `landing_name` adds.
_NAME_BYTES = 200


@contextmanager
def landing(folder: Path, name: str) -> Iterator[BinaryIO]:
    """Open a file for writing that gets its name, and is on the disk, at the end of the block.

    Until then it is hidden, so that no watcher reads it; where the block fails it is removed.
    A file that has the name already is replaced: `landing_name` makes names that only the same
    content has.

    Args:
        folder: The drop folder.
        name: The file's name in it.

    Raises:
        OSError: it cannot be written.
    """
    with open_atomically(folder / name) as file:
        yield file
    sync_folder(folder)


def landing_name(name: str, *origin: str) -> str:
    """Return a file name that no other origin comes to, with the ending of the name it had.

    Args:
        name: The name at the source; what cannot stand in a file name is left out.
        origin: What tells it from files of the same name: the source, its date and size.
    """
    # Before characters are left out, or a stem that loses all of its own takes the ending along.
    stem, dot, suffix = Path(name).name.lstrip(".").rpartition(".")
    plain = _printable(stem if dot else suffix).encode("utf-8", "replace")[:_NAME_BYTES]
    digest = sha256("\0".join((name, *origin)).encode("utf-8", "surrogatepass")).hexdigest()
    ending = f".{_printable(suffix)}" if dot else ""
    return f"{plain.decode('utf-8', 'ignore')}~{digest[:12]}{ending}"


def _printable(text: str) -> str:
    return "".join(filter(str.isprintable, text))
