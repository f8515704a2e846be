"""The models folder: bundles, one folder a version, and the pointer to the champion."""

import os
import re
import tempfile
from datetime import date
from pathlib import Path

from gaoqian.bundle.bundle import MANIFEST_NAME, Bundle, load_bundle, read_manifest
from gaoqian.bundle.manifest import Manifest
from gaoqian.errors import BundleError

CHAMPION_NAME = "champion"
_VERSION = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})-(\d+)")


class ModelStore:
    """A folder of bundles.

    The champion is the bundle that tags; its version stands in the file ``champion``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def versions(self) -> list[str]:
        """Return the versions in the folder, oldest first."""
        if not self.folder.is_dir():
            return []
        names = [path.parent.name for path in self.folder.glob(f"*/{MANIFEST_NAME}")]
        return sorted((name for name in names if not name.startswith(".")), key=_order)

    def champion(self) -> str | None:
        """Return the champion's version, or None where there is none."""
        try:
            return (self.folder / CHAMPION_NAME).read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise BundleError(f"{self.folder / CHAMPION_NAME}: cannot be read: {error}") from error

    def promote(self, version: str) -> None:
        """Make a version the champion.

        Raises:
            BundleError: there is no such version, or the folder cannot be written.
        """
        self.path(version)
        pointer = self.folder / CHAMPION_NAME
        try:
            descriptor, draft = tempfile.mkstemp(prefix=".champion-", dir=self.folder)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(f"{version}\n")
                file.flush()
                os.fsync(file.fileno())
            Path(draft).chmod(0o644)
            Path(draft).replace(pointer)
        except OSError as error:
            raise BundleError(f"{pointer}: cannot be written: {error.strerror}") from error

    def path(self, version: str | None = None) -> Path:
        """Return the folder of a version; None means the champion.

        Raises:
            BundleError: there is no such version, or no champion.
        """
        if version is None:
            version = self.champion()
            if version is None:
                raise BundleError(
                    f"{self.folder}: no champion there; train a bundle with 'gaoqian train' or "
                    "name one with 'gaoqian models promote'"
                )
        if version not in self.versions():
            raise BundleError(
                f"{self.folder}: no version {version!r} there, found {self.versions() or 'none'}"
            )
        return self.folder / version

    def manifest(self, version: str | None = None) -> Manifest:
        """Read the manifest of a version; None means the champion."""
        return read_manifest(self.path(version))

    def load(self, version: str | None = None) -> Bundle:
        """Load a version; None means the champion."""
        return load_bundle(self.path(version))

    def next_version(self, day: date) -> str:
        """Return the first version of a day that is not taken: ``2026.11.24-1``."""
        stem = f"{day:%Y.%m.%d}"
        prefix = f"{stem}-"
        taken = [v.removeprefix(prefix) for v in self.versions() if v.startswith(prefix)]
        return f"{prefix}{max((int(n) for n in taken if n.isdecimal()), default=0) + 1}"


def _order(version: str) -> tuple[tuple[int, ...], str]:
    """Numbers as numbers: ``-10`` comes after ``-9``; foreign names first, by name."""
    match = _VERSION.fullmatch(version)
    return (tuple(map(int, match.groups())) if match else ()), version
