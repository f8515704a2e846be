"""``gaoqian thresholds``: from unlabelled copy to a new version of the bundle."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commandline import call_gaoqian
from gaoqian import ModelStore, Tagger
from gaoqian.mixture import cell_of
from gaoqian_service.records.database import open_database
from gaoqian_service.records.schema import upgrade_schema
from gaoqian_service.records.score_counts import add_score_counts
from gaoqian_training.datasets import Dataset


@pytest.fixture
def copy(authored: Dataset, tmp_path: Path) -> Path:
    """Unlabelled copy of a house that writes next to nothing but commentary and plain news."""
    chosen = [
        item for item in authored.items if item.topics in (frozenset(), frozenset({"editorial"}))
    ]
    path = tmp_path / "copy.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for item in chosen[::3]:
            file.write(json.dumps(item.article.to_record(), ensure_ascii=False) + "\n")
    return path


def test_shares_are_told_and_nothing_changes(models_copy: Path, copy: Path) -> None:
    """Without --write the command only tells."""
    done = call_gaoqian("thresholds", copy, "--json", "--models", models_copy)
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert told["topics"]["labour_union"]["share"]["value"] < 0.05
    assert told["topics"]["editorial"]["share"]["value"] > 0.15
    assert 0.0 < told["after"]["none_recall"] <= 1.0
    assert len(ModelStore(models_copy).versions()) == 1


def test_table_for_the_terminal(models_copy: Path, copy: Path) -> None:
    """Shares with their interval, thresholds today and proposed, and what to expect."""
    done = call_gaoqian("thresholds", copy, "--models", models_copy)
    assert done.code == 0, done.err
    for part in ("评论", "→", "none-recall"):
        assert part in done.out


def test_written_version_waits_for_promotion(models_copy: Path, copy: Path) -> None:
    """It says what it comes from, and can be promoted like any other."""
    done = call_gaoqian(
        *("thresholds", copy, "--write", "--models", models_copy),
        *("--share", "editorial=0.3", "--target", "none-recall=0.97"),
    )
    assert done.code == 0, done.err
    store = ModelStore(models_copy)
    old, new = store.versions()
    assert store.champion() == old
    manifest = store.manifest(new)
    assert manifest.topics[-1].share == pytest.approx(0.3)
    assert manifest.training["retuned_by"].endswith("target none-recall=0.97")
    assert call_gaoqian("models", "promote", new, "--models", models_copy).code == 0
    assert Tagger.load(models_copy).version == new


def test_live_counts_come_from_the_service(models_copy: Path, tmp_path: Path) -> None:
    """Through the entry point: what service and wire have scored with this very version."""
    model = Tagger.load(models_copy).counted_as
    url = f"sqlite:///{tmp_path / 'live.db'}"
    database = open_database(url)
    upgrade_schema(database)
    with database.begin() as session:
        quiet, tagged = cell_of([0.01] * 5), cell_of([0.99, 0.01, 0.01, 0.01, 0.01])
        scored = [(model, quiet)] * 900 + [(model, tagged)] * 100
        # Another model of the same version, from another folder.
        scored += [(f"{model.partition('#')[0]}#00000000", tagged)] * 5_000
        add_score_counts(session, scored, datetime.now(UTC).date())
    database.close()
    live = ("thresholds", "--live", "--json", "--models", models_copy, "--database-url", url)
    told = json.loads(call_gaoqian(*live).out)
    assert told["articles"] == 1_000
    assert told["topics"]["safety"]["share"]["value"] == pytest.approx(0.1, abs=0.02)


def test_too_little_was_seen(models_copy: Path, tmp_path: Path) -> None:
    """A house that has just begun is told so."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    done = call_gaoqian("thresholds", "--live", "--models", models_copy, "--database-url", url)
    assert done.code != 0
    assert "0 scored articles, expected at least 100" in done.err


def test_sample_that_contradicts_is_a_refusal(
    models_copy: Path, copy: Path, authored: Dataset, tmp_path: Path
) -> None:
    """Nothing is written where a labelled random sample says that probabilities do not hold."""
    sample = tmp_path / "sample.jsonl"
    with sample.open("w", encoding="utf-8") as file:
        for item in [item for item in authored.items if "editorial" in item.topics][:60]:
            record = {**item.article.to_record(), "topics": []}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    done = call_gaoqian(
        *("thresholds", copy, "--sample", sample, "--write", "--models", models_copy)
    )
    assert done.code != 0
    assert "the probabilities do not hold" in done.err
    assert "editorial: 0 found" in done.err
    assert len(ModelStore(models_copy).versions()) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--share", "sport=0.1"), "no such topic"),
        (("--share", "safety=1.5"), "expected a number between 0 and 1"),
        (("--share", "safety"), "expected a number between 0 and 1"),
        (("--share", "safety=0.1", "--share", "safety=0.2"), "given twice"),
        (("--share", "safety=0.1", "--share", "安全=0.2"), "given twice"),
        (("--max-step", "nan"), "expected a number"),
        (("--target", "recall=0.9"), "expected f1"),
    ],
)
def test_options_that_cannot_be(
    models_copy: Path, copy: Path, options: tuple[str, ...], message: str
) -> None:
    """Each is refused with what was given."""
    done = call_gaoqian("thresholds", copy, *options, "--models", models_copy)
    assert done.code != 0
    assert message in done.err


def test_archives_and_what_cannot_be_read(models_copy: Path, copy: Path, tmp_path: Path) -> None:
    """Compressed lines and folders are read like files; a broken line is told, exit code 1."""
    folder = tmp_path / "archive"
    folder.mkdir()
    content = copy.read_bytes()
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(content + b'{"body": 5}\n'))
    done = call_gaoqian("thresholds", folder, "--json", "--write", "--models", models_copy)
    assert done.code == 1
    assert len(ModelStore(models_copy).versions()) == 1
    assert "a.jsonl.gz:" in done.err
    told = json.loads(done.out)
    plain = json.loads(call_gaoqian("thresholds", copy, "--json", "--models", models_copy).out)
    assert told == plain


def test_settings_file(models_copy: Path, copy: Path, tmp_path: Path) -> None:
    """Shares come from a table [shares]; an option goes before it, a misspelt table is told."""
    settings = tmp_path / "house.toml"
    settings.write_text("[shares]\neditorial = 0.2\nsafety = 0.05\n", encoding="utf-8")
    known = ("--settings", settings, "--share", "safety=0.07")
    done = call_gaoqian("thresholds", copy, "--json", *known, "--models", models_copy)
    topics = json.loads(done.out)["topics"]
    assert topics["editorial"]["tuned_to"] == pytest.approx(0.2)
    assert topics["safety"]["tuned_to"] == pytest.approx(0.07)
    settings.write_text("[share]\neditorial = 0.2\n", encoding="utf-8")
    wrong = call_gaoqian("thresholds", copy, "--settings", settings, "--models", models_copy)
    assert "no table [shares]" in wrong.err
