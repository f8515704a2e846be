"""The features that are compared, each one step away from what ships."""

from dataclasses import replace

from comparison.weighting import FeatureChoice

_WORDS = ("words",)
_CHARS = ("chars1", "chars2")

#: What ships, and what every other choice is held against.
SHIPPED = FeatureChoice("words + chars 1–2 (ships)", (_WORDS, _CHARS))


def _step(name: str, *blocks: tuple[str, ...]) -> FeatureChoice:
    return replace(SHIPPED, name=name, blocks=blocks)


FEATURES = (
    SHIPPED,
    _step("words", _WORDS),
    _step("chars 1–2", _CHARS),
    _step("words + chars 2–3", _WORDS, ("chars2", "chars3")),
    _step("words + chars 1–3", _WORDS, ("chars1", "chars2", "chars3")),
    _step("words and word pairs", ("words", "word pairs")),
    _step("words and word pairs + chars 1–2", ("words", "word pairs"), _CHARS),
    replace(SHIPPED, name="headline counts twice", headline=2),
    replace(SHIPPED, name="headline counts three times", headline=3),
    replace(SHIPPED, name="plain tf", sublinear=False),
    replace(SHIPPED, name="jieba's idf for words", background=True),
    replace(SHIPPED, name="min_df 1", min_df=1),
    replace(SHIPPED, name="min_df 3", min_df=3),
    replace(SHIPPED, name="min_df 5", min_df=5),
    _step("n-grams at line edges", _WORDS, ("chars1", "chars2+edges")),
    _step("numbers kept", ("words+numbers",), ("chars1+numbers", "chars2+numbers")),
    _step("leads and bylines visible", ("words+leads",), ("chars1+leads", "chars2+leads")),
)
