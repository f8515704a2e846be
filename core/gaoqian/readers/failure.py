"""Read failure: an input that could not be read, while the others are processed."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An input that could not be read.

    Attributes:
        where: File, or file and line, such as ``wire.jsonl:12``.
        message: What was found and what was expected.
    """

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    @classmethod
    def of_file(cls, path: Path, error: OSError) -> "ReadFailure":
        """Return the failure for a file that cannot be opened or read."""
        return cls(str(path), f"cannot be read: {error.strerror or error}")
