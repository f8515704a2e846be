"""Options of the commands that run the wire."""

import os
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gaoqian.commands.options import data_option, database_option, model_option, models_option

if TYPE_CHECKING:
    from pydantic import SecretStr

    from gaoqian_service.wire.running import WireSettings
    from gaoqian_service.wire.transmitters.opening import TransmitterSettings

format_option = click.option(
    "--format",
    "form",
    default="jsonl",
    show_default=True,
    metavar="jsonl|csv|ninjs|newsml",
    help="结果的格式 Format of the results",
)

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="打标签用几个进程，1 为在本进程中 Processes that tag; 1 tags in this one",
)

webhook_option = click.option(
    "--webhook",
    metavar="URL",
    help="每篇以签名的 POST 送往此处，密钥取自 GAOQIAN_WEBHOOK_SECRET"
    " Where to post each story, signed",
)

dead_letters_option = click.option(
    "--dead-letters",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="被拒收的存在哪里，默认为 --data 中的 dead-letters"
    " Where what a webhook refuses is kept, dead-letters in --data by default",
)

metrics_option = click.option(
    "--metrics-port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="在本机此端口给出 Prometheus 指标 Serve Prometheus metrics on this port of loopback",
)


def webhook_secret() -> "SecretStr":
    """Return the secret that webhooks are signed with; no option, since options can be seen."""
    from pydantic import SecretStr

    return SecretStr(os.environ.get("GAOQIAN_WEBHOOK_SECRET", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningOptions:
    """The values of the options that all ways of running the wire share.

    Attributes:
        jobs: Processes that tag; 1 is this one.
        webhook: Where to post slips; None for nowhere.
        dead_letters: Folder for what the webhook refuses; None for ``dead-letters`` in ``data``.
        metrics_port: Port of the Prometheus metrics; None for none.
        models: Folder of bundles.
        version: Version that tags; None for the champion.
        database_url: See `settings.database_address`.
        data: Folder of the default database.
    """

    jobs: int
    webhook: str | None
    dead_letters: Path | None
    metrics_port: int | None
    models: Path
    version: str | None
    database_url: str
    data: Path

    def wire_settings(self) -> "WireSettings":
        """Return the settings of the wire."""
        from gaoqian_service.wire.running import WireSettings

        return WireSettings(
            models=self.models,
            model=self.version or "",
            database_url=self.database_url,
            data=self.data,
            jobs=self.jobs,
        )

    def transmitter_settings(self, folder: Path | None, form: str) -> "TransmitterSettings":
        """Return the settings of the transmitters, with those of a folder if there is one."""
        from gaoqian_service.wire.transmitters.opening import TransmitterSettings

        return TransmitterSettings(
            folder=folder,
            form=form,
            webhook=self.webhook or "",
            secret=webhook_secret(),
            dead_letters=self.dead_letters or self.data / "dead-letters",
        )


def running_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of `RunningOptions`, which the command gets as its argument ``options``."""

    @wraps(command)
    def with_options(**values: Any) -> None:
        shared = {each.name: values.pop(each.name) for each in fields(RunningOptions)}
        command(options=RunningOptions(**shared), **values)

    options = (
        jobs_option,
        webhook_option,
        dead_letters_option,
        metrics_option,
        models_option,
        model_option,
        database_option,
        data_option,
    )
    for option in reversed(options):  # the first stands first in the help
        with_options = option(with_options)
    return with_options
