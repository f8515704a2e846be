"""The container, the manifests and the unit, as tests read them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "docs" / "deploy"
IMAGE = ROOT / "service" / "Dockerfile"
COMPOSE = DEPLOY / "compose.yaml"
UNIT = DEPLOY / "gaoqian.service"
KUBERNETES = DEPLOY / "kubernetes"
MANIFESTS = sorted(KUBERNETES.glob("*.yaml"))


def documents(path: Path) -> list[dict[str, Any]]:
    """Return the documents of a YAML file."""
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


def instructions() -> dict[str, str]:
    """Return the last of each instruction in the image's last stage."""
    text = re.sub(r"\\\n\s*", "", IMAGE.read_text(encoding="utf-8"))
    stage = re.split(r"^FROM ", text, flags=re.MULTILINE)[-1]
    return dict(re.findall(r"^([A-Z]+) (.*)$", stage, re.MULTILINE))


def composed() -> dict[str, dict[str, Any]]:
    """Return Compose's services of our image, by name."""
    services: dict[str, dict[str, Any]] = documents(COMPOSE)[0]["services"]
    return {name: each for name, each in services.items() if each["image"] == "gaoqian"}


def pods() -> Iterator[dict[str, Any]]:
    """Yield the pods of all manifests."""
    for path in MANIFESTS:
        for manifest in documents(path):
            if "template" in manifest["spec"]:
                yield manifest["spec"]["template"]["spec"]


def containers() -> Iterator[dict[str, Any]]:
    """Yield their containers, those that only prepare included."""
    for pod in pods():
        yield from pod.get("initContainers", []) + pod["containers"]


def unit() -> dict[str, list[str]]:
    """Return the unit's settings, each with all its values."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if re.match(r"\w+=", line):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found
