"""Settings of the service, as the environment gives them."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from gaoqian_service.settings import Settings, database_address


@pytest.mark.parametrize(
    ("host", "auth", "needed"),
    [
        ("127.0.0.1", "auto", False),
        ("127.0.0.2", "auto", False),
        ("::1", "auto", False),
        ("localhost", "auto", False),
        ("0.0.0.0", "auto", True),  # noqa: S104  what is tested
        ("::", "auto", True),
        ("192.168.1.7", "auto", True),
        ("news.example.cn", "auto", True),
        ("127.0.0.1", "on", True),
        ("0.0.0.0", "off", False),  # noqa: S104
    ],
)
def test_keys_are_needed_beyond_loopback(host: str, auth: str, needed: bool) -> None:
    """By default; a setting decides otherwise for either."""
    assert Settings.model_validate({"host": host, "auth": auth}).needs_keys is needed


def test_origins_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blanks and empty parts are left out."""
    monkeypatch.setenv("GAOQIAN_CORS_ORIGINS", " https://a.example, ,https://b.example,")
    assert Settings().cors_origins == ("https://a.example", "https://b.example")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", 65536),
        ("workers", 0),
        ("max_body_bytes", 0),
        ("max_in_flight", 0),
        ("deadline_seconds", 0),
        ("follow_seconds", 0),
        ("auth", "yes"),
        ("log_level", "loud"),
    ],
)
def test_values_out_of_range(name: str, value: object) -> None:
    """Each is refused, and the error names it."""
    with pytest.raises(ValidationError, match=name):
        Settings.model_validate({name: value})


def test_database_by_url_or_by_folder() -> None:
    """A URL goes before the data folder; it is not shown where settings are printed."""
    assert database_address("", Path("data")) == "sqlite:///data/gaoqian.db"
    url = "postgresql://gaoqian:geheim@db/gaoqian"
    assert database_address(url, Path("data")) == url
    settings = Settings.model_validate({"database_url": url})
    assert settings.database == url
    assert "geheim" not in repr(settings)
