"""Zip archives: members read by their own formats, with limits against zip bombs."""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from gaoqian.article import Article
from gaoqian.errors import ExtraError, PluginError, ReadError
from gaoqian.readers.encoding import decode
from gaoqian.readers.failure import ReadFailure

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

#: Reads a member, given its content and name.
ReadMember = Callable[[bytes, str], Iterator[Article | ReadFailure]]

ARCHIVE_BYTES = 128 << 20
MOST_MEMBERS = 20_000
MEMBER_BYTES = 64 << 20
UNPACKED_BYTES = 512 << 20
#: Maximum compression ratio: text compresses to a third, repetitive JSON Lines to a twentieth.
GREATEST_RATIO = 200
#: The ratio of smaller members is not checked.
_RATIO_FROM_BYTES = 1 << 20

#: Signature of every entry of the central directory.
_ENTRY = b"PK\x01\x02"
_ENCRYPTED, _UTF_8 = 0x1, 0x800
_STORED, _DEFLATED = 0, 8


def parse_zip(
    read_member: ReadMember, data: bytes, _declared: str = ""
) -> Iterator[Article | ReadError]:
    """Yield the articles of the members, in the archive's order; nothing is written to disk.

    Folders and the resource forks of macOS are skipped.

    Args:
        read_member: Reads a member.
        data: The archive.

    Raises:
        ReadError: the archive is damaged or has too many members.
    """
    from zipfile import BadZipFile, ZipFile

    count = data.count(_ENTRY)  # before the directory is parsed, which takes memory per member
    if count > MOST_MEMBERS:
        raise ReadError(f"holds {count:,} members, expected {MOST_MEMBERS:,} at most")
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise ReadError(f"is damaged or no zip archive: {error}") from error
    unpacked = 0
    with archive:
        for member in archive.infolist():
            name = _name(member)
            if member.is_dir() or name.startswith("__MACOSX/"):
                continue
            unpacked += member.file_size
            try:
                _check(member, name, unpacked)
                yield from _read(_unpack(archive, member), name, read_member)
            except (ReadError, ExtraError, PluginError) as error:
                yield ReadError(f"member {name}: {error}")


def _name(member: "ZipInfo") -> str:
    """Return a member's name; Chinese systems encode it in GBK without declaring it."""
    if member.flag_bits & _UTF_8:
        return member.filename
    try:
        return decode(member.filename.encode("cp437")).text
    except (UnicodeEncodeError, ReadError):
        return member.filename


def _check(member: "ZipInfo", name: str, unpacked: int) -> None:
    size, packed = member.file_size, max(1, member.compress_size)
    if member.flag_bits & _ENCRYPTED:
        raise ReadError("is encrypted, expected no password")
    if name.lower().endswith(".zip"):
        raise ReadError("is an archive in an archive, expected files")
    if member.compress_type not in {_STORED, _DEFLATED}:
        kind = member.compress_type
        raise ReadError(f"is compressed by method {kind}, expected 0 (stored) or 8 (deflated)")
    if size > MEMBER_BYTES:
        raise ReadError(f"unpacks to {size:,} bytes, expected {MEMBER_BYTES:,} at most")
    if size > _RATIO_FROM_BYTES and size > packed * GREATEST_RATIO:
        raise ReadError(f"unpacks to {size // packed} times its size, expected {GREATEST_RATIO}")
    if unpacked > UNPACKED_BYTES:
        raise ReadError(
            f"comes after {unpacked - size:,} unpacked bytes and has {size:,} more, "
            f"expected {UNPACKED_BYTES:,} in all members"
        )


def _unpack(archive: "ZipFile", member: "ZipInfo") -> bytes:
    from zipfile import BadZipFile

    try:
        with archive.open(member) as file:
            return file.read(member.file_size)  # no more than `_check` allowed
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise ReadError(f"is damaged: {error}") from error


def _read(data: bytes, name: str, read_member: ReadMember) -> Iterator[Article | ReadError]:
    for item in read_member(data, name):
        if isinstance(item, ReadFailure):
            yield ReadError(f"member {item}")
        else:
            yield item
