"""Word segmenters: rjieba where it installs, jieba elsewhere, with identical tokens.

jieba is the reference. rjieba has the same dictionary and hidden Markov model and is about
twenty times as fast; it differs in Latin codes such as ``R-204``, which is corrected here
(``tests/core/segment/test_parity.py`` compares the two).
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any, Protocol

from gaoqian.errors import SegmenterError
from gaoqian.segment.user_words import UserWord


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Identity of a segmenter; a bundle loads only with the one it was trained with.

    Attributes:
        engine: ``rjieba`` or ``jieba``.
        version: The engine's version.
        dictionary: SHA-256 of the user words and of the tokens of a fixed probe text, which
            change with the dictionary and the model.
    """

    engine: str
    version: str
    dictionary: str

    def to_dict(self) -> dict[str, str]:
        """Return the JSON object stored in a manifest."""
        return asdict(self)


class Segmenter(Protocol):
    """Cuts text into words whose concatenation is the text."""

    @property
    def fingerprint(self) -> Fingerprint:
        """The identity of this segmenter."""

    @property
    def user_words(self) -> tuple[UserWord, ...]:
        """The user words it was built with."""

    def cut(self, text: str) -> list[str]:
        """Return the words of ``text``, in order; ``"".join(words) == text``."""


def load_segmenter(
    user_words: Sequence[UserWord] = (), engine: str | None = None
) -> "RjiebaSegmenter | JiebaSegmenter":
    """Build a segmenter.

    Args:
        user_words: Words that must not be split.
        engine: ``rjieba`` or ``jieba``; None selects the first that is installed.

    Raises:
        SegmenterError: the engine is unknown or not installed.
    """
    engines: dict[str, type[RjiebaSegmenter | JiebaSegmenter]] = {
        "rjieba": RjiebaSegmenter,
        "jieba": JiebaSegmenter,
    }
    if engine is not None and engine not in engines:
        raise SegmenterError(f"segmenter {engine!r} is unknown, expected one of {list(engines)}")
    for name in [engine] if engine else engines:
        try:
            return engines[name](tuple(user_words))
        except ImportError as error:
            missing = error
    raise SegmenterError(f"segmenter {engine or 'rjieba or jieba'} is not installed: {missing}")


# jieba's finalseg splits runs of Latin letters and digits like this; jieba-rs keeps them.
_LATIN_PARTS = re.compile(r"[a-zA-Z0-9]+(?:\.\d+)?%?|.", re.DOTALL)
_LATIN_JOINTS = "-_+#&."
_LATIN_RUN = re.compile(rf"[A-Za-z0-9%{_LATIN_JOINTS}]{{2,}}")
_DECIMAL = re.compile(r"\d+\.\d+%?|[a-zA-Z0-9]+%?")


class RjiebaSegmenter:
    """jieba-rs by its Python binding; loads in about 0.1 s, 24 MB per dictionary."""

    def __init__(self, user_words: tuple[UserWord, ...] = ()) -> None:
        rjieba: Any = import_module("rjieba")
        self.user_words = user_words
        # Without user words, the module's own instance is shared.
        self._engine = rjieba.Jieba() if user_words else rjieba
        for entry in user_words:
            self._engine.add_word(entry.word, entry.frequency, None)
        self.fingerprint = _take_fingerprint("rjieba", self)

    def cut(self, text: str) -> list[str]:
        """Return the words of ``text``, in order."""
        words: list[str] = self._engine.cut(text)
        # Most texts have no joint, and most others only decimal points.
        if any(map(text.__contains__, _LATIN_JOINTS)) and not all(
            map(_DECIMAL.fullmatch, _LATIN_RUN.findall(text))
        ):
            return self._split_latin_codes(words)
        return words

    def _split_latin_codes(self, words: list[str]) -> list[str]:
        parts: list[str] = []
        for word in words:
            if (
                len(word) > 1
                and word.isascii()
                and not _DECIMAL.fullmatch(word)
                and not self._engine.has_word(word)
            ):
                parts += _LATIN_PARTS.findall(word)
            else:
                parts.append(word)
        return parts


class JiebaSegmenter:
    """jieba, the reference implementation; loads in about 0.8 s."""

    def __init__(self, user_words: tuple[UserWord, ...] = ()) -> None:
        jieba: Any = import_module("jieba")
        self.user_words = user_words
        jieba.setLogLevel("WARNING")
        self._engine = jieba.Tokenizer()
        for entry in user_words:
            self._engine.add_word(entry.word, entry.frequency)
        self.fingerprint = _take_fingerprint("jieba", self)

    def cut(self, text: str) -> list[str]:
        """Return the words of ``text``, in order."""
        words: list[str] = self._engine.lcut(text)
        return words


# Written for this purpose: ambiguous cuts, unknown names, numbers and Latin codes.
_PROBE = (
    "研究生命起源的工会主席乔木岚在R-204号泵房清点了3.5万元经费，"
    "说结婚的和尚未结婚的都能来户外劳动者驿站。老旧小区加装电梯要过消防验收关；"
    "广场舞领队欧阳栩栩带着二十七位街坊，把背街小巷走成了健身步道。"
)


def _take_fingerprint(engine: str, segmenter: RjiebaSegmenter | JiebaSegmenter) -> Fingerprint:
    digest = hashlib.sha256("\x1f".join(segmenter.cut(_PROBE)).encode())
    for entry in segmenter.user_words:
        digest.update(f"\n{entry.word} {entry.frequency}".encode())
    return Fingerprint(engine, version(engine), f"sha256:{digest.hexdigest()}")
