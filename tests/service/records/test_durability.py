"""What was acknowledged is on the disk once, whoever is killed or stopped meanwhile."""

import asyncio
import itertools
import os
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from gaoqian_service.records.database import Database, open_database
from gaoqian_service.records.feedback import read_feedback
from gaoqian_service.records.schema import upgrade_schema
from gaoqian_service.records.texts import hash_text
from killable import killable
from postgres import Postgres
from serving import serving

_IN_FLIGHT = 200
#: A run of ``make durability`` has more of both than every run of the tests.
_KILLS = int(os.environ.get("GAOQIAN_DURABILITY_KILLS", "2"))
_STOPS = int(os.environ.get("GAOQIAN_DURABILITY_STOPS", "1"))
_TIMEOUT = httpx2.Timeout(60)


@dataclass
class Desk:
    """Somebody who sends feedback and remembers what was acknowledged.

    Attributes:
        acknowledged: Articles whose feedback was answered with 201 or 200.
        statuses: How often each status was answered; 0 where no answer came.
    """

    acknowledged: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)

    async def send(self, client: httpx2.AsyncClient, article: str) -> httpx2.Response | None:
        """Send one piece of feedback; None where the connection ended without an answer."""
        said = {
            "article": article,
            "version": "1",
            "text_hash": hash_text("", article),
            "topics": ["safety"],
            "editor": "li.wei",
        }
        try:
            answer = await client.post("/v1/feedback", json=said)
        except httpx2.TransportError:
            self.statuses[0] += 1
            return None
        self.statuses[answer.status_code] += 1
        if answer.status_code in (200, 201):
            self.acknowledged.add(article)
        return answer


def _clients(address: str) -> httpx2.AsyncClient:
    limits = httpx2.Limits(max_connections=_IN_FLIGHT)
    return httpx2.AsyncClient(base_url=address, timeout=_TIMEOUT, limits=limits)


async def _send_all(desk: Desk, address: str, articles: Iterable[str]) -> None:
    async with _clients(address) as client:
        await asyncio.gather(*(desk.send(client, article) for article in articles))


async def _send_until_killed(
    desk: Desk, address: str, articles: list[str], enough: int, kill: Callable[[], None]
) -> None:
    """Send everything at once, and kill the server when so many more are acknowledged."""
    before = len(desk.acknowledged)
    async with _clients(address) as client:
        sending = [asyncio.ensure_future(desk.send(client, article)) for article in articles]
        while len(desk.acknowledged) < before + enough:  # noqa: ASYNC110  kills in mid-air
            await asyncio.sleep(0.001)
        kill()
        await asyncio.gather(*sending)


def _kept(database: Database) -> Counter[str]:
    """Return how often each article's feedback is in the database."""
    return Counter(row.article.article for row in read_feedback(database, limit=1_000_000))


@pytest.mark.timeout(3600)  # make durability has it last so long
def test_sigkill_loses_nothing_acknowledged(models_folder: Path, tmp_path: Path) -> None:
    """Killed with 200 in flight; what was not acknowledged is sent again, and is there once."""
    url = f"sqlite:///{tmp_path / 'gaoqian.db'}"
    chance = random.Random(5)  # noqa: S311  moments, not secrets
    desk = Desk()
    sent: list[str] = []
    for kill in range(_KILLS):
        articles = [f"{kill}-{number}" for number in range(_IN_FLIGHT)]
        sent += articles
        with killable(models_folder, url) as service:
            enough = chance.randrange(1, 150)
            asyncio.run(
                _send_until_killed(desk, service.address, articles, enough, service.process.kill)
            )
        database = open_database(url)
        kept = _kept(database)
        database.close()
        assert desk.acknowledged <= kept.keys()
        assert set(kept.values()) == {1}
    print(f"\n{len(sent)} sent, {len(desk.acknowledged)} acknowledged, {len(kept)} kept")  # noqa: T201
    assert desk.statuses[0] > 0
    assert desk.statuses.keys() == {0, 201}
    with killable(models_folder, url) as service:
        again = [article for article in sent if article not in desk.acknowledged]
        for start in range(0, len(again), _IN_FLIGHT):
            together = again[start : start + _IN_FLIGHT]
            asyncio.run(_send_all(desk, service.address, together))
    database = open_database(url)
    assert _kept(database) == Counter(sent)
    database.close()


@pytest.mark.timeout(3600)  # make durability has it last so long
def test_stopped_postgresql_loses_nothing_acknowledged(
    models_folder: Path, own_postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 with Retry-After while it is away; everything is sent until acknowledged, and is once."""
    url = own_postgres.create_database()
    database = open_database(url)
    upgrade_schema(database)
    monkeypatch.setenv("GAOQIAN_DATABASE_URL", url)
    monkeypatch.setenv("GAOQIAN_LOG_LEVEL", "warning")
    desk = Desk()
    with serving(models_folder) as service:
        sent = asyncio.run(_send_through_stops(desk, service.address, own_postgres))
    print(f"\n{len(sent)} sent, {len(desk.acknowledged)} acknowledged, {dict(desk.statuses)}")  # noqa: T201
    assert desk.statuses.keys() <= {200, 201, 503}
    assert desk.statuses[503] > 0
    assert desk.acknowledged == set(sent)
    assert _kept(database) == Counter(sent)
    database.close()


async def _send_through_stops(desk: Desk, address: str, postgres: Postgres) -> list[str]:
    """Keep 200 in flight while the server is stopped and started, and return what was sent."""
    names = map("a-{}".format, itertools.count())
    sent: list[str] = []
    ending = asyncio.Event()

    async def keep_sending(client: httpx2.AsyncClient) -> None:
        while not ending.is_set():
            article = next(names)
            sent.append(article)
            while (answer := await desk.send(client, article)) is None or answer.is_server_error:
                assert answer is not None, "the connection ended"
                assert int(answer.headers["Retry-After"]) >= 1
                await asyncio.sleep(0.05)  # sooner than asked for, to keep up the load

    async with _clients(address) as client:
        sending = [asyncio.ensure_future(keep_sending(client)) for _ in range(_IN_FLIGHT)]
        for _ in range(_STOPS):
            await _await_more(desk, 201)
            await asyncio.to_thread(postgres.stop)
            await _await_more(desk, 503)
            await asyncio.to_thread(postgres.start)
        await _await_more(desk, 201)
        ending.set()
        await asyncio.gather(*sending)
    return sent


async def _await_more(desk: Desk, status: int) -> None:
    """Wait until a few hundred more have been answered so."""
    before = desk.statuses[status]
    while desk.statuses[status] < before + _IN_FLIGHT:  # noqa: ASYNC110  a test may poll
        await asyncio.sleep(0.01)
