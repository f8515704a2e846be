"""The picture of ``make growth``; needs the extra ``science``."""

from collections.abc import Mapping
from pathlib import Path

from matplotlib.figure import Figure

from gaoqian_training.evaluation_report.fonts import chinese_font
from measuring.memory import Run

_TIME, _MEMORY = "#1f6f8b", "#b5482a"


def draw(runs: Mapping[int, Run], path: Path) -> None:
    """Draw time and memory over the number of articles, on log axes.

    Args:
        runs: Number of articles to run, in order.
        path: The PNG to write.
    """
    counts = list(runs)
    with chinese_font():
        figure = Figure(figsize=(9, 3.8), layout="constrained")
        time, memory = figure.subplots(1, 2)
        time.plot(counts, [run.seconds for run in runs.values()], "o-", color=_TIME)
        for count, run in runs.items():
            label = f"{count / run.seconds:,.0f} 篇/秒"
            time.annotate(
                label, (count, run.seconds), (9, -12), textcoords="offset points", ha="left"
            )
        time.set_yscale("log")
        time.set_ylabel("用时（秒） Seconds")
        for part, style, label in (
            (0.1, "s--", "做完 10% 时 at 10 %"),
            (1, "o-", "做完时 at 100 %"),
        ):
            values = [run.megabytes_at(part) for run in runs.values()]
            memory.plot(counts, values, style, color=_MEMORY, label=label)
        memory.set_ylabel("全部进程常驻内存（MB） Resident, all processes")
        memory.legend(loc="lower right")
        for axes in (time, memory):
            axes.set_xscale("log")
            axes.margins(x=0.45, y=0.15)
            axes.set_xticks(counts, [f"{count:,}" for count in counts])
            axes.minorticks_off()
            axes.set_xlabel("稿件数 Articles")
            axes.grid(visible=True, alpha=0.3)
        memory.set_ylim(bottom=0)
        figure.savefig(path, dpi=130)
