"""Stories sent through a broker while the consumer and the broker are killed."""

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from brokerbench.nats_server import NatsServer
from gaoqian_service.errors import BrokerError
from gaoqian_service.wire.brokers.broker import Batch, Subscription
from gaoqian_service.wire.brokers.registry import open_broker

_GAOQIAN = Path(sys.executable).with_name("gaoqian")
_IN, _OUT, _DEAD = "wire.in", "wire.out", "wire.dead"
_TYPE = {"content-type": "application/json"}
#: A broker that is being restarted is asked again after this.
_AGAIN_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it.

    Attributes:
        sent: Stories sent.
        stored: Rows of the ledger.
        stories: Different stories in the ledger.
        published: How often each story was published.
        kills: How often the consumer was killed.
        restarts: How often the broker was.
        seconds: From the first consumer's start until the last story was published.
    """

    sent: int
    stored: int
    stories: int
    published: Counter[str]
    kills: int
    restarts: int
    seconds: float

    @property
    def faults(self) -> list[str]:
        """What was lost or is there twice; empty where all went well."""
        lost = self.sent - len(self.published)
        found = [f"{lost} stories were not published"] if lost else []
        if self.stored != self.sent or self.stories != self.sent:
            found.append(f"the ledger has {self.stored} rows of {self.stories} stories")
        return found


def endure(
    folder: Path, models: Path, count: int, *, kills: int, restarts: int, life: tuple[float, float]
) -> Verdict:
    """Send stories, kill, and wait until all are published.

    Args:
        folder: An empty folder for server and ledger.
        models: A models folder.
        count: How many stories.
        kills: How often the consumer is killed.
        restarts: How often the broker is.
        life: How many seconds pass between kills, at least and at most.
    """
    server = NatsServer(folder / "nats")
    server.start()
    chance = random.Random(0)  # noqa: S311  moments, not secrets
    try:
        asyncio.run(_send(server.url, count))
        start = time.perf_counter()
        for turn in range(max(kills, restarts)):
            with _consuming(server.url, folder, models) as consumer:
                time.sleep(chance.uniform(*life))
                if turn < restarts:
                    server.stop()
                    server.start()
                    time.sleep(chance.uniform(*life))
                if turn < kills:
                    consumer.kill()
        with _consuming(server.url, folder, models) as consumer:
            published = asyncio.run(_collect(server.url, count))
            seconds = time.perf_counter() - start
            consumer.terminate()
            consumer.wait(60)
    finally:
        server.stop()
    with closing(sqlite3.connect(folder / "data" / "gaoqian.db")) as ledger:
        query = "SELECT count(*), count(DISTINCT guid) FROM stories"
        stored, stories = ledger.execute(query).fetchone()
    return Verdict(count, stored, stories, published, kills, restarts, seconds)


@contextmanager
def _consuming(url: str, folder: Path, models: Path) -> Iterator[subprocess.Popen[bytes]]:
    command: list[str | Path] = [_GAOQIAN, "wire", "consume", url, "--subject", _IN]
    command += ["--publish", _OUT, "--dead-letter", _DEAD, "--redeliver", "5"]
    command += ["--models", models, "--data", folder / "data"]
    with (folder / "consumer.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait(60)


async def _send(url: str, count: int) -> None:
    broker = open_broker(url, Subscription("wire.unused", "sender", 1, 60))
    await broker.connect(_IN)
    for number, article in zip(range(count), _articles(), strict=False):
        body = f"{article['body']}\n编号{number}。"
        record = {"id": f"urn:test:{number}", "headline": article["headline"], "body": body}
        await broker.publish(_IN, json.dumps(record, ensure_ascii=False).encode(), _TYPE)
    await broker.stop()


def _articles() -> Iterator[Mapping[str, str]]:
    from gaoqian_training.datasets import authored_articles

    lines = [line for path in authored_articles() for line in path.read_text("utf-8").splitlines()]
    while True:
        yield from map(json.loads, lines)


async def _collect(url: str, count: int) -> Counter[str]:
    """Return how often each story was published, once each was."""
    found: Counter[str] = Counter()
    done = asyncio.Event()

    async def take(batch: Batch) -> None:
        found.update(json.loads(message.body)["id"] for message in batch.messages)
        await batch.ack()
        if len(found) >= count:
            done.set()

    broker = open_broker(url, Subscription(_OUT, "reader", 1000, 60))
    while True:
        try:
            await broker.connect()
            break
        except BrokerError:
            await asyncio.sleep(_AGAIN_SECONDS)
    await broker.start(take)
    await asyncio.wait_for(done.wait(), 1800)
    await broker.stop()
    return found
