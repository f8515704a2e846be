"""Every module has its tests at the mirrored path."""

from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_PACKAGES = {
    "core": _ROOT / "core" / "gaoqian",
    "training": _ROOT / "training" / "gaoqian_training",
    "service": _ROOT / "service" / "gaoqian_service",
}
#: Modules without a test of their own, each with its reason.
_EXCEPTIONS = {
    "core/progress.py": "declarations only",
    "core/workers/worker.py": "its processes are what test_pool.py starts",
    "core/commands/options.py": "declarations only",
    "core/errors.py": "declarations only",
    "core/pages/pdf/sheet.py": "declarations only",
}
#: Modules whose tests are still to be written, or stand elsewhere: this list only gets shorter.
_TO_DO = frozenset(
    [
        "training/commands/datasets.py",
        "training/commands/evaluate.py",
        "training/commands/models.py",
        "training/commands/options.py",
        "training/commands/review.py",
        "training/commands/tables.py",
        "training/commands/train.py",
        "training/compile.py",
        "training/datasets/authored.py",
        "training/datasets/near_duplicates.py",
        "training/features.py",
        "training/manifest.py",
        "training/mixture.py",
        "training/pipeline.py",
        "training/review/duplicates.py",
        "training/review/labels.py",
        "training/review/rows.py",
        "training/selection.py",
        "training/settings.py",
        "training/stated_shares.py",
        "training/tfidf.py",
        "training/vectoriser.py",
        "service/commands/wire.py",
        "service/commands/wire_consume.py",
        "service/commands/wire_options.py",
        "service/commands/wire_resend.py",
        "service/commands/wire_status.py",
        "service/commands/wire_watch.py",
        "service/wire/brokers/broker.py",
        "service/wire/brokers/kafka.py",
        "service/wire/brokers/nats.py",
        "service/wire/brokers/rabbit.py",
        "service/wire/brokers/reading.py",
        "service/wire/brokers/redis.py",
        "service/wire/brokers/registry.py",
        "service/wire/consumer.py",
        "service/wire/consuming.py",
        "service/wire/drop_folder.py",
        "service/wire/feeding_services/feeding_service.py",
        "service/wire/feeding_services/landing.py",
        "service/wire/feeding_services/records.py",
        "service/wire/folder_ingest.py",
        "service/wire/ledger/arrival.py",
        "service/wire/ledger/deliveries.py",
        "service/wire/ledger/entering.py",
        "service/wire/ledger/near_duplicates.py",
        "service/wire/ledger/versioning.py",
        "service/wire/running.py",
        "service/wire/slips.py",
        "service/wire/transmitters/broker.py",
        "service/wire/transmitters/dead_letters.py",
        "service/wire/transmitters/folder.py",
        "service/wire/transmitters/opening.py",
        "service/wire/transmitters/transmitter.py",
        "service/wire/transmitters/webhook_message.py",
        "service/wire/watching.py",
    ]
)


def _modules(package: str) -> dict[str, Path]:
    """Return the modules of a package, and where the tests of each belong."""
    folder = _PACKAGES[package]
    modules = {}
    for path in sorted(folder.rglob("*.py")):
        place = path.relative_to(folder)
        if path.name != "__init__.py" and "migrations" not in place.parts:
            tests = _ROOT / "tests" / package / place.with_name(f"test_{place.name}")
            modules[f"{package}/{place.as_posix()}"] = tests
    return modules


@pytest.mark.parametrize("package", _PACKAGES)
def test_each_module_has_its_tests_at_the_mirrored_path(package: str) -> None:
    """``core/gaoqian/a/b.py`` has ``tests/core/a/test_b.py``; the list of exceptions is exact."""
    missing = {name for name, tests in _modules(package).items() if not tests.exists()}
    known = _EXCEPTIONS.keys() | _TO_DO
    assert missing == {name for name in known if name.startswith(f"{package}/")}
