"""The tables, as SQLAlchemy maps them; ``migrations`` makes them.

Times are UTC. Topics are identifiers of the taxonomy, and are kept as text: a taxonomy may
change, and what was said under the old one stays said.
"""

from gaoqian_service.records.tables.base import Table, UtcTime
from gaoqian_service.records.tables.editorial import (
    ArticleRow,
    DecisionRow,
    DisagreementRow,
    FeedbackRow,
    FeedbackTopicRow,
    KeyRow,
    ScoreRow,
    ShadowCountRow,
    Verdict,
)
from gaoqian_service.records.tables.mixture import ScoreCountRow
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
