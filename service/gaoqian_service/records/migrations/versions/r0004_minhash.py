"""Gives the signatures of articles the form that stories have: MinHashes of 96 permutations.

The form before had 64 permutations, whose values cannot be converted.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from gaoqian.near_duplicates import MinHash

revision = "0004"
down_revision = "0003"

_AT_A_TIME = 500
_ARTICLES = sa.table(
    "articles",
    sa.column("id", sa.Integer()),
    sa.column("headline", sa.String()),
    sa.column("body", sa.String()),
    sa.column("signature", sa.LargeBinary()),
)


def upgrade() -> None:
    """Recompute signatures from stored texts; without a text, the signature becomes NULL."""
    _forget(_ARTICLES.c.body.is_(None))
    change = (
        sa.update(_ARTICLES)
        .where(_ARTICLES.c.id == sa.bindparam("number"))
        .values(signature=sa.bindparam("minhash"))
    )
    for rows in _texts():
        minhashes = [MinHash.of(row.headline or "", row.body).to_bytes() for row in rows]
        op.get_bind().execute(
            change,
            [
                {"number": row.id, "minhash": minhash}
                for row, minhash in zip(rows, minhashes, strict=True)
            ],
        )


def downgrade() -> None:
    """Set all signatures to NULL, since an earlier program cannot read these."""
    _forget(sa.true())


def _forget(condition: sa.ColumnElement[bool]) -> None:
    op.execute(
        sa.update(_ARTICLES)
        .where(condition, _ARTICLES.c.signature.is_not(None))
        .values(signature=None)
    )


def _texts() -> Iterator[list[sa.Row[int, str | None, str, bytes | None]]]:
    """Yield the articles with a stored text, by id, some at a time."""
    last = 0
    while True:
        query = (
            sa.select(_ARTICLES)
            .where(_ARTICLES.c.id > last, _ARTICLES.c.body.is_not(None))
            .order_by(_ARTICLES.c.id)
            .limit(_AT_A_TIME)
        )
        rows = list(op.get_bind().execute(query))
        if not rows:
            return
        yield rows
        last = rows[-1].id
