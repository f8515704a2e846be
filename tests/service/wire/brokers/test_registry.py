"""Brokers by their addresses."""

import pytest

from gaoqian_service.errors import ServiceSettingsError
from gaoqian_service.wire.brokers.broker import Subscription
from gaoqian_service.wire.brokers.registry import broker_name, open_broker

_WANTED = Subscription("in", "desk", 4, 1.0)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("nats://u:s3cret@host", "Nats"),
        ("amqps://u:s3cret@host/vhost", "Rabbit"),
        ("kafka://one,two:9093", "Kafka"),
        ("rediss://u:s3cret@host/0", "Redis"),
    ],
)
def test_scheme_chooses_the_kind(url: str, kind: str) -> None:
    """Not yet connected."""
    assert type(open_broker(url, _WANTED)).__name__ == kind


@pytest.mark.parametrize("url", ["http://u:s3cret@host", "nats", "redis://", "s3cret"])
def test_other_addresses_are_refused(url: str) -> None:
    """The message does not repeat them: they may hold a password."""
    with pytest.raises(ServiceSettingsError, match="expected one of nats://") as caught:
        open_broker(url, _WANTED)
    assert "s3cret" not in str(caught.value)


def test_name_is_without_password_and_path() -> None:
    """It is shown to users, and names the target in the ledger."""
    assert broker_name("amqp://u:p@host:5672/v?x=1") == "amqp://host:5672"
    assert broker_name("kafka://one:1,two:2?x=1") == "kafka://one:1,two:2"
