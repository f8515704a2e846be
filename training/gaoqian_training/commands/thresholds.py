"""``gaoqian thresholds``: thresholds that fit the copy a house really sees."""

import json
import sys
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from gaoqian.bundle import ModelStore
from gaoqian.commands.options import data_option, database_option, model_option, models_option
from gaoqian.errors import MixtureError
from gaoqian.mixture import MAX_STEP

if TYPE_CHECKING:
    from gaoqian import Tagger
    from gaoqian.mixture import Proposal, ScoreCounts
    from gaoqian.readers import ReadFailure


#: Fewer say nothing for or against probabilities of rare topics.
_MIN_SAMPLE = 50


@click.command(
    epilog="例 Examples：gaoqian thresholds --live；gaoqian thresholds 未标注来稿.jsonl；"
    "gaoqian thresholds --live --share editorial=0.15 --target none-recall=0.95 --write"
)
@click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[未标注的来稿…]"
)
@click.option("--live", is_flag=True, help="用服务与线路实际见过的稿件 What service and wire saw")
@click.option(
    "--weeks",
    type=click.IntRange(min=1),
    default=4,
    show_default=True,
    help="--live 用最近几周 Of how many weeks",
)
@click.option(
    "--share",
    "stated",
    multiple=True,
    metavar="主题=占比",
    help="已知某主题的占比，可多次给出 A share that the house knows",
)
@click.option(
    "--settings",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="含 [shares] 一节的 TOML 文件 A file with a table [shares]",
)
@click.option(
    "--target",
    default="f1",
    show_default=True,
    help="阈值的目标：f1、precision=0.9、cost=3、none-recall=0.95 What thresholds are for",
)
@click.option(
    "--sample",
    type=click.Path(exists=True, path_type=Path),
    help="随机抽取并标注的稿件（JSONL），概率与之不符则拒绝 A labelled random sample to check by",
)
@click.option(
    "--max-step",
    type=click.FloatRange(min=0.0, max=20.0),
    default=MAX_STEP,
    show_default=True,
    help="一次最多调多少（占比的对数几率） How far a share moves at most, in log odds",
)
@click.option("--write", is_flag=True, help="写成一个新版本，不自动启用 Write a new version")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON Print JSON")
@models_option
@model_option
@database_option
@data_option
def thresholds(
    paths: tuple[Path, ...],
    live: bool,
    weeks: int,
    stated: tuple[str, ...],
    settings: Path | None,
    target: str,
    sample: Path | None,
    max_step: float,
    write: bool,
    as_json: bool,
    models: Path,
    version: str | None,
    database_url: str,
    data: Path,
) -> None:
    """按本社实际来稿估计各主题的占比，给出合适的阈值；--write 写成新版本，另行启用。

    Estimate shares of topics from unlabelled copy, and propose thresholds that fit them; nothing
    changes before --write has written a new version and 'gaoqian models promote' made it tag.
    """
    from gaoqian import Tagger
    from gaoqian.mixture import parse_objective, propose
    from gaoqian.retuning import calibrated_shares
    from gaoqian_training.mixture import LiveSource, count_live
    from gaoqian_training.stated_shares import read_stated_shares

    if live == bool(paths):
        raise click.UsageError(
            "请给出 --live 或未标注的来稿，二者取一  Give --live or unlabelled copy, one of them"
        )
    if not isfinite(max_step):
        raise click.BadParameter(
            f"{max_step}，请给出一个数 expected a number", param_hint="--max-step"
        )
    store = ModelStore(models)
    tagger = Tagger.load(store.path(version or None))
    manifest = tagger.bundle.manifest
    objective = parse_objective(target)
    known = read_stated_shares(stated, settings, manifest.taxonomy.topics)
    failures = 0
    if live:
        counts = count_live(LiveSource(database_url, data, weeks), tagger)
    else:
        counts, failures = _count_files(paths, tagger)
    calibrated = calibrated_shares(manifest)
    proposal = propose(
        counts, calibrated, manifest.thresholds, objective, stated=known, max_step=max_step
    )
    if sample is not None:
        _check_sample(tagger, sample, proposal, calibrated)
    _show(tagger, proposal, as_json=as_json)
    if failures:
        _exit_with_failures(failures, write=write)
    if write:
        source = f"{'live' if live else 'files'}, {counts.articles} articles, target {objective}"
        _write(store, tagger, proposal, source, as_json=as_json)


