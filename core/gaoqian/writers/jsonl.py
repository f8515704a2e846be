"""JSON Lines: the result of ``gaoqian tag`` and the other fields of the slip."""

from collections.abc import Sequence
from typing import Any

from gaoqian.json import encode
from gaoqian.writers.format import OutputFormat
from gaoqian.writers.slip import Slip


def write_jsonl(slips: Sequence[Slip]) -> bytes:
    """Return a line of UTF-8 JSON for each slip, each with a line feed."""
    return b"".join(encode(to_object(slip)) + b"\n" for slip in slips)


def to_object(slip: Slip) -> dict[str, Any]:
    """Return the JSON object: `TagResult.to_dict` and the fields of the slip.

    A withdrawn item has the status ``withdrawn`` and no tags.
    """
    embargo = slip.article.embargoed_until
    return _result(slip) | {
        "version": slip.article.version,
        "pub_status": slip.pub_status,
        "embargoed_until": None if embargo is None else embargo.isoformat(),
        "editor_topics": None if slip.editor_topics is None else list(slip.editor_topics),
        "same_story_as": slip.same_story_as,
    }


def _result(slip: Slip) -> dict[str, Any]:
    if slip.result is not None and not slip.withdrawn:
        return slip.result.to_dict()
    return {
        "id": slip.article.id,
        "source": slip.article.source,
        "headline": slip.article.headline,
        "status": "withdrawn" if slip.withdrawn else None,
        "reason": None,
        "tags": [],
        "scores": {},
        "model": slip.model,
        "byline": [],
        "rubric": "",
    }


FORMAT = OutputFormat("jsonl", ".jsonl", "application/jsonl", write_jsonl, resumable=True)
