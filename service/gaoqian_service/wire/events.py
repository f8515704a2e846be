"""Events of a running wire, and their listeners; texts are never part of an event."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from gaoqian_service.wire.intake import IntakeResult
from gaoqian_service.wire.ledger.versioning import ArrivalOutcome

#: Chinese and English names of outcomes, in the order in which they are shown.
OUTCOMES: dict[ArrivalOutcome, str] = {
    "new": "新 new",
    "replaced": "更新 replaced",
    "repeated": "重复 repeated",
    "late": "迟到 late",
    "canceled": "撤销 canceled",
    "dead": "已撤 dead",
}


@dataclass(frozen=True, slots=True)
class StoriesEntered:
    """Stories were entered into the ledger."""

    result: IntakeResult


@dataclass(frozen=True, slots=True)
class FileMoved:
    """A file of the drop folder is done; with failures it is in ``_ERROR``."""

    path: Path
    failures: int


@dataclass(frozen=True, slots=True)
class StoriesDelivered:
    """A target has accepted stories, which arrived at these times."""

    target: str
    arrived: Sequence[datetime]


@dataclass(frozen=True, slots=True)
class DeliveryFailed:
    """A target is unavailable or, if ``dead`` is not 0, has refused so many deliveries for good."""

    target: str
    reason: str
    dead: int = 0


@dataclass(frozen=True, slots=True)
class DatabaseUnavailable:
    """The database does not answer; work goes on once it does."""

    reason: str


Event = StoriesEntered | FileMoved | StoriesDelivered | DeliveryFailed | DatabaseUnavailable

#: Called from any thread; must return at once.
EventListener = Callable[[Event], None]


def print_event(event: Event) -> None:
    """Print a line on standard error for each event that somebody may want to look into."""
    match event:
        case StoriesEntered(result):
            for failure in result.failures:
                click.echo(f"读不了 Unreadable：{failure}", err=True)
            if result.stories:
                parts = "、".join(
                    f"{OUTCOMES[outcome]} {result.outcomes[outcome]}"
                    for outcome in OUTCOMES
                    if result.outcomes[outcome]
                )
                click.echo(f"收到 Arrived：{result.stories} 篇（{parts}）", err=True)
        case FileMoved(path, failures) if failures:
            click.echo(f"有 {failures} 处读不了，文件已移到 Moved：{path}", err=True)
        case StoriesDelivered(target, arrived):
            click.echo(f"送达 Delivered：{len(arrived)} 篇 → {target}", err=True)
        case DeliveryFailed(target, reason, dead):
            said = f"拒收 {dead} 篇 Refused" if dead else "暂时送不到，稍后再送 Away"
            click.echo(f"{said}：{target}：{reason}", err=True)
        case DatabaseUnavailable(reason):
            click.echo(f"数据库暂时无法使用，稍后再试 Waiting：{reason}", err=True)
