"""Options that the ways of running the wire share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gaoqian.commands.options import data_option, database_option, model_option, models_option

if TYPE_CHECKING:
    from pydantic import SecretStr

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


def running_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what every way of running the wire asks for, in the order of its help."""
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
    for option in reversed(options):
        command = option(command)
    return command


def transmitter_settings(
    folder: Path | None, form: str, webhook: str | None, dead_letters: Path | None, data: Path
) -> "TransmitterSettings":
    """Return where slips go, as the options say."""
    from gaoqian_service.wire.transmitters.opening import TransmitterSettings

    return TransmitterSettings(
        folder=folder,
        form=form,
        webhook=webhook or "",
        secret=webhook_secret(),
        dead_letters=dead_letters or data / "dead-letters",
    )
