"""``gaoqian wire status``: how the wire stands, out of the ledger."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gaoqian.commands.options import data_option, database_option
from gaoqian_service.commands.options import opened_database

if TYPE_CHECKING:
    from rich.table import Table

    from gaoqian_service.wire.ledger.status import DeliveryLag, WireStatus


@click.command(epilog="例 Examples：gaoqian wire status；gaoqian wire status --json | jq .lag")
@click.option("--json", "as_json", is_flag=True, help="给程序读的 JSON For machines")
@database_option
@data_option
def status(as_json: bool, database_url: str, data: Path) -> None:
    """来稿与送达的数目、快慢、限时稿、死信与最近的错误。

    Show counts, lag, embargoes, dead letters and the last errors.
    """
    from dataclasses import asdict
    from datetime import UTC, datetime

    from gaoqian.json import encode
    from gaoqian_service.wire.ledger.status import read_status

    with opened_database(database_url, data) as database:
        found = read_status(database, datetime.now(UTC))
    if as_json:
        click.echo(encode(asdict(found)).decode())
        return
    _show(found)


def _show(found: "WireStatus") -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(soft_wrap=True)
    counts = found.stories
    console.print(
        f"稿件 Stories：现行 current {counts.get('current', 0):,}"
        f"（待发 withheld {found.withheld:,}），"
        f"已更新 superseded {counts.get('superseded', 0):,}，"
        f"已撤 canceled {counts.get('canceled', 0):,}，重复到达 repeats {found.repeats:,}"
    )
    console.print(_targets(found))
    console.print(_describe_lag(found.lag))
    console.print(f"限时 Under embargo：{found.embargoed:,}")
    for waiting in found.next_due:
        due = waiting.due_at.astimezone().isoformat(timespec="minutes")
        console.print(f"  {due}  {escape(waiting.guid)}  {escape(waiting.target)}")
    console.print(f"死信 Dead：{sum(counts.dead for counts in found.deliveries):,}")
    for dead in found.dead:
        console.print(f"  {escape(dead.guid)}  {escape(dead.target)}：{escape(dead.reason)}")
    console.print(f"最近的错误 Last errors：{len(found.errors) or '无 none'}")
    for failure in found.errors:
        at = failure.at.astimezone().isoformat(timespec="seconds")
        console.print(f"  {at}  {escape(failure.source)}：{escape(failure.message)}")


def _targets(found: "WireStatus") -> "Table":
    from rich.table import Table

    table = Table()
    table.add_column("送往 Target", overflow="fold")
    for name in ("待送 Pending", "送达 Delivered", "免送 Dropped", "死信 Dead"):
        table.add_column(name, justify="right")
    for counts in found.deliveries:
        numbers = (counts.pending, counts.delivered, counts.dropped, counts.dead)
        table.add_row(counts.target, *(f"{number:,}" for number in numbers))
    return table


def _describe_lag(lag: "DeliveryLag") -> str:
    def said(seconds: float | None) -> str:
        return "—" if seconds is None else f"{seconds:,.1f} 秒 s"

    return (
        f"从到达到送达 Arrival to delivery：中位 median {said(lag.median_seconds)}，"
        f"p95 {said(lag.p95_seconds)}（最近 last {lag.measured:,}）；"
        f"最久待送 oldest pending {said(lag.oldest_pending_seconds)}"
    )
