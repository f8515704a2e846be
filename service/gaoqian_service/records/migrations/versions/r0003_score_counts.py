"""Makes the table of score counts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "score_counts",
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("cell", sa.String(length=255), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("model", "week", "cell", name=op.f("pk_score_counts")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("score_counts")
