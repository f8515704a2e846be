"""The example of a plug-in: installed by pip, and used by the real command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archives import SAFETY, UNION
from commandline import GAOQIAN

_EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "reader-plugin"
_COPY = f"""标题：消防宣传进社区
稿号：0417
作者：本报记者

{SAFETY}
====
标题：误写一例
栏名：要闻

{UNION}
====
稿号：0418
状态：withheld

{UNION}
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a command that has the example installed."""
    target = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run(
        [*pip, "--no-build-isolation", "--target", target, _EXAMPLE], check=True, timeout=200
    )
    return os.environ | {"PYTHONPATH": str(target)}


def _gaoqian(environment: dict[str, str], *arguments: str | Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [GAOQIAN, *arguments], env=environment, capture_output=True, check=False, timeout=200
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_copy_is_read_and_written(
    installed: dict[str, str], tmp_path: Path, models_folder: Path, jobs: str
) -> None:
    """In this process and in workers; an unknown line of a head is a failure that shows it."""
    copy = tmp_path / "早班.gaotou"
    copy.write_bytes(_COPY.encode("gb18030"))
    more = tmp_path / "again.gaotou"
    options: list[str | Path] = ["--models", models_folder, "--jobs", jobs]
    code, out, err = _gaoqian(installed, "tag", copy, more, "--format", "gaotou", *options)
    assert code == 1
    assert "早班.gaotou:2: head line '栏名：要闻'" in err
    assert "gb18030" in err
    first, second, rest = out.split("====\n")
    assert first.startswith("标题：消防宣传进社区\n稿号：0417\n作者：本报记者\n状态：usable")
    assert "主题：" in first
    assert SAFETY in first
    assert "状态：withheld" in second
    assert rest == ""

    more.write_text(out, encoding="utf-8")
    code, out, _ = _gaoqian(installed, "tag", more, *options)
    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["0417", "0418"]


def test_formats_are_listed(installed: dict[str, str], tmp_path: Path, models_folder: Path) -> None:
    """In the help of the command, and where an ending is unknown."""
    _, out, _ = _gaoqian(installed, "tag", "--help")
    assert "gaotou" in out
    _, _, err = _gaoqian(installed, "tag", tmp_path / "a.doc", "--models", models_folder)
    assert ".gaotou" in err
