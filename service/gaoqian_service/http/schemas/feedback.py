"""Request and response models of editors' feedback."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, model_validator
from pydantic.config import JsonDict

from gaoqian_service.errors import ContentError
from gaoqian_service.http.schemas.text import Identifier, Text
from gaoqian_service.records.feedback import Feedback
from gaoqian_service.records.tables import FeedbackRow, Verdict
from gaoqian_service.records.texts import MAX_ARTICLE, MAX_VERSION, hash_text

#: Verdicts on topics that the article carries; the others are on topics that it does not.
_GIVEN: frozenset[Verdict] = frozenset({"accepted", "missed"})

_EXAMPLE: JsonDict = {
    "article": "20261124-017",
    "version": "2",
    "headline": "老楼道里装上了烟感",
    "body": "入冬前，柳溪街道给七十二户独居老人家里装上独立式感烟报警器。",
    "topics": ["safety"],
    "verdicts": {"safety": "accepted", "urban_renewal": "rejected_marginal"},
    "editor": "li.wei",
    "stage": "二审",
    "model": "2026.11.24-1",
    "at": "2026-11-24T09:30:00+08:00",
}

#: How far the clock of a sender may be ahead.
_AHEAD = timedelta(days=1)
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
#: Excludes NUL, which PostgreSQL stores in no text.
NO_NUL = r"^[^\x00]*$"


def _only_text(value: object) -> object:
    if not isinstance(value, str | datetime):
        raise ValueError("应为 ISO 8601 时间 expected a time such as 2026-11-24T09:30:00+08:00")  # noqa: TRY004  pydantic's way to refuse
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_only_text)]
TopicId = Annotated[Text, Field(min_length=1, max_length=64)]


class FeedbackRequest(BaseModel):
    """编辑对一篇稿件的最终标签与对各条建议的意见 What an editor says of an article."""

    model_config = {"json_schema_extra": {"examples": [_EXAMPLE]}}

    article: Identifier = Field(
        min_length=1, max_length=MAX_ARTICLE, pattern=NO_NUL, description="稿件编号 Its identifier"
    )
    version: Identifier = Field(
        default="", max_length=MAX_VERSION, pattern=NO_NUL, description="稿件版本 Its version"
    )
    headline: Text | None = Field(
        default=None, description="标题；正文与标题会保存，供训练用 Kept, for training"
    )
    body: Text | None = Field(default=None, description="正文 The text; kept, for training")
    text_hash: str | None = Field(
        default=None,
        pattern="^sha256:[0-9a-f]{64}$",
        description="不便送原文时，代之以“标题＋换行＋正文”的 SHA-256 Instead of the text: "
        "SHA-256 of headline, line feed and body, in UTF-8",
    )
    topics: list[TopicId] = Field(
        max_length=256, description="编辑定下的全部主题，可为空 All topics it carries; may be empty"
    )
    verdicts: dict[TopicId, Verdict] = Field(
        default={},
        max_length=256,
        description="对各主题的意见：accepted 采纳，rejected_wrong 不对，rejected_marginal 勉强，"
        "missed 漏了，blocked 不许用 What became of each suggestion",
    )
    editor: Identifier = Field(
        min_length=1, max_length=MAX_ARTICLE, pattern=NO_NUL, description="编辑 Who says so"
    )
    stage: Text = Field(
        default="", max_length=64, pattern=NO_NUL, description="审稿环节 Stage of review"
    )
    model: Text = Field(
        default="",
        max_length=64,
        pattern=NO_NUL,
        description="给出建议的模型版本 Whose suggestions",
    )
    at: Moment | None = Field(default=None, description="编辑定下的时间 When it was said")

    @model_validator(mode="after")
    def _names_its_text(self) -> Self:
        if self.text_hash is None and not (self.headline or self.body):
            raise ValueError(
                "应有 body、headline 或 text_hash expected body, headline or text_hash"
            )
        return self

    def to_feedback(self, known: frozenset[str]) -> Feedback:
        """Return the feedback to store.

        Args:
            known: The topics of the active bundle.

        Raises:
            ContentError: a topic is unknown, a verdict contradicts the topics, the hash is not
                that of the text, or the time is out of range.
        """
        self._check_topics(known)
        self._check_time()
        return Feedback(
            article=self.article,
            version=self.version,
            text_hash=self._check_hash(),
            headline=self.headline,
            body=self.body,
            topics=frozenset(self.topics),
            verdicts=self.verdicts,
            editor=self.editor,
            stage=self.stage,
            model=self.model,
            at=self.at,
        )

    def _check_topics(self, known: frozenset[str]) -> None:
        for place, topic in enumerate(self.topics):
            if topic not in known:
                raise ContentError(
                    f"topics.{place}",
                    f"topic {topic!r} is unknown, expected some of {sorted(known)}",
                )
        for topic, verdict in self.verdicts.items():
            if topic not in known:
                raise ContentError(
                    f"verdicts.{topic}", f"unknown topic, expected some of {sorted(known)}"
                )
            if (verdict in _GIVEN) != (topic in self.topics):
                stands = "is" if topic in self.topics else "is not"
                raise ContentError(
                    f"verdicts.{topic}",
                    f"{verdict}, but {topic!r} {stands} among the topics; accepted and missed "
                    "topics are, rejected and blocked ones are not",
                )

    def _check_hash(self) -> str:
        if self.headline is None and self.body is None:
            assert self.text_hash is not None  # noqa: S101  see _names_its_text
            return self.text_hash
        own = hash_text(self.headline or "", self.body or "")
        if self.text_hash not in (None, own):
            raise ContentError(
                "text_hash", f"{self.text_hash}, but headline and body as sent have {own}"
            )
        return own

    def _check_time(self) -> None:
        if self.at is not None and not _EARLIEST <= self.at <= datetime.now(UTC) + _AHEAD:
            raise ContentError(
                "at", f"{self.at.isoformat()}, expected a time since 1970, not ahead"
            )


class StoredAnswer(BaseModel):
    """已保存 It is on the disk."""

    id: int = Field(description="反馈编号 Its number")
    created: bool = Field(description="是否新保存；重复送来为 false False for a repeat")


class FeedbackAnswer(BaseModel):
    """一条反馈 What an editor said."""

    id: int
    article: str
    version: str
    text_hash: str
    topics: list[str]
    verdicts: dict[str, Verdict]
    editor: str
    stage: str
    model: str
    at: datetime = Field(description="编辑定下的时间 When it was said")
    received_at: datetime = Field(description="收到的时间 When it came in")
    caller: str = Field(description="送来它的密钥的名称 The name of the key it came with")


class FeedbackPage(BaseModel):
    """一页反馈，先到的在前 Feedback, in the order in which it came."""

    feedback: list[FeedbackAnswer]
    next: str | None = Field(
        description="下一页的 after；没有更多时为空 The next page's after; null at the end"
    )


def build_feedback_answer(row: FeedbackRow) -> FeedbackAnswer:
    """Build the response for a stored row."""
    return FeedbackAnswer.model_validate(
        {
            "id": row.id,
            "article": row.article.article,
            "version": row.article.version,
            "text_hash": row.article.text_hash,
            "topics": row.final_topics,
            "verdicts": {topic.topic: topic.verdict for topic in row.topics if topic.verdict},
            "editor": row.editor,
            "stage": row.stage,
            "model": row.model,
            "at": row.made_at,
            "received_at": row.received_at,
            "caller": row.caller,
        }
    )
