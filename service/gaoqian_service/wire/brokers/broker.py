"""What every broker can do: hand over batches until they are acknowledged, and publish."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

#: What the client libraries have to say; texts are none of it.
LOG = logging.getLogger("gaoqian.brokers")
#: A broker that does not answer within this is away.
CONNECT_SECONDS = 30
PUBLISH_SECONDS = 10
#: How long a batch waits to become full, at most.
GATHER_SECONDS = 0.2
#: What is under way may take so long once the consumer is told to end.
GRACE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it came.

    Attributes:
        body: Its bytes.
        content_type: What its header says of them; empty where there is none.
        where: Subject and number, for articles' sources and for errors.
        headers: Its headers, by names in lower case.
    """

    body: bytes
    content_type: str
    where: str
    headers: Mapping[str, str]


class Batch(Protocol):
    """Messages that are answered for together."""

    @property
    def messages(self) -> Sequence[Message]:
        """The messages, in the order of the broker; one or more."""

    async def ack(self) -> None:
        """Say that none of them is needed any more."""

    async def nack(self) -> None:
        """Give them back; they come again."""


Handler = Callable[[Batch], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is taken from a broker.

    Attributes:
        source: The subject, queue, topic or stream.
        group: Processes of one group share the messages; its place outlives them.
        prefetch: How many messages may be unanswered at a time, 1 or more.
        redeliver_seconds: After how long an unanswered message goes to another process.
    """

    source: str
    group: str
    prefetch: int
    redeliver_seconds: float


class Broker(Protocol):
    """A connection to one broker."""

    async def connect(self, *destinations: str) -> None:
        """Connect, and make sure that source and destinations keep what is sent to them.

        Raises:
            BrokerError: the broker does not answer, or refuses.
        """

    async def start(self, handle: Handler) -> None:
        """Hand every batch to a function, which acknowledges it or gives it back.

        Raises:
            BrokerError: the broker does not answer, or refuses.
        """

    async def publish(self, destination: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Publish a message; it is stored there when this returns.

        Raises:
            BrokerError: it cannot be published now.
        """

    async def stop(self) -> None:
        """Take no further messages, wait for what is under way, and disconnect."""


async def whole(message: Any) -> Any:
    """Decode nothing: FastStream's decoder for handlers that want the message as it came."""
    return message


def lower(headers: Mapping[Any, Any] | None) -> dict[str, str]:
    """Return headers with names in lower case and values as strings."""
    return {_text(name).lower(): _text(value) for name, value in (headers or {}).items()}


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
