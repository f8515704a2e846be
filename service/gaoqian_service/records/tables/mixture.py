"""What a house's copy scores, counted."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from gaoqian_service.records.tables.base import Table


class ScoreCountRow(Table):
    """How many articles of a week had which probabilities; nothing of any text.

    Attributes:
        model: The bundle that scored them, see `Tagger.counted_as`.
        week: Its Monday, ``2026-11-30``.
        cell: Which probabilities, see `gaoqian.mixture.cell_of`.
        articles: How many.
    """

    __tablename__ = "score_counts"

    model: Mapped[str] = mapped_column(String(64), primary_key=True)
    week: Mapped[str] = mapped_column(String(10), primary_key=True)
    cell: Mapped[str] = mapped_column(String(255), primary_key=True)
    articles: Mapped[int]
