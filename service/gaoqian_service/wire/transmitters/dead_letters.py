"""Dead letters: what a webhook would not take, kept with the reason until it is sent again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gaoqian.files import write_atomically
from gaoqian.json import encode
from gaoqian_service.errors import DeliveryError
from gaoqian_service.wire.transmitters.webhook_message import WebhookMessage

_REASON = ".reason.json"
_LETTER = ".json"


@dataclass(frozen=True, slots=True)
class DeadLetters:
    """A folder with two files for each message.

    ``<id>.json`` is the body that was sent, and ``<id>.reason.json`` says why it was not taken.

    Attributes:
        folder: The folder; made when there is something to keep.
    """

    folder: Path

    def keep(self, message: WebhookMessage, target: str, reason: str) -> Path:
        """Write a message and the reason, on the disk when this returns; a repeat replaces it.

        Raises:
            DeliveryError: the folder cannot be written, so that the message must stay pending.
        """
        letter = self.folder / f"{message.id}{_LETTER}"
        why = {"id": message.id, "target": target, "reason": reason, "at": datetime.now(UTC)}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # The reason first: whoever finds a letter finds its reason.
            write_atomically(letter.with_suffix(_REASON), encode(why) + b"\n")
            write_atomically(letter, message.body)
        except OSError as error:
            raise DeliveryError(
                f"{self.folder}: cannot be written: {error.strerror or error}"
            ) from error
        return letter

    def read(self) -> Iterator[WebhookMessage]:
        """Yield what is kept, by name.

        Raises:
            OSError: the folder or a file cannot be read.
        """
        for path in sorted(self.folder.glob(f"msg_*{_LETTER}")):
            if not path.name.endswith(_REASON):
                yield WebhookMessage(path.name.removesuffix(_LETTER), path.read_bytes())

    def remove(self, message: WebhookMessage) -> None:
        """Forget a message that was taken after all.

        Raises:
            OSError: a file cannot be removed.
        """
        letter = self.folder / f"{message.id}{_LETTER}"
        letter.unlink(missing_ok=True)
        letter.with_suffix(_REASON).unlink(missing_ok=True)
