"""The article: headline, body and metadata as sent; offsets in results point into this text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from gaoqian.dates import parse_datetime
from gaoqian.errors import ArticleError

#: Publishing status, in the words of ninjs and NewsML-G2: ``withheld`` means not for publication
#: yet, ``canceled`` that no version of the item may be used any more.
PubStatus = Literal["usable", "withheld", "canceled"]
PUB_STATUSES: tuple[PubStatus, ...] = get_args(PubStatus)

#: The keys that `Article.from_record` reads; readers of tables read these columns only.
RECORD_KEYS = (
    "id",
    "headline",
    "body",
    "language",
    "version",
    "byline",
    "pub_status",
    "version_created",
    "embargoed_until",
)


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of copy (稿件), unchanged.

    Attributes:
        headline: The headline; empty where it was lost or there is none.
        body: The text, paragraphs or hard-wrapped lines joined with line feeds.
        id: The sender's identifier (guid), the same in all versions; empty where there is none.
        source: File, or file and line, that it was read from, such as ``wire.jsonl:12``.
        language: A BCP 47 tag where the sender declares one, such as ``zh-Hans``.
        version: The sender's version; empty where there is none.
        byline: The author, from the sender's own field; empty where there is none.
        pub_status: Publishing status.
        version_created: Time of this version; None where the sender gives none.
        embargoed_until: End of its embargo; None without an embargo.
        encoding: The encoding that the reader detected, as Python names it; empty where the
            format prescribes one.
    """

    headline: str = ""
    body: str = ""
    id: str = ""
    source: str = ""
    language: str = ""
    version: str = ""
    byline: str = ""
    pub_status: PubStatus = "usable"
    version_created: datetime | None = None
    embargoed_until: datetime | None = None
    encoding: str = ""

    @classmethod
    def from_record(cls, record: Mapping[str, Any], source: str = "") -> "Article":
        """Build an article from a JSON object with ``headline``, ``body`` and `RECORD_KEYS`.

        ``id`` and ``version`` may be numbers, since archives number their articles. Other keys are
        ignored, ``source`` among them: only the reader knows where an article was read. Times
        are ISO 8601; without a zone, China Standard Time is assumed.

        Args:
            record: The JSON object, or the row of a table.
            source: File, or file and line, that it was read from.

        Raises:
            ArticleError: the record has neither text field, or a field has the wrong type.
        """
        if "body" not in record and "headline" not in record:
            raise ArticleError(f"no 'body' and no 'headline' among the keys {sorted(record)}")
        return cls(
            headline=_string(record, "headline"),
            body=_string(record, "body"),
            id=_string(record, "id", or_number=True),
            source=source,
            language=_string(record, "language"),
            version=_string(record, "version", or_number=True),
            byline=_string(record, "byline"),
            pub_status=parse_pub_status(_string(record, "pub_status") or "usable"),
            version_created=_moment(record, "version_created"),
            embargoed_until=_moment(record, "embargoed_until"),
        )

    def to_record(self) -> dict[str, Any]:
        """Return the JSON object from which `from_record` builds an equal article."""
        record: dict[str, Any] = {key: getattr(self, key) for key in RECORD_KEYS}
        for key in ("version_created", "embargoed_until"):
            moment: datetime | None = record[key]
            record[key] = None if moment is None else moment.isoformat()
        return record


def parse_pub_status(name: str) -> PubStatus:
    """Return the publishing status of this name.

    Raises:
        ArticleError: the name is none of `PUB_STATUSES`.
    """
    for status in PUB_STATUSES:
        if name == status:
            return status
    raise ArticleError(f"status {name!r} is unknown, expected one of {', '.join(PUB_STATUSES)}")


def _string(record: Mapping[str, Any], name: str, *, or_number: bool = False) -> str:
    value = record.get(name, "")
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if or_number and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ArticleError(f"'{name}' is {type(value).__name__}, expected a string")


def _moment(record: Mapping[str, Any], name: str) -> datetime | None:
    value = record.get(name)
    if value is None or value == "":
        return None
    try:
        return parse_datetime(value)
    except ArticleError as error:
        raise ArticleError(f"'{name}': {error}") from error
