"""The models folder: one folder per version, and pointer files to three of them."""

import re
from datetime import date
from pathlib import Path

from gaoqian.bundle.bundle import MANIFEST_NAME, Bundle, load_bundle, read_manifest
from gaoqian.bundle.manifest import Manifest
from gaoqian.errors import BundleError
from gaoqian.files import sync_folder, write_atomically
from gaoqian.segment import Segmenter

CHAMPION_NAME = "champion"
PREVIOUS_NAME = "previous"
CHALLENGER_NAME = "challenger"
_VERSION = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})-(\d+)")


class ModelStore:
    """A folder of bundles.

    The champion is the bundle in use, ``previous`` the champion before it, and the challenger is
    scored in parallel for comparison; a pointer file of each name contains the version.
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
        """Return the champion's version, or None where there is none.

        Raises:
            BundleError: the pointer cannot be read.
        """
        return self._read(CHAMPION_NAME)

    def previous(self) -> str | None:
        """Return the version of the previous champion; otherwise as `champion`."""
        return self._read(PREVIOUS_NAME)

    def challenger(self) -> str | None:
        """Return the version of the challenger; otherwise as `champion`."""
        return self._read(CHALLENGER_NAME)

    def promote(self, version: str) -> None:
        """Make a version the champion and the current champion the previous one.

        A challenger that becomes the champion is no longer the challenger.

        Raises:
            BundleError: there is no such version, or the folder cannot be written.
        """
        self.path(version)
        before = self.champion()
        if before is not None and before != version:
            self._write(PREVIOUS_NAME, before)
        self._write(CHAMPION_NAME, version)
        if self.challenger() == version:
            self.challenge(None)

    def rollback(self) -> str:
        """Make the previous version the champion again, and return it.

        Raises:
            BundleError: there is none, or the folder cannot be written.
        """
        version = self.previous()
        if version is None:
            raise BundleError(
                f"{self.folder}: no version was champion before {self.champion() or 'any'}; "
                "name one with 'gaoqian models promote'"
            )
        self.promote(version)
        return version

    def challenge(self, version: str | None) -> None:
        """Make a version the challenger; None removes the challenger.

        Raises:
            BundleError: there is no such version, or the folder cannot be written.
        """
        if version is not None:
            self.path(version)
            self._write(CHALLENGER_NAME, version)
            return
        try:
            (self.folder / CHALLENGER_NAME).unlink(missing_ok=True)
        except OSError as error:
            raise BundleError(f"{self.folder}: cannot be written: {error.strerror}") from error

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

    def load(self, version: str | None = None, segmenter: Segmenter | None = None) -> Bundle:
        """Load a version; None means the champion; ``segmenter`` as for `load_bundle`."""
        return load_bundle(self.path(version), segmenter)

    def next_version(self, day: date) -> str:
        """Return the first free version of a day, such as ``2026.11.24-1``."""
        stem = f"{day:%Y.%m.%d}"
        prefix = f"{stem}-"
        taken = [v.removeprefix(prefix) for v in self.versions() if v.startswith(prefix)]
        return f"{prefix}{max((int(n) for n in taken if n.isdecimal()), default=0) + 1}"

    def _read(self, name: str) -> str | None:
        try:
            return (self.folder / name).read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise BundleError(f"{self.folder / name}: cannot be read: {error}") from error

    def _write(self, name: str, version: str) -> None:
        """Write a pointer file atomically."""
        pointer = self.folder / name
        try:
            write_atomically(pointer, f"{version}\n".encode())
            sync_folder(self.folder)
        except OSError as error:
            raise BundleError(f"{pointer}: cannot be written: {error.strerror}") from error


def _order(version: str) -> tuple[tuple[int, ...], str]:
    """Sort key: numeric, so that ``-10`` follows ``-9``; other names first, alphabetically."""
    match = _VERSION.fullmatch(version)
    return (tuple(map(int, match.groups())) if match else ()), version
