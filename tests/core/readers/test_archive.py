"""Zip archives: members of any format, within limits."""

import struct
from io import BytesIO
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from documents import TEXT, documents, pack
from gaoqian import Article
from gaoqian.readers import ReadFailure, archive, read_bytes


def _read(data: bytes) -> tuple[list[Article], list[str]]:
    items = list(read_bytes(data, "a.zip"))
    failures = [str(item) for item in items if isinstance(item, ReadFailure)]
    return [item for item in items if isinstance(item, Article)], failures


def test_members_are_read_by_their_own_readers() -> None:
    """What is in them comes in their order, numbered through."""
    members = {name: data for name, data in documents().items() if not name.endswith(".zip")}
    expected = [item for name, data in members.items() for item in read_bytes(data, name)]
    articles, failures = _read(pack(members))
    assert failures == []
    assert [article.headline for article in articles] == [
        item.headline for item in expected if isinstance(item, Article)
    ]
    assert [article.source for article in articles] == [
        f"a.zip:{number}" for number in range(1, len(expected) + 1)
    ]


def test_bad_members_are_named_and_the_rest_goes_on() -> None:
    """Each is one failure in its place."""
    members = {
        "图片.jpg": b"\xff\xd8",
        "在内.zip": pack({}),
        "坏.jsonl": b'{"body":"x"}\nx',
        "夹/好.txt": TEXT.encode(),
    }
    articles, failures = _read(pack(members))
    assert [article.source for article in articles] == ["a.zip:3", "a.zip:5"]
    assert [failure.partition(", expected")[0] for failure in failures] == [
        "a.zip:1: member 图片.jpg: ends in '.jpg'",
        "a.zip:2: member 在内.zip: is an archive in an archive",
        "a.zip:4: member 坏.jsonl:2: no JSON at column 1: Expecting value",
    ]


def test_folders_and_resource_forks_are_passed_over() -> None:
    """They are no members that anybody sent."""
    articles, failures = _read(pack({"夹/": b"", "__MACOSX/._a.txt": b"\0\5", "a.txt": b"x"}))
    assert ([article.body for article in articles], failures) == (["x"], [])


def test_names_in_gbk() -> None:
    """Chinese Windows writes them so, without a flag."""
    target = BytesIO()
    name = "稿件.doc".encode("gbk").decode("cp437")
    with ZipFile(target, "w") as file:
        file.writestr("name.doc", b"")
    data = target.getvalue().replace(b"name.doc", b"\xb8\xe5\xbc\xfe.doc"[:8])
    assert name.encode("cp437") == b"\xb8\xe5\xbc\xfe.doc"
    (failure,) = _read(data)[1]
    assert failure.startswith("a.zip:1: member 稿件.doc: ends in '.doc'")


def _bomb(size: int) -> bytes:
    return pack({"bomb.txt": b"\0" * size, "good.txt": b"x"})


def test_a_bomb_is_not_unpacked() -> None:
    """Its ratio gives it away; the member behind it is read."""
    articles, (failure,) = _read(_bomb(20 << 20))
    assert failure.startswith("a.zip:1: member bomb.txt: unpacks to 1028 times its size")
    assert [article.body for article in articles] == ["x"]


@pytest.mark.parametrize(
    ("limit", "value", "expected"),
    [
        ("MEMBER_BYTES", 10, "member b.txt: unpacks to 20 bytes, expected 10 at most"),
        ("UNPACKED_BYTES", 30, "member b.txt: comes after 20 unpacked bytes and has 20 more"),
        ("MOST_MEMBERS", 1, "a.zip: holds 2 members, expected 1 at most"),
    ],
)
def test_limits(monkeypatch: pytest.MonkeyPatch, limit: str, value: int, expected: str) -> None:
    """Each names the member, or the archive, and the limit."""
    monkeypatch.setattr(archive, limit, value)
    failures = _read(pack({"a.txt": b"x" * 20, "b.txt": b"y" * 20}))[1]
    assert expected in failures[-1]


def test_sizes_that_lie() -> None:
    """No more is unpacked than the directory says; the checksum then tells."""
    data = pack({"a.txt": b"x" * 3_000_000})
    data = data.replace(struct.pack("<L", 3_000_000), struct.pack("<L", 30))
    articles, (failure,) = _read(data)
    assert articles == []
    assert "member a.txt: is damaged: Bad CRC-32" in failure


def _member(**fields: Any) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", fields.pop("compression", ZIP_DEFLATED)) as file:
        file.writestr(ZipInfo("a.txt"), TEXT, compress_type=file.compression)
    return target.getvalue()


def test_encrypted_member() -> None:
    """It says so; a password is not asked for."""
    data = bytearray(_member())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert _read(bytes(data)) == (
        [],
        ["a.zip:1: member a.txt: is encrypted, expected no password"],
    )


def test_other_compression() -> None:
    """Methods whose output cannot be bounded are refused by their number."""
    (failure,) = _read(_member(compression=ZIP_BZIP2))[1]
    assert "is compressed by method 12, expected 0 (stored) or 8 (deflated)" in failure


@pytest.mark.parametrize("keep", [0, 3, 40, -1])
def test_archive_that_is_cut_short(keep: int) -> None:
    """Without its directory, it is one failure."""
    (failure,) = _read(_member()[:keep])[1]
    assert failure.startswith("a.zip: is damaged or no zip archive")
