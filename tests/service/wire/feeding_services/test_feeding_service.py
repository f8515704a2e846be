"""Addresses of feeding services."""

import pytest

from gaoqian_service.errors import ServiceSettingsError
from gaoqian_service.wire.feeding_services.feeding_service import shown, split_address

_SCHEMES = ("ftp", "ftps")


def test_address_is_shown_without_secrets() -> None:
    """User, password and query stay out; IPv6 keeps its brackets."""
    for url, name in [
        ("ftp://desk:s3cret@host:2121/in?key=1", "ftp://host:2121/in"),
        ("ftps://[::1]/", "ftps://[::1]/"),
    ]:
        assert shown(split_address(url, "--ftp", _SCHEMES)) == name


@pytest.mark.parametrize(
    "url", ["http://u:s3cret@host", "ftp:///in", "ftp://host:99999/", "ftp://host:0/", "s3cret"]
)
def test_other_addresses_are_refused(url: str) -> None:
    """The message names the option and does not repeat the address."""
    with pytest.raises(ServiceSettingsError, match="--ftp: expected ftp://") as caught:
        split_address(url, "--ftp", _SCHEMES)
    assert "s3cret" not in str(caught.value)
