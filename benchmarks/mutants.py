"""``make mutants``: how many small mistakes, made on purpose, the tests notice (mutmut).

``python benchmarks/mutants.py`` copies packages and tests to ``build/mutants``, since mutmut knows
packages below ``src`` alone, and mutates there what ``[tool.mutmut]`` in ``pyproject.toml`` names.
Each run begins anew: mutmut would keep the results of what was not changed, whatever has become
of its tests. In that folder ``mutmut results`` lists the
mutants that survived, and ``mutmut show NAME`` says what each is.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from measuring.tables import print_table

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "mutants"
_MUTMUT = Path(sys.executable).with_name("mutmut")
_PACKAGES = ("core/gaoqian", "training/gaoqian_training", "service/gaoqian_service")
_BESIDE = ("tests", "benchmarks", "datasets")


def main() -> None:
    """Copy, mutate, and print the score of each module."""
    if not _MUTMUT.exists():
        sys.exit(f"{_MUTMUT} is absent; make mutants installs it (pip install -e '.[mutants]')")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for source in (*_PACKAGES, *_BESIDE):
        target = FOLDER / ("src" if source in _PACKAGES else "") / Path(source).name
        shutil.copytree(ROOT / source, target, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", FOLDER)
    with tempfile.TemporaryDirectory() as shared:
        # Each mutant has a test run of its own; the bundle is trained in the first.
        environment = os.environ | {"GAOQIAN_TESTS_SHARED": shared}
        subprocess.run([_MUTMUT, "run"], cwd=FOLDER, env=environment, check=True)
    listed = subprocess.run(
        [_MUTMUT, "results", "--all", "true"],
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    print()
    _print_scores(listed.stdout.splitlines())


def _print_scores(lines: Iterable[str]) -> None:
    """Print mutants, those noticed and those not, of each module and together.

    Args:
        lines: ``module.function__mutmut_1: killed``, as ``mutmut results`` prints them.
    """
    counts: dict[str, Counter[str]] = {}
    for line in lines:
        name, _, status = line.strip().partition(": ")
        counts.setdefault(name.rpartition(".")[0], Counter())[status] += 1
    counts["together"] = sum(counts.values(), Counter())
    print_table(
        ["module", "mutants", "noticed", "survived", "without a test", "score"],
        ([name, *_row(of_module)] for name, of_module in counts.items()),
    )


def _row(counts: Counter[str]) -> list[str]:
    everything, unnoticed = counts.total(), (counts["survived"], counts["no tests"])
    noticed = everything - sum(unnoticed)  # by a test that failed, hung or crashed
    share = f"{100 * noticed / everything:.1f} %" if everything else "–"
    return [str(everything), str(noticed), *map(str, unnoticed), share]


if __name__ == "__main__":
    main()
