"""Article texts: stored once by hash, for the decisions and feedback that refer to them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gaoqian import Article
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import ArticleRow

#: Characters of an identifier and of a version that fit into the tables.
MAX_ARTICLE = 255
MAX_VERSION = 64

#: SQLite takes some 32,000 parameters; a few hundred are as quick.
_HASHES_A_QUERY = 500

#: Article, version and hash: the unique key of a stored text.
TextKey = tuple[str, str, str]


def hash_text(headline: str, body: str) -> str:
    """Return ``sha256:`` and the digest of headline, line feed and body, in UTF-8."""
    return digest_of(f"{headline}\n{body}")


def digest_of(content: str) -> str:
    """Return ``sha256:`` and the digest of a string, in UTF-8; lone surrogates count, too."""
    return f"sha256:{hashlib.sha256(content.encode(errors='surrogatepass')).hexdigest()}"


@dataclass(frozen=True, slots=True)
class SentText:
    """A text as a sender gave it, before it is stored.

    Attributes:
        article: The sender's identifier of the article; empty where there is none.
        version: The sender's version; empty where there is none.
        text_hash: See `hash_text`.
        headline: The headline; None where it is not to be stored.
        body: The body; None where it is not to be stored.
        signature: See `MinHash.to_bytes`; None where the text was not seen.
    """

    article: str
    version: str
    text_hash: str
    headline: str | None = None
    body: str | None = None
    signature: bytes | None = None

    @property
    def key(self) -> TextKey:
        """The unique key of the text."""
        return self.article, self.version, self.text_hash


def keep_texts(session: Session, texts: Iterable[SentText]) -> Mapping[TextKey, int]:
    """Insert new texts and complete known ones; return the row id of each by its key."""
    wanted = {text.key: text for text in texts}
    found = _find(session, wanted)
    missing = [text for known, text in wanted.items() if known not in found]
    for known, row in found.items():
        _complete(row, wanted[known])
    numbers = {known: row.id for known, row in found.items()}
    if missing:
        now = datetime.now(UTC)
        new = session.scalars(
            insert(ArticleRow).returning(ArticleRow.id, sort_by_parameter_order=True),
            [_values(text, now) for text in missing],
        )
        numbers |= {text.key: number for text, number in zip(missing, new, strict=True)}
    return numbers


def read_texts(database: Database, hashes: Iterable[str]) -> dict[str, Article]:
    """Return the stored texts with these hashes, by hash; those without a body are left out.

    Raises:
        DatabaseError: the database does not answer.
    """
    texts: dict[str, Article] = {}
    remaining = sorted(hashes)
    with database.read() as session:
        for start in range(0, len(remaining), _HASHES_A_QUERY):
            query = select(ArticleRow).where(
                ArticleRow.text_hash.in_(remaining[start : start + _HASHES_A_QUERY]),
                ArticleRow.body.is_not(None),
            )
            for row in session.scalars(query):
                texts[row.text_hash] = Article(row.headline or "", row.body or "")
    return texts


def _find(session: Session, wanted: Iterable[TextKey]) -> dict[TextKey, ArticleRow]:
    known = set(wanted)
    hashes = {text_hash for _, _, text_hash in known}
    rows = session.scalars(select(ArticleRow).where(ArticleRow.text_hash.in_(hashes)))
    by_known = {(row.article, row.version, row.text_hash): row for row in rows}
    return {key: row for key, row in by_known.items() if key in known}


def _complete(row: ArticleRow, text: SentText) -> None:
    """Fill in the body and signature of a text that was first stored without them."""
    if row.body is None and text.body is not None:
        row.headline, row.body = storable(text.headline), storable(text.body)
    if row.signature is None:
        row.signature = text.signature


def _values(text: SentText, now: datetime) -> dict[str, object]:
    return {
        "article": text.article,
        "version": text.version,
        "text_hash": text.text_hash,
        "headline": storable(text.headline),
        "body": storable(text.body),
        "signature": text.signature,
        "seen_at": now,
    }


def fits(article: str, version: str) -> bool:
    """Return whether an identifier and a version are short enough for the tables, without NUL."""
    short = len(article) <= MAX_ARTICLE and len(version) <= MAX_VERSION
    return short and "\0" not in article + version


def storable(text: str | None) -> str | None:
    """Replace NUL by U+FFFD, since PostgreSQL stores no NUL; offsets stay the same."""
    return None if text is None else text.replace("\0", "\ufffd")
