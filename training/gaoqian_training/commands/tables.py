"""Tables on the terminal."""

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from gaoqian.bundle import TopicEntry
from gaoqian.mixture import Proposal
from gaoqian_training.metrics import Figures
from gaoqian_training.selection import Trial


def show_trials(console: Console, trials: Sequence[Trial], chosen: Trial) -> None:
    """Print what cross-validation made of each candidate."""
    table = Table(title="候选（交叉验证） Candidates (cross-validation)")
    table.add_column("候选 Candidate")
    table.add_column("平均精度 mAP", justify="right")
    table.add_column("最佳宏 F1", justify="right")
    table.add_column("选用")
    for trial in trials:
        mark = "✓" if trial is chosen else ""
        figures = f"{trial.mean_average_precision:.4f}", f"{trial.best_macro_f1:.4f}"
        table.add_row(trial.candidate.name, *figures, mark)
    console.print(table)


def show_figures(
    console: Console,
    title: str,
    figures: Figures,
    labels: dict[str, str],
    thresholds: dict[str, float],
) -> None:
    """Print each topic's figures and those over all."""
    table = Table(title=title)
    table.add_column("主题 Topic")
    for name in ("篇数", "准确率 P", "召回率 R", "F1", "平均精度 AP", "阈值"):
        table.add_column(name, justify="right")
    for topic, each in figures.topics.items():
        precision = "–" if each.average_precision is None else f"{each.average_precision:.3f}"
        rates = (f"{each.precision:.3f}", f"{each.recall:.3f}", f"{each.f1:.3f}", precision)
        table.add_row(labels[topic], str(each.support), *rates, f"{thresholds[topic]:.2f}")
    console.print(table)
    console.print(summarise(figures), soft_wrap=True)


def show_proposal(
    console: Console, title: str, proposal: Proposal, entries: Sequence[TopicEntry]
) -> None:
    """Print shares and thresholds, today's and proposed, with what may be expected of them."""
    table = Table(title=title, box=SIMPLE, pad_edge=False, padding=(0, 0, 0, 2))
    table.add_column("主题", no_wrap=True)
    for name in ("占比 95%", "阈值 今→拟", "给出", "准确率", "召回率"):
        table.add_column(name, justify="right", no_wrap=True)
    before, after = proposal.before, proposal.after
    for place, (entry, topic) in enumerate(zip(entries, proposal.topics, strict=True)):
        share = topic.share
        interval = f" ({100 * share.low:.1f}–{100 * share.high:.1f})"
        table.add_row(
            entry.topic.label,
            f"{share.value:.1%}{interval if share.low < share.high else ''}",
            f"{topic.today:.2f}→{topic.threshold:.2f}",
            f"{100 * before.given[place]:.1f}→{after.given[place]:.1%}",
            f"{before.precision[place]:.2f}→{after.precision[place]:.2f}",
            f"{before.recall[place]:.2f}→{after.recall[place]:.2f}",
        )
    console.print(table)
    for entry, topic in zip(entries, proposal.topics, strict=True):
        if topic.share != topic.estimated and not topic.estimated.holds(topic.share.value):
            console.print(
                f"{entry.topic.label}：给定 {topic.share.value:.1%}，而这批稿件估计为 "
                f"{topic.estimated.value:.1%} stated otherwise than estimated",
                soft_wrap=True,
            )
        if topic.is_rare:
            console.print(
                f"{entry.topic.label}：这批稿件中太少，不作调整 too few articles carry it",
                soft_wrap=True,
            )
        if topic.is_bounded:
            console.print(
                f"{entry.topic.label}：一次只调到 {topic.tuned_to:.1%}，启用后可再调 "
                "one step goes no further",
                soft_wrap=True,
            )
    console.print(
        f"据 {proposal.articles} 篇未标注稿件，给出、准确率、召回率皆为预期 expected｜"
        f"“都不是”召回 none-recall {before.none_recall:.3f} → {after.none_recall:.3f}",
        soft_wrap=True,
    )


def summarise(figures: Figures) -> str:
    """Return the figures over all topics in one line."""
    none = "–" if figures.none_recall is None else f"{figures.none_recall:.3f}"
    return (
        f"共 {figures.articles} 篇 articles｜宏平均 macro F1 {figures.macro_f1:.3f}"
        f"｜mAP {figures.mean_average_precision:.3f}"
        f"｜“都不是”召回 none-recall {none}｜全对 exact match {figures.exact_match:.3f}"
    )
