"""ninjs 3.1 (IPTC news in JSON): one item per line.

The schema is ``http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json``.
"""

from collections.abc import Sequence
from typing import Any

from gaoqian.article import Article
from gaoqian.json import encode
from gaoqian.writers.format import OutputFormat
from gaoqian.writers.identity import item_uri
from gaoqian.writers.labels import Label, code_uri, describe_suggestion, final_labels
from gaoqian.writers.slip import Slip

_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}

#: Values of ``rel``: the relation of the subject's ``uri`` to the newsroom's topic.
_RELATIONS = {
    "close": "skos:closeMatch",
    "broad": "skos:broadMatch",
    "narrow": "skos:narrowMatch",
}


def write_ninjs(slips: Sequence[Slip]) -> bytes:
    """Return an item in UTF-8 JSON for each slip, one per line."""
    return b"".join(write_item(slip) for slip in slips)


def write_item(slip: Slip) -> bytes:
    """Return one slip's item with a line feed."""
    return encode(to_item(slip)) + b"\n"


def to_item(slip: Slip) -> dict[str, Any]:
    """Return the item; unknown properties are omitted, since the schema has no nulls."""
    labels = final_labels(slip)
    article = slip.article
    item = {
        "uri": item_uri(article),
        "type": "text",
        "standard": _STANDARD,
        "version": article.version,
        "pubStatus": slip.pub_status,
        "versionCreated": article.version_created and article.version_created.isoformat(),
        "embargoedUntil": article.embargoed_until and article.embargoed_until.isoformat(),
        "language": article.language,
        "by": article.byline,
        "headlines": _text(article.headline),
        "bodies": _text("" if slip.withdrawn else article.body),
        "subjects": [_subject(label) for label in labels if label.topic.kind == "topic"],
        "genres": [_genre(label) for label in labels if label.topic.kind == "genre"],
        "edNote": describe_suggestion(slip),
        "associations": _same_story(slip),
        "altIds": _sender_id(slip),
    }
    return {name: value for name, value in item.items() if value}


def _text(value: str) -> list[dict[str, str]]:
    return [{"contentType": "text/plain", "value": value}] if value else []


def _subject(label: Label) -> dict[str, Any]:
    uri = code_uri(label.topic)
    subject = {
        "name": label.topic.label,
        "rel": _RELATIONS.get(label.topic.relation, "about") if uri else "about",
        "literal": label.topic.id,
        "creator": label.creator,
    }
    if uri:
        subject["uri"] = uri
    return subject if label.confidence is None else {**subject, "confidence": label.confidence}


def _genre(label: Label) -> dict[str, str]:
    genre = {"name": label.topic.label, "literal": label.topic.id}
    uri = code_uri(label.topic)
    return {**genre, "uri": uri} if uri else genre


def _same_story(slip: Slip) -> list[dict[str, str]]:
    if not slip.same_story_as:
        return []
    other = item_uri(Article(id=slip.same_story_as))
    return [{"name": "同稿 Same story", "rel": "sameStory", "uri": other}]


def _sender_id(slip: Slip) -> list[dict[str, str]]:
    own = slip.article.id
    return [{"role": "sender", "value": own}] if own and own != item_uri(slip.article) else []


FORMAT = OutputFormat("ninjs", ".json", "application/json", write_ninjs, single=write_item)
