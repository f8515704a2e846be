"""``gaoqian keys``: creating, listing and revoking API keys."""

from pathlib import Path

import click

from gaoqian.commands.options import data_option, database_option
from gaoqian_service.commands.options import opened_database


@click.group(epilog="例 Example：gaoqian keys create cms --scope tag,feedback")
def keys() -> None:
    """新建、列出、吊销 API 密钥。

    Make, list and revoke the API keys that callers of the service show.
    """


@keys.command(epilog="例 Example：gaoqian keys create cms --scope tag,feedback")
@click.argument("name", metavar="名称")
@click.option(
    "--scope",
    "scopes",
    default="tag",
    show_default=True,
    help="权限，用逗号分开：tag、feedback、metrics、admin（含其余全部） What it is for",
)
@database_option
@data_option
def create(name: str, scopes: str, database_url: str, data: Path) -> None:
    """新建一个密钥，打印在标准输出；只显示这一次。

    Make a key and print it, this once: only its digest is kept.
    """
    from gaoqian_service.errors import ContentError
    from gaoqian_service.http.auth.keys import create_key, parse_scopes, write_scopes

    try:
        chosen = parse_scopes(scopes)
        with opened_database(database_url, data) as database:
            key = create_key(database, name, chosen)
    except ContentError as error:  # of a command, wrong usage
        raise click.UsageError(f"{error.title} {error}") from error
    click.echo(key)
    click.echo(
        f"已新建 Made：{name}（{write_scopes(chosen)}）。密钥只显示这一次，请妥善保存 "
        "shown only now, keep it safe",
        err=True,
    )


@keys.command("list", epilog="例 Example：gaoqian keys list")
@database_option
@data_option
def list_keys(database_url: str, data: Path) -> None:
    """列出全部密钥的名称、权限与时间；密钥本身不在其中。

    List names, scopes and dates of all keys; the keys themselves are not kept.
    """
    from rich.console import Console
    from rich.table import Table

    from gaoqian_service.http.auth.keys import read_keys, write_scopes

    with opened_database(database_url, data) as database:
        found = read_keys(database)
    if not found:
        click.echo("还没有密钥，请运行 gaoqian keys create  No keys yet")
        return
    table = Table()
    for column in ("编号", "名称 Name", "权限 Scopes", "新建 Made (UTC)", "吊销 Revoked (UTC)"):
        table.add_column(column, overflow="fold")
    for key in found:
        table.add_row(
            str(key.id),
            key.name,
            write_scopes(key.scopes),
            f"{key.created_at:%Y-%m-%d %H:%M}",
            f"{key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else "",
        )
    Console().print(table)


@keys.command(epilog="例 Example：gaoqian keys revoke cms")
@click.argument("name", metavar="名称")
@database_option
@data_option
def revoke(name: str, database_url: str, data: Path) -> None:
    """吊销一个密钥；运行中的服务一秒左右生效。

    Revoke a key for good; a running service notices within GAOQIAN_FOLLOW_SECONDS.
    """
    from gaoqian_service.http.auth.keys import revoke_key

    with opened_database(database_url, data) as database:
        revoke_key(database, name)
    click.echo(f"已吊销 Revoked：{name}")
