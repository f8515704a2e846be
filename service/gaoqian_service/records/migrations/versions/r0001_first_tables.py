"""Makes the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_keys_digest")),
        sa.UniqueConstraint("name", name=op.f("uq_api_keys_name")),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(length=255), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("text_hash", sa.String(length=71), nullable=False),
        sa.Column("headline", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("article", "version", "text_hash", name=op.f("uq_articles_article")),
    )
    op.create_index(op.f("ix_articles_article"), "articles", ["article"], unique=False)
    op.create_index(op.f("ix_articles_text_hash"), "articles", ["text_hash"], unique=False)
    op.create_table(
        "shadow_counts",
        sa.Column("challenger", sa.String(length=64), nullable=False),
        sa.Column("champion", sa.String(length=64), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("disagreed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("challenger", "champion", name=op.f("pk_shadow_counts")),
    )
    op.create_table(
        "shadow_disagreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenger", sa.String(length=64), nullable=False),
        sa.Column("champion", sa.String(length=64), nullable=False),
        sa.Column("article", sa.String(length=255), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("text_hash", sa.String(length=71), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("champion_score", sa.Double(), nullable=True),
        sa.Column("challenger_score", sa.Double(), nullable=True),
        sa.Column("champion_given", sa.Boolean(), nullable=False),
        sa.Column("challenger_given", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shadow_disagreements")),
    )
    op.create_index(
        op.f("ix_shadow_disagreements_challenger"),
        "shadow_disagreements",
        ["challenger", "champion", "topic"],
        unique=False,
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_decisions_article_id_articles")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_article_id"), "decisions", ["article_id"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("editor", sa.String(length=255), nullable=False),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.Column("caller", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=255), nullable=False),
        sa.Column("content_hash", sa.String(length=71), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_feedback_article_id_articles")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("identity", name=op.f("uq_feedback_identity")),
    )
    op.create_index(op.f("ix_feedback_article_id"), "feedback", ["article_id"], unique=False)
    op.create_table(
        "decision_scores",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("threshold", sa.Double(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("margin", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_decision_scores_decision_id_decisions")
        ),
        sa.PrimaryKeyConstraint("decision_id", "topic", name=op.f("pk_decision_scores")),
    )
    op.create_index(
        op.f("ix_decision_scores_topic"), "decision_scores", ["topic", "margin"], unique=False
    )
    op.create_table(
        "feedback_topics",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_topics_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("feedback_id", "topic", name=op.f("pk_feedback_topics")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("feedback_topics")
    op.drop_index(op.f("ix_decision_scores_topic"), table_name="decision_scores")
    op.drop_table("decision_scores")
    op.drop_index(op.f("ix_feedback_article_id"), table_name="feedback")
    op.drop_table("feedback")
    op.drop_index(op.f("ix_decisions_article_id"), table_name="decisions")
    op.drop_table("decisions")
    op.drop_index(op.f("ix_shadow_disagreements_challenger"), table_name="shadow_disagreements")
    op.drop_table("shadow_disagreements")
    op.drop_table("shadow_counts")
    op.drop_index(op.f("ix_articles_text_hash"), table_name="articles")
    op.drop_index(op.f("ix_articles_article"), table_name="articles")
    op.drop_table("articles")
    op.drop_table("api_keys")
