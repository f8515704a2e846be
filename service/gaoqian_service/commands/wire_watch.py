"""``gaoqian wire watch``: a drop folder."""

import sys
from pathlib import Path

import click

from gaoqian_service.commands.wire_options import RunningOptions, format_option, running_options

#: Where slips go when nothing else is said.
TAGGED = "_TAGGED"


@click.command(
    epilog="例 Examples：gaoqian wire watch 来稿；"
    "gaoqian wire watch 来稿 --deliver 已标签 --format ninjs；"
    "gaoqian wire watch /mnt/wire --poll --settle 5"
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="目录")
@click.option(
    "--deliver",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=f"结果写到哪个目录，不给 --webhook 时默认为其中的 {TAGGED} "
    f"Where results go; {TAGGED} in it by default, unless there is a --webhook",
)
@format_option
@click.option(
    "--poll",
    is_flag=True,
    help="定时查看而不靠系统通知，用于网络盘 Look again and again, for network mounts",
)
@click.option(
    "--settle",
    type=click.FloatRange(0, 3600),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="文件多少秒不变才算写完 For how long a file must not change to be whole",
)
@click.option(
    "--once",
    is_flag=True,
    help="处理完现有文件就结束 Take what is there, deliver what is due, and end",
)
@click.option(
    "--ftp",
    multiple=True,
    metavar="URL",
    help="从这个 FTP 目录收，可多次给出 Pull from this folder, ftp:// or ftps://",
)
@click.option(
    "--ftp-delete",
    is_flag=True,
    help="收到后从 FTP 服务器删除 Delete files on the server once they are here",
)
@click.option(
    "--feed",
    "feeds",
    multiple=True,
    metavar="URL",
    help="从这个 RSS 或 Atom 收，可多次给出 Pull from this feed",
)
@click.option(
    "--every",
    type=click.FloatRange(1, 86_400),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="隔多少秒再收一次 How often FTP and feeds are looked at",
)
@running_options
def watch(
    folder: Path,
    deliver: Path | None,
    form: str,
    poll: bool,
    settle: float,
    once: bool,
    ftp: tuple[str, ...],
    ftp_delete: bool,
    feeds: tuple[str, ...],
    every: float,
    options: RunningOptions,
) -> None:
    """看着一个目录：来稿打标签、入账、送出，文件移到 _PROCESSED 或 _ERROR。

    Watch a folder: what is dropped there is tagged, entered into the ledger and delivered, each
    story once, and its file is moved. Ends after what is under way on SIGTERM or Ctrl-C.

    退出码 Exit codes：0 正常结束；1 --once 时有输入读不了或有稿件没送到；2 用法不对。
    """
    import asyncio

    from gaoqian_service.wire.drop_folder import DropFolder
    from gaoqian_service.wire.feeding_services.running import FeedingSettings
    from gaoqian_service.wire.listeners import open_listeners
    from gaoqian_service.wire.running import WatchSettings, run_watch
    from gaoqian_service.wire.transmitters.opening import open_transmitters

    settings = WatchSettings(
        wire=options.wire_settings(),
        settle_seconds=settle,
        polls=poll,
        once=once,
        feeding=FeedingSettings(ftp, feeds, every, deletes=ftp_delete),
    )
    destination = deliver or (None if options.webhook else folder / TAGGED)
    transmitters = options.transmitter_settings(destination, form)
    drop = DropFolder(folder, settle, trusts_clock=not poll)

    async def run() -> bool:
        async with open_transmitters(transmitters) as targets:
            return await run_watch(settings, drop, targets, listener)

    with drop.opened(), open_listeners(options.metrics_port) as listener:
        if not asyncio.run(run()):
            sys.exit(1)
