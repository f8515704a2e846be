"""What the wire tells while it works; texts are never part of it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import click

from gaoqian_service.wire.intake import Taken
from gaoqian_service.wire.ledger.versioning import ArrivalOutcome

#: Chinese names of outcomes, in the order in which they are told.
OUTCOMES: dict[ArrivalOutcome, str] = {
    "new": "新 new",
    "replaced": "更新 replaced",
    "repeated": "重复 repeated",
    "late": "迟到 late",
    "canceled": "撤销 canceled",
    "dead": "已撤 dead",
}


class EventListener(Protocol):
    """Is told what happens; from any thread, and comes back at once."""

    def took(self, taken: Taken) -> None:
        """Stories were entered."""

    def moved(self, path: Path, failures: int) -> None:
        """A file is done; with failures it went to ``_ERROR``."""

    def delivered(self, target: str, arrived: Sequence[datetime]) -> None:
        """A target has taken stories, which arrived at these moments."""

    def failed(self, target: str, reason: str, *, dead: int) -> None:
        """A target is away, or will never take so many deliveries."""

    def waits(self, reason: str) -> None:
        """The database is away, and work goes on once it is back."""


class Lines:
    """Tells on standard error, a line for each event that somebody may want to look into."""

    def took(self, taken: Taken) -> None:
        """Say how many came, and what cannot be read."""
        for failure in taken.failures:
            click.echo(f"读不了 Unreadable：{failure}", err=True)
        if taken.stories:
            parts = "、".join(
                f"{OUTCOMES[outcome]} {taken.outcomes[outcome]}"
                for outcome in OUTCOMES
                if taken.outcomes[outcome]
            )
            click.echo(f"收到 Arrived：{taken.stories} 篇（{parts}）", err=True)

    def moved(self, path: Path, failures: int) -> None:
        """Say where a bad file is."""
        if failures:
            click.echo(f"有 {failures} 处读不了，文件已移到 Moved：{path}", err=True)

    def delivered(self, target: str, arrived: Sequence[datetime]) -> None:
        """Say how many went where."""
        click.echo(f"送达 Delivered：{len(arrived)} 篇 → {target}", err=True)

    def failed(self, target: str, reason: str, *, dead: int) -> None:
        """Say which target is away or refuses."""
        said = f"拒收 {dead} 篇 Refused" if dead else "暂时送不到，稍后再送 Away"
        click.echo(f"{said}：{target}：{reason}", err=True)

    def waits(self, reason: str) -> None:
        """Say that the database is away."""
        click.echo(f"数据库暂时无法使用，稍后再试 Waiting：{reason}", err=True)
