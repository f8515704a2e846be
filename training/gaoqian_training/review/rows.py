"""The rows of a review: each says what looks wrong, where, and what speaks for it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Row:
    """One suspicion.

    Attributes:
        reason: What kind it is; one a class.
        where: ``file:line`` of the article, the earlier one of several.
    """

    reason: ClassVar[str]
    where: str

    def to_dict(self) -> dict[str, Any]:
        """Return the row as JSON can hold it, ``reason`` first."""
        return {"reason": self.reason, **asdict(self)}


@dataclass(frozen=True, slots=True)
class LabelDisagrees(Row):
    """The label differs from what models think that did not see the article.

    Attributes:
        id: The article's identifier.
        headline: Its headline.
        excerpt: The first 120 characters of its body.
        topics: As labelled, in the order of the taxonomy.
        suggested: The topics that are likelier than not; in mode single, the likeliest.
        scores: Calibrated out-of-fold probability of each topic, 0 to 1, to 4 places.
        quality: cleanlab's label quality score, 0 to 1, to 4 places; low is suspicious.
    """

    reason: ClassVar[str] = "label_disagrees"
    id: str
    headline: str
    excerpt: str
    topics: tuple[str, ...]
    suggested: tuple[str, ...]
    scores: Mapping[str, float]
    quality: float


@dataclass(frozen=True, slots=True)
class NearDuplicatesDisagree(Row):
    """Two articles that are nearly the same carry different labels.

    Attributes:
        other: ``file:line`` of the later one.
        similarity: Jaccard similarity of their character 5-grams, 0 to 1, to 4 places.
        topics: Of the earlier one.
        other_topics: Of the later one.
    """

    reason: ClassVar[str] = "near_duplicates_disagree"
    other: str
    similarity: float
    topics: tuple[str, ...]
    other_topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupStraddles(Row):
    """Two articles that are nearly the same share no group, so that folds may part them.

    Attributes:
        other: ``file:line`` of the later one.
        similarity: Jaccard similarity of their character 5-grams, 0 to 1, to 4 places.
        group: Of the earlier one; empty where it has none.
        other_group: Of the later one.
    """

    reason: ClassVar[str] = "group_straddles"
    other: str
    similarity: float
    group: str
    other_group: str


@dataclass(frozen=True, slots=True)
class GroupMember:
    """An article of a group: ``file:line``, identifier and topics."""

    where: str
    id: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupDisagrees(Row):
    """The articles of one declared group carry different labels.

    Attributes:
        group: Its name.
        members: All of its articles, in file order.
    """

    reason: ClassVar[str] = "group_disagrees"
    group: str
    members: tuple[GroupMember, ...]
