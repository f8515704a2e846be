"""A piece of input that could not be read, while the rest goes on."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """What could not be read and why.

    Attributes:
        where: File, or file and line: ``wire.jsonl:12``.
        message: What was found and what was expected.
    """

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    @classmethod
    def of_file(cls, path: Path, error: OSError) -> "ReadFailure":
        """Say that the system refuses a file."""
        return cls(str(path), f"cannot be read: {error.strerror or error}")
