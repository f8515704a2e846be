"""User dictionaries in jieba's format: a word a line, optionally its frequency and tag."""

from dataclasses import dataclass
from pathlib import Path

from gaoqian.errors import SegmenterError


@dataclass(frozen=True, slots=True)
class UserWord:
    """A word that the house wants kept whole.

    Attributes:
        word: The word.
        frequency: Its count in jieba's sense; None lets the engine choose one that is just
            high enough to keep the word together.
    """

    word: str
    frequency: int | None = None


def read_user_words(path: Path) -> tuple[UserWord, ...]:
    """Read a user dictionary: ``word [frequency] [tag]`` a line, ``#`` starts a comment.

    Raises:
        SegmenterError: the file cannot be read as UTF-8, or a frequency is no number.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SegmenterError(f"{path}: cannot be read as a UTF-8 dictionary: {error}") from error
    words = []
    for number, line in enumerate(lines, 1):
        parts = line.partition("#")[0].split()
        if parts:
            words.append(_parse(parts, f"{path}:{number}"))
    return tuple(words)


def _parse(parts: list[str], where: str) -> UserWord:
    if len(parts) == 1:
        return UserWord(parts[0])
    if parts[1].isdecimal():
        return UserWord(parts[0], int(parts[1]))
    if len(parts) == 2:  # a word and its part of speech, as jieba allows
        return UserWord(parts[0])
    raise SegmenterError(f"{where}: frequency is {parts[1]!r}, expected a whole number")
