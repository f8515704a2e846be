"""MinHash signatures of texts, and their index."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from rensa import RMinHash

from gaoqian.near_duplicates import THRESHOLD, MinHash, MinHashLSH, shingles

_STORY = (
    "入冬前，柳溪街道给七十二户独居老人家里装上独立式感烟报警器，网格员逐户查电线、清楼道杂物，"
    "消防站的队员教老人怎样用灭火毯。街道计划年底前再装一百户，并把楼道充电的电动车移到新建车棚。"
)
_OTHER_STORY = (
    "市消防救援支队昨日公布前十个月火灾统计，电气故障仍居首位，支队提醒居民冬季用电莫超负荷，"
    "电热毯用后断电，出门前检查灶具，并建议老旧小区加装限流式保护器。"
)


def _mutate(text: str, characters: int, seed: int) -> str:
    """Replace so many characters of a text by others that it does not have."""
    generator = np.random.default_rng(seed)
    changed = list(text)
    for place in generator.choice(len(text), characters, replace=False):
        changed[place] = chr(0x3400 + int(generator.integers(5_000)))
    return "".join(changed)


def _jaccard(one: str, other: str) -> float:
    left, right = set(shingles(one)), set(shingles(other))
    return len(left & right) / len(left | right)


def test_shingles_are_five_characters_without_whitespace() -> None:
    """Line breaks and spaces of any width count for nothing; characters may be beyond the BMP."""
    assert shingles("消 防\n站　的队𠮷") == ["消防站的队", "防站的队𠮷"]
    assert shingles("防火\ud800防盗") == ["防火?防盗"]
    assert shingles("消防站的") == shingles("") == []


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=()), max_size=40))
def test_shingles_of_any_text(text: str) -> None:
    """They are what slicing gives; NUL aside, which numpy drops at the end of a string."""
    plain = "".join(text.split()).encode("utf-8", "replace").decode()
    assert shingles(text) == [plain[i : i + 5] for i in range(len(plain) - 4)]


def test_small_changes_leave_a_near_duplicate() -> None:
    """Another lead, another number, other line breaks."""
    changed = "本报讯 " + _STORY.replace("七十二", "七十三").replace("，消防", "，\n消防")
    one, other = MinHash.of("烟感进楼道", _STORY), MinHash.of("烟感进楼道", changed)
    assert one.is_near_duplicate(other)
    assert other.similarity(one) > 0.7


def test_another_story_is_none() -> None:
    """Also on the same subject, in words of its own."""
    assert not MinHash.of("", _STORY).is_near_duplicate(MinHash.of("", _OTHER_STORY))


@pytest.mark.parametrize("characters", [1, 4, 8, 16])
def test_the_similarity_is_an_estimate_of_jaccard(characters: int) -> None:
    """Twenty estimates are each within three standard errors, and hardly biased."""
    changed = [_mutate(_STORY, characters, seed) for seed in range(20)]
    errors = [
        MinHash.of("", _STORY).similarity(MinHash.of("", text)) - _jaccard(_STORY, text)
        for text in changed
    ]
    assert max(map(abs, errors)) < 3 * (0.25 / 96) ** 0.5
    assert abs(sum(errors) / len(errors)) < 0.05


def test_headline_and_body_are_one_text() -> None:
    """Where one ends and the other begins makes no difference."""
    assert MinHash.of(_STORY[:9], _STORY[9:]).similarity(MinHash.of("", _STORY)) == 1


def test_shortest_texts_have_a_signature() -> None:
    """One character is a text, too; so is none."""
    assert not MinHash.of("", "火").is_near_duplicate(MinHash.of("", "水"))
    assert MinHash.of("", "火").is_near_duplicate(MinHash.of("火", " "))
    assert MinHash.of("", "").is_near_duplicate(MinHash.of("", "\n"))


@pytest.mark.parametrize("text", [_STORY, "火", "", "防火\ud800防盗"])
def test_bytes_are_restored(text: str) -> None:
    """To the same signature."""
    data = MinHash.of("", text).to_bytes()
    restored = MinHash.from_bytes(data)
    assert restored is not None
    assert restored.to_bytes() == data
    assert restored.similarity(MinHash.of("", text)) == 1


def _with_permutations(number: int) -> bytes:
    values = RMinHash(num_perm=number, seed=1)
    values.update(["消防站的队"])
    state: bytes = values.__getstate__()
    return state


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(256),
        MinHash.of("", _STORY).to_bytes()[:-1],
        MinHash.of("", _STORY).to_bytes().replace(b"RMinHash:2", b"RMinHash:1"),
        _with_permutations(64),
    ],
    ids=["empty", "64 plain values", "cut short", "an earlier version", "64 permutations"],
)
def test_bytes_of_another_form_are_none(data: bytes) -> None:
    """They cannot be compared, and are computed anew from the text if need be."""
    assert MinHash.from_bytes(data) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (_STORY, [312_399_357, 563_379_723, 133_616_415]),
        ("火", [3_273_458_480, 3_596_976_458, 4_060_792_136]),
        ("防火\ud800防盗", [3_809_305_183, 4_154_240_586, 4_011_050_171]),
    ],
)
def test_signatures_stay_as_they_are_stored(text: str, first: list[int]) -> None:
    """Stories of yesterday are compared with those of today, of whichever release."""
    assert MinHash.of("", text).values.digest()[:3] == first


def test_the_index_finds_near_duplicates() -> None:
    """Of 300 texts changed a little, nearly all; of unlike texts, almost none."""
    points = np.random.default_rng(1).integers(0x4E00, 0x5A00, (300, 200))
    texts = ["".join(map(chr, row)) for row in points.tolist()]
    index = MinHashLSH()
    for key, text in enumerate(texts):
        index.insert(key, MinHash.of("", text))
    found = [index.query(MinHash.of("", _mutate(text, 8, 2))) for text in texts]
    assert all(_jaccard(text, _mutate(text, 8, 2)) > THRESHOLD for text in texts)
    assert sum(key in keys for key, keys in enumerate(found)) >= 295
    assert sum(len(keys) for keys in found) < 400


def test_keys_come_in_order_until_they_are_removed() -> None:
    """Of the same text under three keys, the least comes first."""
    index, minhash = MinHashLSH(), MinHash.of("", _STORY)
    for key in (7, 3, 5):
        index.insert(key, minhash)
    assert index.query(minhash) == [3, 5, 7]
    index.remove(3)
    assert index.query(minhash) == [5, 7]
    assert index.query(MinHash.of("", _OTHER_STORY)) == []
