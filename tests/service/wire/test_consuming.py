"""``gaoqian wire consume``: a real broker, from a message to what is published."""

import asyncio
import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broker_servers import BrokerServer, broker_server
from commandline import GAOQIAN, run_gaoqian
from gaoqian_service.wire.brokers.broker import Batch, Broker, BrokerMessage, Subscription
from gaoqian_service.wire.brokers.registry import open_broker

_PATIENCE_SECONDS = 60
_TYPE = {"content-type": "application/json"}


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrokerServer]:
    """A NATS server."""
    running = broker_server("nats", tmp_path_factory.mktemp("nats"))
    running.start()
    yield running
    running.stop()


def _open(server: BrokerServer, source: str) -> Broker[Any]:
    return open_broker(server.url, Subscription(source, "test", 16, 5.0))


async def _exchange(server: BrokerServer, bodies: list[bytes], enough: int) -> list[BrokerMessage]:
    """Send messages to ``in``, and return so many that are published to ``out``."""
    got: list[BrokerMessage] = []
    done = asyncio.Event()

    async def handle(batch: Batch) -> None:
        got.extend(batch.messages)
        await batch.ack()
        if len(got) >= enough:
            done.set()

    receiver = _open(server, "out")
    await receiver.connect("in")
    await receiver.start(handle)
    for body in bodies:
        await receiver.publish("in", body, _TYPE)
    await asyncio.wait_for(done.wait(), _PATIENCE_SECONDS)
    await receiver.stop()
    return got


def test_messages_are_tagged_and_published(
    server: BrokerServer, models_folder: Path, tmp_path: Path
) -> None:
    """In order, and into a folder as well; SIGTERM is a regular end."""
    command: list[str | Path] = [
        *(GAOQIAN, "wire", "consume", server.url, "--subject", "in", "--publish", "out"),
        # The NATS client loses sight of a message now and then; it comes again after this.
        *("--redeliver", "2"),
        *("--deliver", tmp_path / "out", "--models", models_folder, "--data", tmp_path / "data"),
    ]
    texts = ("楼道消防通道被堵，居民盼整改。", "市总工会召开职工代表大会。", "全民健身中心开放。")
    bodies = [json.dumps({"id": str(n), "body": text}).encode() for n, text in enumerate(texts)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "Consuming" in process.stderr.readline()
        try:
            got = asyncio.run(_exchange(server, bodies, len(bodies)))
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(_PATIENCE_SECONDS)
        assert code == 0
    slips = [json.loads(message.body) for message in got]
    assert [slip["id"] for slip in slips] == ["0", "1", "2"]
    assert slips[1]["tags"][0]["topic"] == "labour_union"
    assert {message.content_type for message in got} == {"application/jsonl"}
    files = sorted((tmp_path / "out").glob("*.jsonl"))
    lines = [json.loads(line) for path in files for line in path.read_bytes().splitlines()]
    assert lines == slips


def test_broker_that_is_not_there(models_folder: Path, tmp_path: Path) -> None:
    """One line without the password, exit code 1, and no process that stays."""
    outcome = run_gaoqian(
        *("wire", "consume", "redis://desk:s3cret@127.0.0.1:9/0"),
        *("--models", models_folder, "--data", tmp_path),
    )
    assert outcome.code == 1
    assert "redis://127.0.0.1:9" in outcome.err
    assert "s3cret" not in outcome.err
    assert "Traceback" not in outcome.err


def test_subject_is_not_both_ends(tmp_path: Path) -> None:
    """What is published would be consumed again."""
    outcome = run_gaoqian(
        *("wire", "consume", "nats://127.0.0.1:9", "--subject", "a", "--publish", "a"),
        *("--data", tmp_path),
    )
    assert outcome.code == 2
    assert "'a'" in outcome.err
