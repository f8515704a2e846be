"""``gaoqian serve``: the REST service on one address."""

import json
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gaoqian.commands.options import model_option, models_option

if TYPE_CHECKING:
    from gaoqian_service.settings import Settings


@click.command(epilog="例 Example：gaoqian serve --port 8080")
@models_option
@model_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    envvar="GAOQIAN_HOST",
    show_envvar=True,
    help="监听地址 Address",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    envvar="GAOQIAN_PORT",
    show_envvar=True,
    help="端口，0 为任一空闲端口 Port, 0 for a free one",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    envvar="GAOQIAN_WORKERS",
    show_envvar=True,
    help="进程数，共用模型文件 Processes, which share the bundle's files",
)
@click.option(
    "--insecure",
    is_flag=True,
    help="不要密钥，任何人都能调用 Answer everybody, without API keys",
)
def serve(
    models: Path, version: str | None, host: str, port: int, workers: int, insecure: bool
) -> None:
    """启动 REST 服务，打印地址与一行可试的 curl。

    Start the REST service and print its address and a curl line to try. Further settings come
    from the environment, see docs/http-api.md.
    """
    listener = _listen(host, port)
    from gaoqian_service.http.server import run_here, run_workers

    bound = listener.getsockname()[1]
    settings = _settings(models=models, model=version or "", host=host, port=bound, workers=workers)
    if insecure:
        settings.auth = "off"
    address = f"http://{f'[{host}]' if ':' in host else host}:{bound}"

    def announce(answering: str) -> None:
        click.echo(_greeting(address, answering))

    with listener:
        if workers == 1:
            run_here(settings, listener, announce)
        elif not run_workers(settings, listener, announce):
            sys.exit(2)


def _settings(**given: Any) -> "Settings":
    from pydantic import ValidationError

    from gaoqian_service.settings import Settings

    try:
        return Settings(**given)
    except ValidationError as error:
        fault = error.errors()[0]
        name = f"GAOQIAN_{'_'.join(map(str, fault['loc'])).upper()}"
        raise click.UsageError(f"{name} = {fault['input']!r}：{fault['msg']}") from error


def _listen(host: str, port: int) -> socket.socket:
    """Bind the address before anything is loaded, so that a port in use is reported at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise click.UsageError(
            f"{host}:{port} 无法监听 cannot listen: {error.strerror or error}；"
            "换一个端口试试 try another --port"
        ) from error
    return listener


def _greeting(address: str, version: str) -> str:
    article = {
        "headline": "老楼道里装上了烟感",
        "body": "消防站的队员逐户检查电线，教老人用灭火毯。",
    }
    body = json.dumps(article, ensure_ascii=False)
    return (
        f"稿签已启动 Gaoqian is serving：{address}（模型 model {version}）\n"
        f"接口文档 API docs：{address}/docs\n"
        "试一试 Try：\n"
        f"  curl -s {address}/v1/tag -H 'Content-Type: application/json' -d '{body}'"
    )
