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
    "core/commands/options.py": "declarations only",
    "core/errors.py": "declarations only",
    "core/pages/pdf/sheet.py": "declarations only",
    "core/progress.py": "declarations only",
    "core/workers/worker.py": "its processes are what test_pool.py starts",
    "training/commands/options.py": "declarations only",
    "training/review/rows.py": "declarations; test_labels.py and test_duplicates.py read them",
    "training/settings.py": "declarations only",
    "service/commands/wire.py": "declarations only",
    "service/commands/wire_consume.py": "tests/service/wire/test_consuming.py runs it",
    "service/commands/wire_resend.py": "tests/service/wire/test_watch_webhook.py runs it",
    "service/commands/wire_status.py": "tests/service/wire/ledger/test_status.py runs it",
    "service/commands/wire_watch.py": "tests/service/wire/test_watch.py runs it",
    "service/wire/brokers/broker.py": "test_brokers.py asks it of every kind",
    "service/wire/brokers/kafka.py": "test_brokers.py, where there is a server",
    "service/wire/brokers/nats.py": "test_brokers.py, against its server",
    "service/wire/brokers/rabbit.py": "test_brokers.py, against its server",
    "service/wire/brokers/redis.py": "test_brokers.py, against its server",
    "service/wire/consumer.py": "brokers/test_brokers.py, with every kind of broker",
    "service/wire/running.py": "test_watch.py and brokers/test_brokers.py run a wire",
    "service/wire/transmitters/broker.py": "test_consuming.py publishes by it",
    "service/wire/transmitters/transmitter.py": "declarations only",
    "service/wire/watching.py": "test_watch.py watches",
}


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
    assert missing == {name for name in _EXCEPTIONS if name.startswith(f"{package}/")}
