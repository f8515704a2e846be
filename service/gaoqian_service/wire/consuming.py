"""Running a consumer, from the first connection to the last message under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from gaoqian_service.wire.brokers.broker import Broker, Subscription
from gaoqian_service.wire.brokers.registry import broker_name, open_broker
from gaoqian_service.wire.consumer import Consumer
from gaoqian_service.wire.events import EventListener
from gaoqian_service.wire.running import WireSettings, open_wire, stop_on_signals
from gaoqian_service.wire.transmitters import Transmitter
from gaoqian_service.wire.transmitters.broker import BrokerTransmitter


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumeSettings:
    """Settings of consuming from a broker.

    Attributes:
        wire: Settings of the wire.
        url: The broker's address; it may hold a password.
        subscription: What is taken.
        publish: Where results are published; empty where they are not.
        dead_letter: Where messages go that cannot be read.
        form: The format of results.
    """

    wire: WireSettings
    url: str
    subscription: Subscription
    publish: str
    dead_letter: str
    form: str


def _published(settings: ConsumeSettings, broker: Broker[Any]) -> list[Transmitter]:
    if not settings.publish:
        return []
    address = broker_name(settings.url)
    return [BrokerTransmitter(broker, address, settings.publish, settings.form)]


async def run_consume(
    settings: ConsumeSettings, targets: Sequence[Transmitter], listener: EventListener
) -> None:
    """Consume until SIGTERM or Ctrl-C; what is under way then is finished.

    Args:
        settings: What to consume.
        targets: Transmitters besides the broker.
        listener: Gets all events.

    Raises:
        BrokerError: the broker does not answer at the beginning.
        GaoqianError: see `open_wire`.
    """
    stop = stop_on_signals()
    broker = open_broker(settings.url, settings.subscription)
    published = _published(settings, broker)
    destinations = filter(None, (settings.publish, settings.dead_letter))
    async with open_wire(settings.wire, [*published, *targets], listener) as wire:
        await broker.connect(*destinations)
        consumer = Consumer(
            broker,
            wire.intake,
            wire.publish_queue,
            listener,
            published=[target.name for target in published],
            dead_letter=settings.dead_letter,
        )
        async with wire.publish_queue.running():
            try:
                await broker.start(consumer.handle)
                click.echo(f"正在收 Consuming：{broker_name(settings.url)}", err=True)
                await stop.wait()
            finally:
                await broker.stop()  # what is under way still needs the queue and the ledger
