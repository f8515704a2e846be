"""Makes the tables of the wire's ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "stories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.String(length=71), nullable=False),
        sa.Column("text_hash", sa.String(length=71), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("pub_status", sa.String(length=16), nullable=False),
        sa.Column("version_created", sa.DateTime(timezone=True), nullable=True),
        sa.Column("embargoed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("slip", sa.String(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("same_story_as", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
        sa.UniqueConstraint("guid", "version", name=op.f("uq_stories_guid")),
    )
    op.create_index(op.f("ix_stories_arrived_at"), "stories", ["arrived_at"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=255), nullable=False),
        sa.Column("withdraws", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name=op.f("fk_deliveries_story_id_stories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_story_id"), "deliveries", ["story_id"], unique=False)
    op.create_index(
        op.f("ix_deliveries_state"), "deliveries", ["state", "target", "due_at"], unique=False
    )
    op.create_table(
        "pulls",
        sa.Column("source", sa.String(length=512), nullable=False),
        sa.Column("name", sa.String(length=512), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("pulled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "name", name=op.f("pk_pulls")),
    )
    op.create_table(
        "wire_errors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wire_errors")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("wire_errors")
    op.drop_table("pulls")
    op.drop_index(op.f("ix_deliveries_state"), table_name="deliveries")
    op.drop_index(op.f("ix_deliveries_story_id"), table_name="deliveries")
    op.drop_table("deliveries")
    op.drop_index(op.f("ix_stories_arrived_at"), table_name="stories")
    op.drop_table("stories")
