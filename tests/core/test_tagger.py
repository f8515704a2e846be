"""The tagger: contract, evidence, odd input."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from gaoqian import Article, BundleError, Tagger, TagResult, TaxonomyError
from gaoqian_training.datasets import Dataset


def _assert_evidence_is_exact(article: Article, result: TagResult) -> None:
    for tag in result.tags:
        assert tag.score >= tag.threshold
        weights = [evidence.weight for evidence in tag.evidence]
        assert weights == sorted(weights, reverse=True)
        for evidence in tag.evidence:
            sent = getattr(article, evidence.field)
            assert sent[evidence.start : evidence.end] == evidence.text
            assert evidence.text.strip()
            assert evidence.weight > 0


def test_contract(tagger: Tagger) -> None:
    """The keys and values that the command line and the service promise."""
    article = Article("柳溪街道加装电梯", "三栋老楼同日开工，管线一并入地。", "a1", "f:1")
    result = tagger.tag(article, explain=True).to_dict()
    assert list(result) == [
        "id", "source", "headline", "status", "reason", "tags", "scores", "model", "byline",
        "rubric",
    ]  # fmt: skip
    assert (result["id"], result["source"], result["status"]) == ("a1", "f:1", "tagged")
    (tag,) = result["tags"]
    assert (tag["topic"], tag["label"]) == ("urban_renewal", "城市更新")
    assert list(tag["evidence"][0]) == ["field", "start", "end", "text", "weight"]
    assert list(result["scores"]) == [
        "safety", "urban_renewal", "labour_union", "fitness", "editorial",
    ]  # fmt: skip


def test_evidence_of_every_authored_article_is_exact(authored: Dataset, tagger: Tagger) -> None:
    """Every evidence slice equals the text as sent at its offsets, and tags have evidence."""
    for article in authored.articles:
        result = tagger.tag(article, explain=True)
        _assert_evidence_is_exact(article, result)
        assert all(tag.evidence for tag in result.tags)


def test_evidence_of_mangled_copy_is_exact(authored: Dataset, tagger: Tagger) -> None:
    """The same with hard wraps, letter-spacing, full-width digits, entities and marks."""
    digits = str.maketrans("0123456789", "０１２３４５６７８９")
    for original in authored.articles[::7]:
        lines = [original.body[i : i + 19] for i in range(0, len(original.body), 19)]
        body = "\n\n".join(lines).translate(digits).replace("，", "，&nbsp;\u200b ")
        article = replace(original, headline=" ".join(original.headline), body=body)
        _assert_evidence_is_exact(article, tagger.tag(article, explain=True))


def test_wrapped_copy_keeps_its_tags(authored: Dataset, tagger: Tagger) -> None:
    """Hard wraps alone change the answer of hardly any article."""
    changed = 0
    for article in authored.articles[::3]:
        paragraphs = article.body.split("\n")
        wrapped = "\n".join(
            "\n".join(p[i : i + 22] for i in range(0, len(p), 22)) for p in paragraphs
        )
        before = tagger.tag(article)
        after = tagger.tag(replace(article, body=wrapped))
        changed += [t.topic for t in before.tags] != [t.topic for t in after.tags]
    assert changed <= 3


def test_explanation_changes_nothing_else(authored: Dataset, tagger: Tagger) -> None:
    """With and without evidence: the same status, tags and scores."""
    for article in authored.articles[::25]:
        plain, explained = tagger.tag(article), tagger.tag(article, explain=True)
        assert plain == replace(
            explained, tags=tuple(replace(tag, evidence=()) for tag in explained.tags)
        )


def test_many_is_one_after_another(authored: Dataset, tagger: Tagger) -> None:
    """A stream in, the same answers in the same order out, one at a time."""
    articles = authored.articles[:10]
    stream = tagger.tag_many(iter(articles))
    assert next(stream) == tagger.tag(articles[0])
    assert [result.id for result in stream] == [article.id for article in articles[1:]]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headline=st.text(), body=st.text())
def test_any_text_gets_an_answer(tagger: Tagger, headline: str, body: str) -> None:
    """Lone surrogates, controls, other scripts: an answer with exact evidence, no error."""
    article = Article(headline, body)
    _assert_evidence_is_exact(article, tagger.tag(article, explain=True))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "too_short"),
        (" \n\u3000\t", "too_short"),
        ("，。！？", "too_short"),
        ("1234567890" * 20, "too_short"),
        ("The council met on Tuesday to discuss the budget.", "not_chinese"),
        ("\ud800\udfff\x00", "too_short"),
    ],
)
def test_no_honest_answer(tagger: Tagger, body: str, reason: str) -> None:
    """Abstained with the reason, without scores."""
    result = tagger.tag(Article(body=body))
    assert (result.status, result.reason, result.tags, result.scores) == (
        "abstained",
        reason,
        (),
        {},
    )


def test_a_hundred_thousand_characters_without_a_space(tagger: Tagger) -> None:
    """A very long article is an article."""
    assert tagger.tag(Article(body="工会" * 50_000), explain=True).tags[0].topic == "labour_union"


def test_loads_a_bundle_or_a_models_folder(models_folder: Path, tagger: Tagger) -> None:
    """Either path gives the same bundle."""
    assert Tagger.load(models_folder / tagger.version).version == tagger.version
    assert Tagger.load(str(models_folder)).version == tagger.version


def test_nothing_to_load(tmp_path: Path) -> None:
    """An empty folder is an error with the remedy."""
    with pytest.raises(BundleError, match="gaoqian train"):
        Tagger.load(tmp_path)


def test_evidence_for_a_topic_that_was_not_given(tagger: Tagger) -> None:
    """What spoke for it is found all the same; for a given topic it is the tag's own."""
    article = Article(headline="工会换届", body="职工代表投票选出新一届委员。消防站也派了人来。")
    (tag,) = tagger.tag(article, explain=True).tags
    assert tagger.evidence(article, tag.topic) == tag.evidence
    assert "消防" in "".join(piece.text for piece in tagger.evidence(article, "safety"))
    with pytest.raises(TaxonomyError, match="'sport' is unknown"):
        tagger.evidence(article, "sport")
