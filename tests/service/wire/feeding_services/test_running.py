"""Feeding services of a running wire."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feed_site import Site, rss
from gaoqian_service.records.database import Database
from gaoqian_service.wire.feeding_services.running import FeedingServices, FeedingSettings
from gaoqian_service.wire.ledger.status import read_status
from live import until


def test_one_failing_source_keeps_no_other_waiting(
    site: Site, tmp_path: Path, pulls_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its error is printed and kept, without its key, and the others land."""
    site.content = rss("甲")
    gone = "http://127.0.0.1:9/gone?key=s3cret"
    settings = FeedingSettings(feeds=(gone, site.url))
    asyncio.run(FeedingServices(settings, pulls_database, tmp_path).pull_twice(0))
    assert len(list(tmp_path.iterdir())) == 1
    errors = read_status(pulls_database, datetime.now(UTC)).errors
    assert len(errors) == 2
    assert all(error.source.startswith("http://127.0.0.1:9/gone") for error in errors)
    err = capsys.readouterr().err
    assert err.count("Not pulled") == 2
    assert "s3cret" not in err + str(errors)


def test_pulling_goes_on(site: Site, tmp_path: Path, pulls_database: Database) -> None:
    """The first look is at once, others follow; an error of one look ends nothing."""
    site.content = rss("甲")
    site.statuses = [404]
    settings = FeedingSettings(feeds=(site.url,), every_seconds=0.01)

    async def scenario() -> None:
        async with FeedingServices(settings, pulls_database, tmp_path).running():
            await asyncio.to_thread(until, lambda: len(site.asked) >= 4)

    asyncio.run(scenario())
    assert len(list(tmp_path.iterdir())) == 1


def test_nothing_to_pull_is_done_at_once(pulls_database: Database, tmp_path: Path) -> None:
    """Without addresses nobody waits for files to settle."""
    services = FeedingServices(FeedingSettings(), pulls_database, tmp_path)
    asyncio.run(asyncio.wait_for(services.pull_twice(3600), 60))
