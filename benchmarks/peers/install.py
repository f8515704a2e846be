"""``make peers``: install each peer into an environment of its own under ``.venv-peers``.

One environment a peer, since their requirements exclude each other: fastText needs numpy 1,
MLServer an old FastAPI. A peer that cannot be installed leaves its reason in ``FAILURE``, which
the tables show, and the others go on.
"""

import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).parent
ENVIRONMENTS = REQUIREMENTS.parents[1] / ".venv-peers"
#: In a peer's environment: the requirements that stand in it, or why they do not.
INSTALLED, FAILURE = "installed.txt", "could-not-be-installed.txt"


def main() -> None:
    """Install every peer whose requirements changed, or which failed last time."""
    for requirements in sorted(REQUIREMENTS.glob("*.txt")):
        environment = ENVIRONMENTS / requirements.stem
        installed = environment / INSTALLED
        if installed.exists() and installed.read_bytes() == requirements.read_bytes():
            continue
        print(f"安装对照系统 Installing peer {requirements.stem}…", flush=True)
        shutil.rmtree(environment, ignore_errors=True)
        environment.mkdir(parents=True)
        reason = _install(environment, requirements)
        if reason:
            print(f"未能安装 could not be installed: {reason}")
            (environment / FAILURE).write_text(reason, encoding="utf-8")
        else:
            shutil.copyfile(requirements, installed)


def _install(environment: Path, requirements: Path) -> str:
    """Return nothing, or the last line that told what went wrong."""
    python: str | Path = environment / "bin" / "python"
    pip = [python, "-m", "pip", "--disable-pip-version-check", "-q"]
    commands: list[list[str | Path]] = [
        [sys.executable, "-m", "venv", environment],
        [*pip, "install", "-r", requirements],
    ]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
            errors = [line for line in lines if line.startswith("ERROR:")]
            last: str = (errors or lines or [f"exit code {done.returncode}"])[-1]
            return last
    return ""


if __name__ == "__main__":
    main()
