"""What the tagger answers: tags with their scores, thresholds and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["tagged", "none", "abstained"]
Reason = Literal["too_short", "not_chinese", "low_confidence"]
Field = Literal["headline", "body"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the text as sent that spoke for a tag.

    Attributes:
        field: The field of the article that ``start`` and ``end`` count in.
        start: First character, in Unicode code points from 0.
        end: One past the last character; ``text == getattr(article, field)[start:end]``.
        text: That slice.
        weight: What the stretch adds to the topic's logit, in nats; positive.
    """

    field: Field
    start: int
    end: int
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic that the article carries.

    Attributes:
        topic: The topic's identifier in the taxonomy.
        label: Its Chinese label.
        score: Calibrated probability, 0 to 1.
        threshold: The probability from which the topic is given.
        evidence: The strongest stretches, strongest first; empty unless asked for.
    """

    topic: str
    label: str
    score: float
    threshold: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TagResult:
    """The slip of one article.

    Attributes:
        id: The article's identifier as sent.
        source: Where the article was read from.
        headline: Its headline as sent.
        status: ``tagged``, ``none`` (none of the topics, which is an answer) or
            ``abstained`` (no honest answer exists; ``reason`` says why).
        reason: Why no answer was given; None unless ``status`` is ``abstained``.
        tags: The topics given, highest score first; empty unless ``tagged``.
        scores: Every topic's calibrated probability; empty where nothing was scored.
        model: The version of the bundle that answered.
        byline: Leads and bylines found in the text and hidden from the classifier.
        rubric: The column's name or the commentator's line, of which the classifier sees only
            that there is one of its kind; empty where none was found.
    """

    id: str
    source: str
    headline: str
    status: Status
    reason: Reason | None
    tags: tuple[Tag, ...]
    scores: dict[str, float] = field(hash=False)
    model: str
    byline: tuple[str, ...] = ()
    rubric: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of the command line and of the service."""
        return {
            "id": self.id,
            "source": self.source,
            "headline": self.headline,
            "status": self.status,
            "reason": self.reason,
            "tags": [_tag_to_dict(tag) for tag in self.tags],
            "scores": {topic: round(score, 6) for topic, score in self.scores.items()},
            "model": self.model,
            "byline": list(self.byline),
            "rubric": self.rubric,
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> "TagResult":
        """Build the result that `to_dict` wrote; scores are as exact as they were written."""
        tags = (
            Tag(**{**tag, "evidence": tuple(Evidence(**one) for one in tag["evidence"])})
            for tag in content["tags"]
        )
        return cls(**{**content, "tags": tuple(tags), "byline": tuple(content["byline"])})


def _tag_to_dict(tag: Tag) -> dict[str, Any]:
    return {
        "topic": tag.topic,
        "label": tag.label,
        "score": round(tag.score, 6),
        "threshold": round(tag.threshold, 6),
        "evidence": [
            {
                "field": evidence.field,
                "start": evidence.start,
                "end": evidence.end,
                "text": evidence.text,
                "weight": round(evidence.weight, 4),
            }
            for evidence in tag.evidence
        ],
    }
