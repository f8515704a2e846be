"""Files that land in the drop folder whole."""

from pathlib import Path

import pytest

from gaoqian_service.wire.feeding_services.landing import landing, landing_name


def test_file_is_hidden_until_it_is_whole(tmp_path: Path) -> None:
    """Where the block fails nothing stays."""
    with landing(tmp_path, "稿.txt") as file:
        file.write("正文".encode())
        assert [path.name[0] for path in tmp_path.iterdir()] == ["."]
    assert (tmp_path / "稿.txt").read_text(encoding="utf-8") == "正文"
    with pytest.raises(ConnectionError):
        _fail(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["稿.txt"]


def _fail(folder: Path) -> None:
    with landing(folder, "二.txt") as file:
        file.write(b"half")
        raise ConnectionError


@pytest.mark.parametrize(
    ("name", "begins", "ends"),
    [
        ("稿.xml", "稿~", ".xml"),
        ("../../etc/passwd", "passwd~", ""),
        (".hidden.txt", "hidden~", ".txt"),
        ("a\nb.txt", "ab~", ".txt"),
        ("长" * 200 + ".txt", "长" * 66 + "~", ".txt"),
        ("\udcff.txt", "~", ".txt"),
    ],
)
def test_name_is_a_plain_one(name: str, begins: str, ends: str) -> None:
    """Nothing in it leads elsewhere or hides the file; the ending stays."""
    landed = landing_name(name, "ftp://host/", "1 2026")
    assert landed.startswith(begins)
    assert landed.endswith(ends)
    assert len(landed.encode()) < 255


def test_name_differs_by_origin() -> None:
    """Another source, date or size is another file; the same is the same."""
    names = {landing_name("a.txt", *origin) for origin in (("x",), ("y",), ("x", "1"), ("x",))}
    assert len(names) == 3
