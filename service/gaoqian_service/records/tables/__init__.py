"""The tables, as SQLAlchemy maps them; ``migrations`` makes them.

Timestamps are UTC. Topics are stored as the taxonomy's identifiers, not as foreign keys: a
taxonomy may change, and decisions and feedback under the old one stay.
"""

from gaoqian_service.records.tables.base import Table, UtcTime
from gaoqian_service.records.tables.editorial import (
    ArticleRow,
    DecisionRow,
    DisagreementRow,
    FeedbackRow,
    FeedbackTopicRow,
    KeyRow,
    ScoreCountRow,
    ScoreRow,
    ShadowCountRow,
    Verdict,
)
from gaoqian_service.records.tables.wire import (
    DeliveryRow,
    DeliveryState,
    PullRow,
    StoryRow,
    StoryState,
    WireErrorRow,
)

__all__ = [
    "ArticleRow",
    "DecisionRow",
    "DeliveryRow",
    "DeliveryState",
    "DisagreementRow",
    "FeedbackRow",
    "FeedbackTopicRow",
    "KeyRow",
    "PullRow",
    "ScoreCountRow",
    "ScoreRow",
    "ShadowCountRow",
    "StoryRow",
    "StoryState",
    "Table",
    "UtcTime",
    "Verdict",
    "WireErrorRow",
]
