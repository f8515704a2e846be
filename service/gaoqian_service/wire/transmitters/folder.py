"""Folder transmitter: writes files atomically into a folder."""

import hashlib
import re
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from gaoqian.files import UNFINISHED, sync_folder, write_atomically
from gaoqian.writers import Slip, writer
from gaoqian_service.errors import DeliveryError
from gaoqian_service.threads import in_thread

_TOGETHER = 500
_LEFT_BEHIND_SECONDS = 3600
_NAME_CHARACTERS = 60


class FolderTransmitter:
    """Writes slips into a folder, JSONL and CSV one file a batch, ninjs and NewsML one a story.

    A story's file is named after guid and version, so that it takes the place of what was sent
    before a kill; a batch's after the moment, so that names follow the order of delivery.

    Args:
        folder: The folder; made where it is not there.
        form: A format of `gaoqian.writers`.

    Raises:
        SettingsError: there is no such format.
    """

    batch_size = _TOGETHER

    def __init__(self, folder: Path, form: str) -> None:
        self._folder = folder
        self._format = writer(form)
        name = f"folder:{folder.resolve()}:{form}".encode(errors="backslashreplace").decode()
        self.name = name if len(name) <= 255 else f"folder:{_digest(name)}:{form}"
        self._is_swept = False

    async def send(self, slips: Sequence[Slip]) -> None:
        """Write slips; on the disk when this returns.

        Raises:
            DeliveryError: the folder cannot be written, or the disk is full.
        """
        await in_thread(self._write, slips)

    def _write(self, slips: Sequence[Slip]) -> None:
        files = self._files(slips)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not self._is_swept:
                self._sweep()
            for name, content in files.items():
                write_atomically(self._folder / name, content)
            sync_folder(self._folder)
        except OSError as error:
            reason = error.strerror or str(error)
            raise DeliveryError(f"{self._folder}: cannot be written: {reason}") from error

    def _files(self, slips: Sequence[Slip]) -> dict[str, bytes]:
        if self._format.many:
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
            name = f"{moment}-{secrets.token_hex(4)}{self._format.suffix}"
            return {name: self._format.write(slips)}
        return {f"{_name(slip)}{self._format.suffix}": self._format.write([slip]) for slip in slips}

    def _sweep(self) -> None:
        """Remove what a killed process has left behind, and nobody is writing any more."""
        for path in self._folder.glob(UNFINISHED.format("*")):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < time.time() - _LEFT_BEHIND_SECONDS:
                    path.unlink()
        self._is_swept = True


def _name(slip: Slip) -> str:
    """Return a name that leads nowhere else, and that no other version of any story has."""
    article = slip.article
    readable = re.sub(r"[^\w-]+", "_", article.id, flags=re.ASCII).strip("_")[-_NAME_CHARACTERS:]
    what = "-withdrawn" if slip.withdrawn else ""
    digest = _digest(f"{article.id}\n{article.version}")
    return f"{readable or 'story'}-{digest}{what}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
