"""Everything that can be set about the service, each from the environment as GAOQIAN_…."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

#: Articles in one batch request; a larger archive goes through ``gaoqian tag``.
MAX_BATCH = 256


class Settings(BaseSettings):
    """Settings of one service.

    Attributes:
        models: Folder of bundles.
        model: Version to serve; empty means the champion.
        host: Address to listen on.
        port: Port to listen on, 1 to 65535; 0 takes a free one.
        workers: Processes that answer, 1 or more.
        max_body_bytes: Largest request body; larger ones get 413 before they are parsed.
    """

    model_config = SettingsConfigDict(env_prefix="GAOQIAN_")

    models: Path = Path("models")
    model: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    workers: int = Field(default=1, ge=1)
    max_body_bytes: int = Field(default=2 * 1024 * 1024, ge=1)
