"""Broker transmitter: publishes each slip as a message."""

from collections.abc import Sequence
from typing import Any

from gaoqian.writers import Slip, writer
from gaoqian_service.errors import BrokerError, DeliveryError
from gaoqian_service.wire.brokers.broker import Broker

_TOGETHER = 256


class BrokerTransmitter:
    """Publishes slips, one message a story, in order.

    Args:
        broker: A broker that is connected, with the destination.
        address: Its address as it may be shown.
        destination: The subject, queue, topic or stream.
        form: A format of `gaoqian.writers`.

    Raises:
        SettingsError: there is no such format.
    """

    batch_size = _TOGETHER

    def __init__(self, broker: Broker[Any], address: str, destination: str, form: str) -> None:
        self._broker = broker
        self._destination = destination
        self._format = writer(form)
        self.name = f"{address}/{destination}:{form}"[:255]

    async def send(self, slips: Sequence[Slip]) -> None:
        """Publish slips; the broker has stored them when this returns.

        Raises:
            DeliveryError: the broker is away.
        """
        headers = {"content-type": self._format.content_type}
        for slip in slips:
            body = self._format.write([slip])
            try:
                await self._broker.publish(self._destination, body, headers)
            except BrokerError as error:
                raise DeliveryError(str(error)) from error
