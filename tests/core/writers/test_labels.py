"""The labels that a slip carries in the end."""

from gaoqian import Topic
from gaoqian.writers.labels import code_uri, describe_suggestion, final_labels, model_labels
from slips import TOPICS, make_slip


def test_without_an_editor_the_model_counts() -> None:
    """Its labels come with probability, version and source."""
    labels = final_labels(make_slip())
    assert [label.topic.id for label in labels] == ["labour_union", "reading", "editorial"]
    assert labels[0].confidence == 93
    assert labels[0].creator == "urn:gaoqian:model:2026.11.29-1"
    assert labels == model_labels(make_slip())


def test_an_editor_outranks_the_model() -> None:
    """Also with a topic that the taxonomy does not know, or with none."""
    labels = final_labels(make_slip(editor_topics=("safety", "gone")))
    assert [label.topic for label in labels] == [TOPICS[0], Topic("gone", "gone")]
    assert {(label.confidence, label.creator) for label in labels} == {(None, "urn:gaoqian:editor")}
    assert final_labels(make_slip(editor_topics=())) == []


def test_a_withdrawn_item_has_none() -> None:
    """Neither the editor's nor the model's."""
    slip = make_slip(editor_topics=("safety",), withdrawn=True)
    assert final_labels(slip) == model_labels(slip) == []
    assert describe_suggestion(slip) == ""


def test_note_beside_an_editors_labels() -> None:
    """The note lists the model's labels; it is empty without an editor's decision."""
    assert "工会 93、全民阅读 80、评论 76" in describe_suggestion(make_slip(editor_topics=()))
    assert describe_suggestion(make_slip()) == ""


def test_addresses_of_codes() -> None:
    """Media topics and genres have one; any other scheme, or no code, has none."""
    assert code_uri(TOPICS[0]) == "http://cv.iptc.org/newscodes/mediatopic/20000522"
    assert code_uri(TOPICS[4]) == "http://cv.iptc.org/newscodes/genre/Opinion"
    assert code_uri(TOPICS[3]) == code_uri(Topic("x", "x", code="house:1")) == ""
