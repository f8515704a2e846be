"""Label Studio's labelling configurations."""

import pytest

from gaoqian import Taxonomy
from gaoqian_service.errors import ContentError
from gaoqian_service.http.adapters.label_config import parse_label_config

_TEXT = '<Text name="text" value="$text"/>'
_CHOICES = '<Choices name="t" toName="text" choice="multiple"><Choice value="安全"/></Choices>'


def _view(*parts: str) -> str:
    return f"<View>{''.join(parts)}</View>"


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        ('value="安全"', "安全"),
        ('value=" safety "', " safety "),
        ('value="Public and Workplace Safety"', "Public and Workplace Safety"),
        ('value="安全生产" alias="safety"', "safety"),
        ('value="安全生产" predicted_values="fire, safety"', "安全生产"),
    ],
)
def test_what_a_choice_may_be_called(taxonomy: Taxonomy, choice: str, taken: str) -> None:
    """A topic's identifier or label, in any of three attributes; results take the alias."""
    choices = f'<Choices name="t" toName="text"><Choice {choice}/></Choices>'
    config = parse_label_config(_view(_TEXT, choices), taxonomy, "c")
    assert config.controls[0].choices == {"safety": taken}


def test_other_questions_are_left_alone(taxonomy: Taxonomy) -> None:
    """Choices without a topic are no business of the tagger's."""
    mood = '<Choices name="mood" toName="text"><Choice value="好"/></Choices>'
    config = parse_label_config(_view(_TEXT, mood, _CHOICES), taxonomy, "c")
    assert [control.name for control in config.controls] == ["t"]


def test_headline_and_body_by_their_names(taxonomy: Taxonomy) -> None:
    """By the name of the tag or of the field; several texts are joined in their order."""
    config = parse_label_config(
        _view(
            '<Header value="请选主题"/>',
            '<Header value="$title"/>',
            '<Header value="$note"/>',
            '<Text name="lead" value="$lead"/>',
            '<HyperText name="text" value="$body"/>',
            _CHOICES,
        ),
        taxonomy,
        "c",
    )
    assert (config.headline, config.body) == (("title",), ("lead", "body"))
    data = {"title": "标题", "lead": "导语", "body": "正文", "note": 5}
    article = config.read_article(data, "7", "data")
    assert (article.headline, article.body, article.id) == ("标题", "导语\n正文", "7")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "XML"),
        ("<View>", "XML"),
        ("\x00", "XML"),
        ('<!DOCTYPE v [<!ENTITY a "b">]><View/>', "XML"),
        (f"{'<View>' * 5000}{'</View>' * 5000}", "topic"),
        (_view(_TEXT), "topic"),
        (_view(_CHOICES), "text"),
        (_view(_CHOICES, '<Text name="text" value="$text" valueType="url"/>'), "fetched"),
    ],
)
def test_configurations_that_cannot_be_used(taxonomy: Taxonomy, text: str, reason: str) -> None:
    """Each says why, and entities are never resolved."""
    with pytest.raises(ContentError, match=reason):
        parse_label_config(text, taxonomy, "c")
