"""Arrivals: stories with their identity, and the results of tagging them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from gaoqian import Article, ArticleError
from gaoqian.json import encode
from gaoqian_service.records.texts import MAX_ARTICLE, hash_text

#: Characters of a version that fit into the table: a text's hash is the longest of its own.
MAX_VERSION = 71

#: What makes two arrivals of one version the same: text, status, embargo.
Content = tuple[str, str, datetime | None]


@dataclass(frozen=True, slots=True)
class Tagged:
    """The result of tagging a story.

    Attributes:
        model: The version of the bundle that answered.
        slip: `TagResult.to_dict` as JSON.
        signature: See `MinHash.to_bytes`.
        cell: See `Tagger.cell`; empty where it is not counted.
        counted_as: See `Tagger.counted_as`.
    """

    model: str
    slip: str
    signature: bytes
    cell: str
    counted_as: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A story that has arrived.

    Attributes:
        article: The article; its ``id`` and ``version`` are those of the ledger.
        text_hash: See `texts.hash_text`.
    """

    article: Article
    text_hash: str

    @classmethod
    def of(cls, article: Article) -> "Arrival":
        """Determine the guid and version of a story.

        Without an identifier of its sender, it is known by its text; without a version, by when
        it was made, else by its text.

        Raises:
            ArticleError: identifier or version are longer than what the ledger has room for, or
                hold characters that a database refuses.
        """
        text_hash = hash_text(article.headline, article.body)
        made = article.version_created
        guid = article.id or f"urn:{text_hash}"
        version = article.version or (made.astimezone(UTC).isoformat() if made else text_hash)
        _check("id", guid, MAX_ARTICLE)
        _check("version", version, MAX_VERSION)
        if (guid, version) != (article.id, article.version):
            article = replace(article, id=guid, version=version)
        return cls(article, text_hash)

    @property
    def content(self) -> Content:
        """Its content, see `Content`."""
        embargo = self.article.embargoed_until
        return self.text_hash, self.article.pub_status, embargo and embargo.astimezone(UTC)

    @property
    def is_canceled(self) -> bool:
        """Whether it kills the story."""
        return self.article.pub_status == "canceled"

    def columns(self, now: datetime) -> dict[str, object]:
        """Return the columns of `StoryRow` that come from the article."""
        article = self.article
        return {
            "guid": article.id,
            "version": article.version,
            "text_hash": self.text_hash,
            "pub_status": article.pub_status,
            "version_created": article.version_created,
            "embargoed_until": article.embargoed_until,
            "source": storable_name(article.source),
            "arrived_at": now,
            "article": encode(article.to_record()).decode(),
        }


def storable_name(name: str) -> str:
    """Return a file's name, which may hold bytes that are no UTF-8, as a database takes it."""
    return name.encode(errors="backslashreplace").decode().replace("\0", "\\0")


def _check(field: str, value: str, room: int) -> None:
    if len(value) > room:
        raise ArticleError(f"'{field}' has {len(value)} characters, expected at most {room}")
    if "\0" in value or (not value.isascii() and value != storable_name(value)):
        raise ArticleError(f"'{field}' is {value!r}, expected no NUL and no lone surrogate")
