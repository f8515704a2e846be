"""``gaoqian wire``: copy that arrives by itself."""

import click

from gaoqian_service.commands.wire_consume import consume
from gaoqian_service.commands.wire_resend import resend
from gaoqian_service.commands.wire_status import status
from gaoqian_service.commands.wire_watch import watch


@click.group(epilog="例 Example：gaoqian wire watch 来稿 --deliver 已标签")
def wire() -> None:
    """收稿：自动打标签并送出。

    Tag and deliver copy as it arrives.
    """


wire.add_command(consume)
wire.add_command(watch)
wire.add_command(status)
wire.add_command(resend)
