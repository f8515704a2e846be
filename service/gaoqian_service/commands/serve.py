"""``gaoqian serve``: the REST service on one address."""

import json
import socket
from contextlib import suppress
from pathlib import Path

import click

from gaoqian.commands.options import model_option, models_option


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
def serve(models: Path, version: str | None, host: str, port: int) -> None:
    """启动 REST 服务，打印地址与一行可试的 curl。

    Start the REST service and print its address and a curl line to try. Further settings come
    from the environment, see docs/http-api.md.
    """
    listener = _listen(host, port)
    import uvicorn
    from pydantic import ValidationError

    from gaoqian_service.app import create_app
    from gaoqian_service.settings import Settings

    bound = listener.getsockname()[1]
    try:
        settings = Settings(models=models, model=version or "", host=host, port=bound)
    except ValidationError as error:
        fault = error.errors()[0]
        name = f"GAOQIAN_{'_'.join(map(str, fault['loc'])).upper()}"
        raise click.UsageError(f"{name} = {fault['input']!r}：{fault['msg']}") from error
    app = create_app(settings)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    address = f"http://{f'[{host}]' if ':' in host else host}:{bound}"
    # The kernel queues connections from here on; the server answers them a moment later.
    listener.listen(config.backlog)
    click.echo(_greeting(address, app.state.service.tagger.version))
    with suppress(KeyboardInterrupt):  # raised again by uvicorn once all is answered
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """Take the address first: a port that is in use shows before anything is loaded."""
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
