"""Feedback as labelled articles, for ``gaoqian train``."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gaoqian import Article
from gaoqian_service.records.canceled_stories import read_canceled
from gaoqian_service.records.database import Database
from gaoqian_service.records.feedback import read_feedback
from gaoqian_service.records.tables import FeedbackRow
from gaoqian_service.records.texts import hash_text, read_texts

_AT_A_TIME = 1_000


@dataclass(frozen=True, slots=True)
class Labels:
    """The latest feedback on each article.

    Attributes:
        rows: The latest feedback, one row an article, in the order of the first one.
        said: How many pieces of feedback there are.
        canceled: How many articles are left out, since their sender canceled them.
    """

    rows: list[FeedbackRow]
    said: int
    canceled: int


def read_labels(database: Database) -> Labels:
    """Return the latest feedback on each article that is not canceled.

    Raises:
        DatabaseError: the database does not answer.
    """
    last: dict[str, FeedbackRow] = {}
    said = 0
    for row in _all_feedback(database):
        said += 1
        name = row.article.article
        if name not in last or last[name].made_at <= row.made_at:
            last[name] = row
    canceled = read_canceled(database)
    rows = [
        row
        for name, row in last.items()
        if name not in canceled.guids and row.article.text_hash not in canceled.text_hashes
    ]
    return Labels(rows, said, len(last) - len(rows))


def find_texts(
    database: Database, labels: Labels, archive: Iterable[Article]
) -> dict[str, Article]:
    """Return the labelled texts by hash, from the database, else from an archive.

    Raises:
        DatabaseError: the database does not answer.
    """
    wanted = {row.article.text_hash for row in labels.rows}
    texts = read_texts(database, wanted)
    missing = wanted - texts.keys()
    for article in archive:
        if not missing:
            break
        found = hash_text(article.headline, article.body)
        if found in missing:
            texts[found] = article
            missing.remove(found)
    return texts


def label(row: FeedbackRow, texts: Mapping[str, Article]) -> dict[str, object] | None:
    """Return a labelled article as JSON for training; None where its text is not in ``texts``."""
    text = texts.get(row.article.text_hash)
    if text is None:
        return None
    return {
        "id": row.article.article,
        "headline": text.headline,
        "body": text.body,
        "topics": row.final_topics,
        "reviewed": True,
    }


def _all_feedback(database: Database) -> Iterator[FeedbackRow]:
    after = 0
    while rows := read_feedback(database, after, _AT_A_TIME):
        yield from rows
        after = rows[-1].id
