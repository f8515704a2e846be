"""An article as it was sent: the text that every offset of a result points into."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gaoqian.errors import ArticleError

#: What `Article.from_record` takes from a record; readers of tables read these columns alone.
RECORD_KEYS = ("id", "headline", "body", "language")


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of copy (稿件), unchanged.

    Attributes:
        headline: The headline; empty where it was lost or there is none.
        body: The text, paragraphs or hard-wrapped lines joined with line feeds.
        id: The sender's identifier; empty where there is none.
        source: Where it was read from, for instance ``wire.jsonl:12``.
        language: A BCP 47 tag where the sender declares one, such as ``zh-Hans``.
    """

    headline: str = ""
    body: str = ""
    id: str = ""
    source: str = ""
    language: str = ""

    @classmethod
    def from_record(cls, record: Mapping[str, Any], source: str = "") -> "Article":
        """Build an article from a JSON object with ``headline``, ``body`` and ``id``.

        A number is taken as an ``id``, since archives number their articles. Other keys
        are left to whoever knows them, ``source`` among them: where an article was read is
        for its reader to say.

        Args:
            record: The JSON object, or the row of a table.
            source: Where it was read.

        Raises:
            ArticleError: the record has no text field, or a field is not a string.
        """
        if "body" not in record and "headline" not in record:
            raise ArticleError(f"no 'body' and no 'headline' among the keys {sorted(record)}")
        identifier = record.get("id", "")
        if isinstance(identifier, int) and not isinstance(identifier, bool):
            identifier = str(identifier)
        fields: dict[str, Any] = {
            "headline": record.get("headline", ""),
            "body": record.get("body", ""),
            "id": identifier,
            "language": record.get("language", ""),
        }
        fields = {name: "" if value is None else value for name, value in fields.items()}
        for name, value in fields.items():
            if not isinstance(value, str):
                raise ArticleError(f"'{name}' is {type(value).__name__}, expected a string")
        return cls(**fields, source=source)
