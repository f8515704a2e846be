"""``gaoqian wire resend``: dead letters, once more."""

import sys
from pathlib import Path

import click

from gaoqian_service.commands.wire_options import webhook_secret


@click.command(epilog="例 Example：gaoqian wire resend data/dead-letters --webhook https://…")
@click.argument("folder", type=click.Path(path_type=Path, exists=True), metavar="死信目录")
@click.option("--webhook", required=True, metavar="URL", help="送往哪里 Where to send them")
def resend(folder: Path, webhook: str) -> None:
    """重发死信：送达的从目录中删去，仍被拒收的留下。

    Send dead letters again, under the ids they had; those that are taken leave the folder.

    退出码 Exit codes：0 全部送达；1 有的没送到；2 用法不对。
    """
    import asyncio

    from gaoqian_service.errors import DeliveryError, RefusedError
    from gaoqian_service.wire.transmitters.webhook import WebhookTransmitter

    async def send() -> int:
        target = WebhookTransmitter(webhook, webhook_secret(), folder)
        try:
            return await target.send_again()
        finally:
            await target.close()

    try:
        taken = asyncio.run(send())
    except (DeliveryError, RefusedError) as error:
        click.echo(f"{error.title}：{error}", err=True)
        sys.exit(1)
    click.echo(f"已重发 Sent again：{taken} 篇", err=True)
