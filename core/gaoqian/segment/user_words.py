"""User dictionaries in jieba's format: one word per line, optionally with frequency and tag."""

from dataclasses import dataclass
from pathlib import Path

from gaoqian.errors import SegmenterError

#: jieba-rs counts in 64 bits and adds them up; jieba's own highest is 4,761,150.
MAX_FREQUENCY = 2**31


@dataclass(frozen=True, slots=True)
class UserWord:
    """A word that the segmenter must not split.

    Attributes:
        word: The word.
        frequency: Its count in jieba's sense, 0 to `MAX_FREQUENCY`; None lets the engine choose
            the lowest one that keeps the word together.
    """

    word: str
    frequency: int | None = None

    def __post_init__(self) -> None:
        """Validate the word and its frequency.

        Raises:
            SegmenterError: the word is blank, or the frequency out of range.
        """
        if not self.word.strip():
            raise SegmenterError(f"user word {self.word!r}, expected a word")
        count = self.frequency
        if count is not None and (type(count) is not int or not 0 <= count <= MAX_FREQUENCY):
            raise SegmenterError(
                f"user word {self.word!r}: frequency is {count!r}, expected 0 to {MAX_FREQUENCY}"
            )


def read_user_words(path: Path) -> tuple[UserWord, ...]:
    """Read a user dictionary: ``word [frequency] [tag]`` per line; ``#`` begins a comment line.

    Raises:
        SegmenterError: the file cannot be read as UTF-8, or a frequency is not a number.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SegmenterError(f"{path}: cannot be read as a UTF-8 dictionary: {error}") from error
    words = []
    for number, line in enumerate(lines, 1):
        parts = ("" if line.startswith("#") else line).split()
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
