"""Webhook transmitter: one signed POST a story, with retries and dead letters."""

import hashlib
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx2
import stamina
from pydantic import SecretStr

from gaoqian.writers import Slip
from gaoqian_service.errors import DeliveryError, RefusedError, ServiceSettingsError
from gaoqian_service.threads import in_thread
from gaoqian_service.wire.transmitters.dead_letters import DeadLetters
from gaoqian_service.wire.transmitters.webhook_message import (
    WebhookMessage,
    make_message,
    make_signer,
    sign,
)

_TOO_MANY = 429
_REQUEST_TIMEOUT = 408


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Retry policy: how often and when a webhook is tried again.

    Attributes:
        timeout_seconds: For a connection, and for an answer.
        attempts: Tries before it counts as away; the caller then keeps the story pending.
        first_wait_seconds: Between the first two tries; doubled each time, with jitter.
        longest_wait_seconds: The longest wait; one that asks for more counts as away.
        rounds: How often a story may be sent in vain, though the target answers, until it is
            given up: one that breaks the receiver must not keep the others forever.
    """

    timeout_seconds: float = 10
    attempts: int = 5
    first_wait_seconds: float = 0.5
    longest_wait_seconds: float = 30
    rounds: int = 10


class WebhookTransmitter:
    """Posts each slip as JSON, signed as Standard Webhooks; for use in one event loop.

    Server errors, 408, 429 and whatever the network does are tried again. Any other 4xx is
    final: the message goes to the dead letters. Redirects are not followed, since a signed
    message is for one address.

    Args:
        url: Where to post.
        secret: ``whsec_…``; never part of a message or log.
        dead_letters: Folder for what was given up.
        retries: When to try again, and when to give up.

    Raises:
        ServiceSettingsError: the address or the secret cannot be used.
    """

    batch_size = 1  # so that one that is refused does not let others be sent twice

    def __init__(
        self, url: str, secret: SecretStr, dead_letters: Path, retries: RetryPolicy | None = None
    ) -> None:
        self._url = url
        self._origin = _origin(url)
        # Addresses of hooks often hold a key, in their path or query.
        self.name = f"webhook:{self._origin}#{hashlib.sha256(url.encode()).hexdigest()[:8]}"
        self._signer = make_signer(secret.get_secret_value())
        self._dead_letters = DeadLetters(dead_letters)
        self._retries = retries or RetryPolicy()
        self._client: httpx2.AsyncClient | None = None
        self._rounds: Counter[str] = Counter()

    async def send(self, slips: Sequence[Slip]) -> None:
        """Post slips, one by one.

        Raises:
            DeliveryError: the webhook is away, and will take the same later.
            RefusedError: it will never take one of these, which is among the dead letters now.
        """
        for slip in slips:
            await self._deliver(make_message(slip))

    async def send_again(self) -> int:
        """Post all dead letters, forget those that are taken, and return how many that were.

        Raises:
            DeliveryError: the webhook is away.
            RefusedError: it refuses one again; the rest is still tried before.
            OSError: the dead letters cannot be read.
        """
        taken = 0
        refused: RefusedError | None = None
        for message in await in_thread(lambda: list(self._dead_letters.read())):
            try:
                await self._deliver(message)
            except RefusedError as error:
                refused = error
                continue
            await in_thread(self._dead_letters.remove, message)
            taken += 1
        if refused is not None:
            raise refused
        return taken

    async def close(self) -> None:
        """Close connections; another `send` opens new ones."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _deliver(self, message: WebhookMessage) -> None:
        try:
            await self._post(message)
        except httpx2.TransportError as error:
            raise DeliveryError(f"{self._origin}: {type(error).__name__}, expected 2xx") from error
        except _NotTakenError as answer:
            if answer.is_final:
                await self._give_up(message, str(answer))
            self._rounds[message.id] += not answer.is_redirect
            if self._rounds[message.id] >= self._retries.rounds:
                rounds = self._rounds.pop(message.id)
                await self._give_up(message, f"{answer}, in {rounds} rounds of tries")
            raise DeliveryError(f"{self._origin}: {answer}") from answer
        del self._rounds[message.id]

    async def _give_up(self, message: WebhookMessage, reason: str) -> None:
        letter = await in_thread(self._dead_letters.keep, message, self._origin, reason)
        raise RefusedError(f"{self._origin}: {reason}; kept as {letter}")

    async def _post(self, message: WebhookMessage) -> None:
        retries = self._retries
        async for attempt in stamina.retry_context(
            on=self._is_retried,
            attempts=retries.attempts,
            timeout=None,
            wait_initial=retries.first_wait_seconds,
            wait_max=retries.longest_wait_seconds,
            wait_jitter=retries.first_wait_seconds,
        ):
            with attempt:
                await self._post_once(message)

    async def _post_once(self, message: WebhookMessage) -> None:
        if self._client is None:
            # It logs whole addresses, with whatever key they hold.
            logging.getLogger("httpx2").setLevel(logging.WARNING)
            self._client = httpx2.AsyncClient(
                timeout=self._retries.timeout_seconds, follow_redirects=False
            )
        headers = sign(message, self._signer)
        response = await self._client.post(self._url, content=message.body, headers=headers)
        if not response.is_success:
            raise _NotTakenError(response)

    def _is_retried(self, error: Exception) -> bool | float:
        """Return whether to try again, or in how many seconds if the receiver says so."""
        if not isinstance(error, _NotTakenError):
            return isinstance(error, httpx2.TransportError)
        if error.is_final or error.is_redirect:
            return False
        if error.retry_after_seconds is None:
            return True
        if error.retry_after_seconds > self._retries.longest_wait_seconds:
            return False
        return error.retry_after_seconds


class _NotTakenError(Exception):
    """An answer other than 2xx."""

    def __init__(self, response: httpx2.Response) -> None:
        status = response.status_code
        super().__init__(f"answered {status}, expected 2xx")
        self.is_redirect = status < 400
        self.is_final = 400 <= status < 500 and status not in (_TOO_MANY, _REQUEST_TIMEOUT)
        self.retry_after_seconds = _seconds(response.headers.get("retry-after", ""))


def _seconds(retry_after: str) -> float | None:
    """Return how long a ``Retry-After`` asks to wait; None where it says nothing usable."""
    if retry_after.isascii() and retry_after.isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _origin(url: str) -> str:
    """Return scheme, host and port, which may be shown."""
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise ServiceSettingsError(f"the webhook's address cannot be read: {error}") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ServiceSettingsError(
            f"the webhook's address begins with {parsed.scheme!r}, expected http:// or https://"
        )
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}"
