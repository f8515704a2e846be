"""The table of what was pulled."""

from gaoqian_service.wire.feeding_services.records import PullRecords


def test_stamps_are_kept_by_source_and_name(memory: PullRecords) -> None:
    """The last one counts; other names stay as they were."""
    many = {f"{number}.txt": "1" for number in range(1200)}
    memory.remember("ftp://a/", many)
    memory.remember("ftp://a/", {"7.txt": "2", "new.txt": "1"})
    memory.remember("ftp://b/", {"7.txt": "9"})
    memory.remember("ftp://b/", {})
    assert memory.stamps("ftp://a/") == many | {"7.txt": "2", "new.txt": "1"}
    assert memory.stamps("ftp://b/") == {"7.txt": "9"}
    assert memory.stamps("ftp://c/") == {}
