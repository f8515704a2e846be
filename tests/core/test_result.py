"""Results as JSON objects."""

from gaoqian import Evidence, Tag, TagResult

_RESULT = TagResult(
    id="a1",
    source="wire.jsonl:1",
    headline="工会换届",
    status="tagged",
    reason=None,
    tags=(Tag("union", "工会", 0.75, 0.5, (Evidence("headline", 0, 2, "工会", 1.25),)),),
    scores={"union": 0.75, "safety": 0.0625},
    model="2026.11.24-1",
    byline=("本报讯",),
    rubric="微评",
)


def test_object_gives_the_result_again() -> None:
    """`from_dict` inverts `to_dict`; ``id`` is the first key, by which outputs are recognised."""
    content = _RESULT.to_dict()
    assert next(iter(content)) == "id"
    assert TagResult.from_dict(content) == _RESULT


def test_numbers_are_rounded() -> None:
    """Probabilities to six places, weights to four."""
    tag = Tag("union", "工会", 0.12345678, 0.5, (Evidence("body", 0, 1, "工", 0.123456),))
    content = TagResult("", "", "", "tagged", None, (tag,), {"union": 0.12345678}, "").to_dict()
    assert content["scores"] == {"union": 0.123457}
    assert content["tags"][0]["score"] == 0.123457
    assert content["tags"][0]["evidence"][0]["weight"] == 0.1235
