"""Consuming from a broker, from the first connection to the last message under way."""

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
class ConsumeSettings(WireSettings):
    """What consuming is told besides.

    Attributes:
        url: The broker's address; it may hold a password.
        subscription: What is taken.
        publish: Where results are published; empty where they are not.
        dead_letter: Where messages go that cannot be read.
        form: The format of results.
    """

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
    """Consume until told to end; what is under way then is finished.

    Args:
        settings: What is consumed.
        targets: Where results go besides the broker.
        listener: Is told of everything.

    Raises:
        BrokerError: the broker does not answer at the beginning.
        GaoqianError: see `open_wire`.
    """
    stop = stop_on_signals()
    broker = open_broker(settings.url, settings.subscription)
    published = _published(settings, broker)
    destinations = filter(None, (settings.publish, settings.dead_letter))
    try:
        await broker.connect(*destinations)
        async with open_wire(settings, [*published, *targets], listener) as wire:
            consumer = Consumer(
                broker,
                wire.intake,
                wire.outbox,
                listener,
                published=[target.name for target in published],
                dead_letter=settings.dead_letter,
            )
            async with wire.outbox.running():
                await broker.start(consumer.handle)
                click.echo(f"正在收 Consuming：{broker_name(settings.url)}", err=True)
                await stop.wait()
                await broker.stop()
    finally:
        await broker.stop()
