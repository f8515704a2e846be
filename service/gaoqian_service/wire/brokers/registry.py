"""Which broker an address leads to."""

from typing import Any

from gaoqian.extras import require_extra
from gaoqian_service.errors import ServiceSettingsError
from gaoqian_service.wire.brokers.broker import Broker, Subscription

#: The schemes that are understood.
SCHEMES = ("nats", "amqp", "amqps", "kafka", "redis", "rediss")


def open_broker(url: str, subscription: Subscription) -> Broker[Any]:
    """Return the broker at an address, not yet connected.

    Args:
        url: ``nats://``, ``amqp://``, ``kafka://`` or ``redis://``; it may hold a password.
        subscription: What is taken.

    Raises:
        ServiceSettingsError: it is no such address; the message does not repeat it.
        ExtraError: the extra ``brokers`` is not installed.
    """
    scheme, found, rest = url.partition("://")
    if not found or scheme not in SCHEMES or not rest:
        expected = ", ".join(f"{name}://" for name in SCHEMES)
        got = f"the scheme {scheme!r}" if found else "no URL"
        raise ServiceSettingsError(f"wire consume: expected one of {expected}, got {got}")
    require_extra("brokers")
    name = broker_name(url)
    # Each drags its own client library in.
    if scheme == "nats":
        from gaoqian_service.wire.brokers.nats import Nats

        return Nats(url, name, subscription)
    if scheme.startswith("amqp"):
        from gaoqian_service.wire.brokers.rabbit import Rabbit

        return Rabbit(url, name, subscription)
    if scheme == "kafka":
        from gaoqian_service.wire.brokers.kafka import Kafka

        return Kafka(url, name, subscription)
    from gaoqian_service.wire.brokers.redis import Redis

    return Redis(url, name, subscription)


def broker_name(url: str) -> str:
    """Return an address without user, password, path and query."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/')[0].split('?')[0].rpartition('@')[2]}"
