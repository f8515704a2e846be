"""``gaoqian wire consume``: a message broker."""

from pathlib import Path

import click

from gaoqian_service.commands.wire_options import RunningOptions, format_option, running_options


@click.command(
    epilog="例 Examples：gaoqian wire consume nats://localhost --subject 来稿 --publish 已标签；"
    "gaoqian wire consume amqp://localhost --queue wire.in --deliver 已标签"
)
@click.argument("url", envvar="GAOQIAN_BROKER_URL", metavar="URL")
@click.option(
    *("--subject", "--queue", "--topic", "--stream", "source"),
    default="gaoqian.in",
    show_default=True,
    metavar="NAME",
    help="从哪里收 The subject, queue, topic or stream to take from",
)
@click.option(
    *("--group", "--durable", "group"),
    default="gaoqian",
    show_default=True,
    metavar="NAME",
    help="消费组，同组的进程分担消息 Processes of one group share the messages",
)
@click.option(
    "--publish",
    default="",
    metavar="NAME",
    help="结果发到哪里，默认不发 Where results are published; nowhere by default",
)
@click.option(
    "--dead-letter",
    default="gaoqian.dead",
    show_default=True,
    metavar="NAME",
    help="读不了的消息发到哪里 Where messages go that cannot be read",
)
@click.option(
    "--prefetch",
    type=click.IntRange(1, 10_000),
    default=256,
    show_default=True,
    metavar="N",
    help="最多同时处理多少条 How many messages may be under way",
)
@click.option(
    "--redeliver",
    type=click.FloatRange(1, 86_400),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="多久没有确认就重新送 After how long an unanswered message is sent again",
)
@click.option(
    "--deliver",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="结果同时写到哪个目录 A folder that results are written to as well",
)
@format_option
@running_options
def consume(
    url: str,
    source: str,
    group: str,
    publish: str,
    dead_letter: str,
    prefetch: int,
    redeliver: float,
    deliver: Path | None,
    form: str,
    options: RunningOptions,
) -> None:
    """从消息服务收稿：打标签、入账、送出，然后才确认。

    Take copy from NATS JetStream, RabbitMQ, Kafka or Redis streams: a message is acknowledged
    once its stories are in the ledger and published. Ends after what is under way on SIGTERM or
    Ctrl-C. Needs pip install 'gaoqian[brokers]'.

    退出码 Exit codes：0 正常结束；1 消息服务或数据库连不上；2 用法不对。
    """
    import asyncio

    from gaoqian_service.observing.logs import configure_logs
    from gaoqian_service.wire.brokers.broker import Subscription
    from gaoqian_service.wire.consuming import ConsumeSettings, run_consume
    from gaoqian_service.wire.listeners import open_listeners
    from gaoqian_service.wire.transmitters.opening import open_transmitters

    if source in {publish, dead_letter}:
        raise click.UsageError(f"{source!r} 不能既收又发 cannot be both taken from and sent to")
    configure_logs("error", with_texts=False)
    settings = ConsumeSettings(
        wire=options.wire_settings(),
        url=url,
        subscription=Subscription(source, group, prefetch, redeliver),
        publish=publish,
        dead_letter=dead_letter,
        form=form,
    )
    transmitters = options.transmitter_settings(deliver, form)

    async def run() -> None:
        async with open_transmitters(transmitters) as targets:
            await run_consume(settings, targets, listener)

    with open_listeners(options.metrics_port) as listener:
        asyncio.run(run())
