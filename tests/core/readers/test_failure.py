"""Read failures."""

from pathlib import Path

from gaoqian.readers import ReadFailure


def test_failure_names_the_place() -> None:
    """Place and message in one line."""
    assert str(ReadFailure("wire.jsonl:12", "no JSON")) == "wire.jsonl:12: no JSON"


def test_what_the_system_refuses() -> None:
    """The system's own words where it has some."""
    path = Path("a.txt")
    refused = ReadFailure.of_file(path, PermissionError(13, "Permission denied"))
    assert refused == ReadFailure("a.txt", "cannot be read: Permission denied")
    assert ReadFailure.of_file(path, OSError("gone")).message == "cannot be read: gone"
