"""What newsrooms do to text."""

import pytest

from gaoqian import Article
from gaoqian.text import compose
from gaoqian_training.perturbations import (
    PERTURBATIONS,
    body_missing,
    first_paragraph,
    full_width,
    hard_wraps,
    headline_missing,
    scan_noise,
    traditional,
)

_ARTICLE = Article(
    "工会换届", "柳溪街道工会今天换届，新一届委员会有7名委员。\n第二段说的是AED培训。"
)


def test_parts_are_lost() -> None:
    """Headline, body, or everything behind the first paragraph."""
    assert headline_missing(_ARTICLE) == Article("", _ARTICLE.body)
    assert body_missing(_ARTICLE) == Article("工会换届", "")
    assert body_missing(Article("", _ARTICLE.body)).headline.endswith("委员。")
    assert first_paragraph(_ARTICLE).body == "柳溪街道工会今天换届，新一届委员会有7名委员。"


@pytest.mark.parametrize("perturbation", [hard_wraps, full_width, traditional])
def test_cleaning_undoes_what_it_promises_to_undo(perturbation: object) -> None:
    """Wraps, full-width letters and Traditional characters leave the same text to score."""
    perturbed = perturbation(_ARTICLE)  # type: ignore[operator]
    assert perturbed != _ARTICLE
    signs = str.maketrans("，。、：", ",.、:")
    assert compose(perturbed).text.translate(signs) == compose(_ARTICLE).text.translate(signs)


def test_noise_is_seeded_by_the_article() -> None:
    """The same article gets the same noise, on any machine."""
    assert scan_noise(_ARTICLE) == scan_noise(_ARTICLE) != _ARTICLE


def test_every_perturbation_leaves_an_article() -> None:
    """None of them empties the text."""
    for perturbation in PERTURBATIONS.values():
        assert compose(perturbation(_ARTICLE)).text.strip()
