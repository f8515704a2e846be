"""The result of tagging: tags with their scores, thresholds and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["tagged", "none", "abstained"]
Reason = Literal["too_short", "not_chinese", "low_confidence"]
Field = Literal["headline", "body"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the article's text that contributed to a tag.

    Attributes:
        field: The field of the article that the offsets refer to.
        start: First character, in Unicode code points from 0.
        end: One past the last character; ``text == getattr(article, field)[start:end]``.
        text: That slice.
        weight: Contribution of the stretch to the topic's log odds, in nats; positive.
    """

    field: Field
    start: int
    end: int
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic assigned to an article.

    Attributes:
        topic: The topic's identifier in the taxonomy.
        label: Its Chinese label.
        score: Calibrated probability, 0 to 1.
        threshold: The probability from which the topic is assigned, 0 to 1.
        evidence: The strongest stretches, strongest first; empty unless asked for.
    """

    topic: str
    label: str
    score: float
    threshold: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TagResult:
    """The result for one article.

    Attributes:
        id: The article's identifier as sent.
        source: Where the article was read from.
        headline: Its headline as sent.
        status: ``tagged``, ``none`` (about none of the topics) or ``abstained`` (undecided).
        reason: Reason for abstaining; None unless ``status`` is ``abstained``.
        tags: Assigned topics, highest score first; empty unless ``tagged``.
        scores: Calibrated probability of every topic, 0 to 1; empty where nothing was scored.
        model: Version of the bundle.
        byline: Leads and bylines found in the text and hidden from the classifier.
        rubric: The column's name or the commentator's line, replaced for the classifier by a mark
            of its kind; empty where none was found.
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
        """Return the JSON object that the command line and the service write."""
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
        """Build a result from the JSON object of `to_dict`; scores are rounded as written."""
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
