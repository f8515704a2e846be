"""Settings of the service, each read from an environment variable GAOQIAN_…."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

#: Articles in one batch request; a larger archive goes through ``gaoqian tag``.
MAX_BATCH = 256


class Settings(BaseSettings):
    """Settings of one service.

    Attributes:
        models: Folder of bundles.
        model: Version to serve; empty means the champion, followed as it changes.
        host: Address to listen on.
        port: Port to listen on, 1 to 65535; 0 takes a free one.
        workers: Worker processes, 1 or more.
        max_body_bytes: Largest request body; larger ones get 413 before they are parsed.
        max_in_flight: Requests that one worker may have in flight; more get 503.
        deadline_seconds: After how long an unanswered request gets 503.
        shutdown_seconds: How long requests in flight may go on after a signal to shut down.
        data: Folder of the default database.
        database_url: SQLAlchemy URL of PostgreSQL or SQLite; empty means SQLite under ``data``.
        count_scores: Whether probabilities are counted, without texts, for the shares of topics.
        log_decisions: Whether every tagging decision is kept in the database.
        keep_texts: Whether texts are kept beside the decisions, for review and training.
        auth: Whether API keys are needed: ``on``, ``off``, or ``auto`` for everywhere but on
            loopback.
        rate_limit: Calls of each key, as ``600/minute`` or ``20/second;600/minute``; empty means
            no limit.
        rate_limit_storage: Where calls are counted: in each worker's memory, or for all workers
            in ``async+redis://…``.
        cors_origins: Origins whose pages may call, parted by commas; none by default.
        log_level: Lowest severity that is logged; ``info`` logs every request.
        log_texts: Whether logs may hold error messages that quote what was sent.
        follow_seconds: How often the pointers of the models folder and the keys are looked at.
    """

    model_config = SettingsConfigDict(env_prefix="GAOQIAN_")

    models: Path = Path("models")
    model: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    workers: int = Field(default=1, ge=1)
    max_body_bytes: int = Field(default=2 * 1024 * 1024, ge=1)
    max_in_flight: int = Field(default=256, ge=1)
    deadline_seconds: float = Field(default=30, gt=0)
    shutdown_seconds: int = Field(default=30, ge=1)
    data: Path = Path("data")
    database_url: SecretStr = SecretStr("")
    count_scores: bool = True
    log_decisions: bool = False
    keep_texts: bool = False
    auth: Literal["auto", "on", "off"] = "auto"
    rate_limit: str = ""
    rate_limit_storage: SecretStr = SecretStr("async+memory://")
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_texts: bool = False
    follow_seconds: float = Field(default=1, gt=0)

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(origin.strip() for origin in value.split(",") if origin.strip())
        return value

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the address."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def needs_keys(self) -> bool:
        """Whether a caller has to show an API key."""
        return self.auth == "on" or (self.auth == "auto" and not self.on_loopback)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the database; it may hold a password."""
        return database_address(self.database_url.get_secret_value(), self.data)


def database_address(url: str, data: Path) -> str:
    """Return a database's URL: the one that is set, else that of SQLite in the data folder."""
    return url or f"sqlite:///{data / 'gaoqian.db'}"