def _count_files(paths: tuple[Path, ...], tagger: "Tagger") -> "tuple[ScoreCounts, int]":
    """Return the score counts of files and the number of failures, which are printed."""
    from gaoqian_training.mixture import count_articles, read_articles

    failures: list[ReadFailure] = []
    counts = count_articles(read_articles(paths, failures.append), tagger)
    for failure in failures:
        click.echo(str(failure), err=True)
    return counts, len(failures)


def _exit_with_failures(failures: int, *, write: bool) -> NoReturn:
    click.echo(
        f"{failures} 处读不了 inputs failed，其余已计入 the rest counted"
        f"{'；未写入 nothing written' if write else ''}",
        err=True,
    )
    sys.exit(1)


def _check_sample(
    tagger: "Tagger", sample: Path, proposal: "Proposal", calibrated: list[float]
) -> None:
    """Refuse where a labelled random sample says that the probabilities do not hold.

    Raises:
        MixtureError: it does.
    """
    from gaoqian.mixture import find_mismatches
    from gaoqian_training.datasets import read_dataset
    from gaoqian_training.evaluation import predict

    taxonomy = tagger.bundle.manifest.taxonomy
    predictions = predict(tagger, read_dataset([sample], taxonomy))
    scored = predictions.scored
    if scored.sum() < _MIN_SAMPLE:
        raise MixtureError(
            f"{sample}: {scored.sum()} scored articles, expected a random sample of at least "
            f"{_MIN_SAMPLE}"
        )
    found = find_mismatches(
        predictions.scores[scored], predictions.truth[scored], proposal, calibrated
    )
    if found:
        told = "; ".join(
            f"{taxonomy.ids[one.topic]}: {one.found} found, {one.expected:.1f} expected"
            for one in found
        )
        raise MixtureError(
            f"the probabilities do not hold for {sample} ({told}); train on copy of this house, or "
            "correct the sample, before thresholds are fitted to them"
        )


def _show(tagger: "Tagger", proposal: "Proposal", *, as_json: bool) -> None:
    from rich.console import Console

    from gaoqian_training.commands.tables import show_proposal

    if as_json:
        click.echo(json.dumps(_record(tagger, proposal), ensure_ascii=False))
        return
    entries = tagger.bundle.manifest.topics
    show_proposal(Console(markup=False), f"模型 Model {tagger.version}", proposal, entries)


def _record(tagger: "Tagger", proposal: "Proposal") -> Mapping[str, Any]:
    from dataclasses import asdict

    ids = tagger.bundle.manifest.taxonomy.ids
    topics = {name: asdict(topic) for name, topic in zip(ids, proposal.topics, strict=True)}
    sides = {"before": asdict(proposal.before), "after": asdict(proposal.after)}
    return {"model": tagger.version, "articles": proposal.articles, "topics": topics, **sides}


def _write(
    store: ModelStore, tagger: "Tagger", proposal: "Proposal", source: str, *, as_json: bool
) -> None:
    from gaoqian.retuning import Tuning, retune

    tunings = [Tuning(topic.tuned_to, topic.threshold) for topic in proposal.topics]
    manifest = retune(store, tagger.bundle, tunings, source)
    click.echo(
        f"已写入 Written：{store.path(manifest.version)}；"
        f"启用 to change：gaoqian models promote {manifest.version}",
        err=as_json,
    )
