"""Broker: consumes batches of messages, which are acknowledged, and publishes."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from gaoqian_service.errors import BrokerError

if TYPE_CHECKING:
    # Not imported at run time: the extra may be absent where nothing is consumed.
    from faststream._internal.broker import BrokerUsecase

Client = TypeVar("Client", bound="BrokerUsecase[Any, Any]")

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
class BrokerMessage:
    """A message as received.

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
    """Messages that are acknowledged together."""

    @property
    def messages(self) -> Sequence[BrokerMessage]:
        """The messages, in the order of the broker; one or more."""

    async def ack(self) -> None:
        """Acknowledge them: none is sent again."""

    async def nack(self) -> None:
        """Reject them; they are sent again."""


Handler = Callable[[Batch], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is consumed from a broker.

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


class Broker(ABC, Generic[Client]):
    """A connection to one broker, by a FastStream client; each kind of broker is a subclass.

    Args:
        name: The address as it may be shown.
        subscription: What is consumed.
        client: The FastStream client, not yet connected.
    """

    def __init__(self, name: str, subscription: Subscription, client: Client) -> None:
        self._name = name
        self._subscription = subscription
        self._client = client

    async def connect(self, *destinations: str) -> None:
        """Connect, and make sure that source and destinations store what is sent to them.

        Raises:
            BrokerError: the broker does not answer, or refuses.
        """
        try:
            async with broker_errors(self._name, CONNECT_SECONDS):
                await self._prepare(destinations)
        except BrokerError:
            await self.stop()  # part of the connection may be open
            raise

    async def start(self, handle: Handler) -> None:
        """Pass every batch to a handler, which acknowledges or rejects it.

        Raises:
            BrokerError: the broker does not answer, or refuses.
        """
        self._subscribe(handle)
        async with broker_errors(self._name, CONNECT_SECONDS):
            await self._client.start()

    async def publish(self, destination: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Publish a message; the broker has stored it when this returns.

        Raises:
            BrokerError: it cannot be published now.
        """
        async with broker_errors(self._name, PUBLISH_SECONDS):
            await self._publish(destination, body, headers)

    async def stop(self) -> None:
        """Consume no further messages, wait for those under way, and disconnect."""
        await self._client.stop()

    @abstractmethod
    async def _prepare(self, destinations: Sequence[str]) -> None:
        """Connect, and make whatever must exist before messages are consumed or published."""

    @abstractmethod
    def _subscribe(self, handle: Handler) -> None:
        """Register subscribers with the client."""

    @abstractmethod
    async def _publish(self, destination: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Publish a message, and wait for the broker's confirmation."""


@asynccontextmanager
async def broker_errors(name: str, seconds: float) -> AsyncIterator[None]:
    """Limit the time of a block, and turn whatever a client library raises into `BrokerError`.

    Args:
        name: The broker's address without a password.
        seconds: How long the block may take.

    Raises:
        BrokerError: the block failed or was not done in time.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except BrokerError:
        raise
    except TimeoutError as error:
        raise BrokerError(f"{name}: no answer within {seconds:g} s") from error
    except Exception as error:  # the client libraries' errors have no common base
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BrokerError(f"{name}: {reason}") from error


async def undecoded(message: Any) -> Any:
    """Return a message undecoded, as a decoder for FastStream."""
    return message


def lower_names(headers: Mapping[Any, Any] | None) -> dict[str, str]:
    """Return headers with names in lower case and values as strings."""
    return {_text(name).lower(): _text(value) for name, value in (headers or {}).items()}


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
