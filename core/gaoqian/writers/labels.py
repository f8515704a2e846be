"""Final labels of a slip: the editor's, or else the model's."""

from collections.abc import Sequence
from dataclasses import dataclass

from gaoqian.taxonomy import Topic
from gaoqian.writers.slip import Slip

#: IPTC NewsCodes: base URI of each scheme.
_SCHEMES = {
    "medtop": "http://cv.iptc.org/newscodes/mediatopic/",
    "genre": "http://cv.iptc.org/newscodes/genre/",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A topic or genre assigned to an article by a model or an editor.

    Attributes:
        topic: The topic or genre.
        score: The model's calibrated probability, 0 to 1; None for an editor's label.
        model: Version of the model; empty for an editor's label.
    """

    topic: Topic
    score: float | None
    model: str

    @property
    def confidence(self) -> int | None:
        """The score in per cent, 0 to 100; None for an editor's label."""
        return None if self.score is None else round(100 * self.score)

    @property
    def creator(self) -> str:
        """URI of the model or the editor."""
        return f"urn:gaoqian:model:{self.model}" if self.model else "urn:gaoqian:editor"


def final_labels(slip: Slip) -> list[Label]:
    """Return the editor's labels if an editor decided, else the model's.

    A withdrawn item has none.
    """
    if slip.withdrawn:
        return []
    if slip.editor_topics is None:
        return model_labels(slip)
    topics = _by_id(slip.topics)
    return [Label(topics.get(name, Topic(name, name)), None, "") for name in slip.editor_topics]


def model_labels(slip: Slip) -> list[Label]:
    """Return the model's labels, regardless of an editor's, highest score first."""
    if slip.result is None or slip.withdrawn:
        return []
    topics = _by_id(slip.topics)
    return [
        Label(topics.get(tag.topic, Topic(tag.topic, tag.label)), tag.score, slip.result.model)
        for tag in slip.result.tags
    ]


def describe_suggestion(slip: Slip) -> str:
    """Return a note with the model's labels, if an editor decided; else empty."""
    if slip.editor_topics is None or slip.result is None or slip.withdrawn:
        return ""
    said = "、".join(f"{label.topic.label} {label.confidence}" for label in model_labels(slip))
    return f"编辑已定，模型 {slip.model} 建议 Set by an editor, the model suggested: {said or '无'}"


def code_uri(topic: Topic) -> str:
    """Return the URI of a topic's IPTC code; empty for a topic without one."""
    scheme, _, code = topic.code.partition(":")
    return f"{_SCHEMES[scheme]}{code}" if scheme in _SCHEMES and code else ""


def _by_id(topics: Sequence[Topic]) -> dict[str, Topic]:
    return {topic.id: topic for topic in topics}
