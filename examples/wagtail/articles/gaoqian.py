"""The tagger's REST interface, as far as this site needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx2
from django.conf import settings

#: In seconds. Publishing waits for the answer, so that it must not be long in coming.
_TIMEOUT = httpx2.Timeout(5, connect=2)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic that the tagger gives.

    Attributes:
        topic: Its identifier.
        label: Its Chinese name.
        score: Its probability, 0 to 1.
    """

    topic: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Slip:
    """The tagger's answer for one article.

    Attributes:
        status: ``tagged``, ``none`` or ``abstained``.
        model: The version of the model that answered.
        suggestions: The topics given, the likeliest first.
    """

    status: str
    model: str
    suggestions: tuple[Suggestion, ...]


class Gaoqian:
    """A connection to the tagger; every method raises `httpx2.HTTPError` where it fails."""

    def __init__(self) -> None:
        key = settings.GAOQIAN_API_KEY
        self._client = httpx2.Client(
            base_url=settings.GAOQIAN_URL,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=_TIMEOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._client.close()

    def tag(self, article: Mapping[str, str]) -> Slip:
        """Tag an article with ``id``, ``version``, ``headline`` and ``body``."""
        answer = self._call("POST", "/v1/tag", json={**article, "explain": False})
        suggestions = tuple(
            Suggestion(tag["topic"], tag["label"], tag["score"]) for tag in answer["tags"]
        )
        return Slip(answer["status"], answer["model"], suggestions)

    def topics_by_label(self) -> dict[str, str]:
        """Return the identifiers of all topics by their Chinese names."""
        answer = self._call("GET", "/v1/topics")
        return {topic["label"]: topic["id"] for topic in answer["topics"]}

    def report(self, feedback: Mapping[str, Any]) -> None:
        """Tell what an editor decided; sending the same again is harmless."""
        self._call("POST", "/v1/feedback", json=feedback)

    def _call(self, method: str, path: str, **options: Any) -> Any:
        response = self._client.request(method, path, **options)
        response.raise_for_status()
        return response.json()
