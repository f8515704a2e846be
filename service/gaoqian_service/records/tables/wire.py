"""The wire's ledger: stories, what is to be delivered of them, and what went wrong."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gaoqian_service.records.tables.base import Table, UtcTime

#: ``current`` is the version that counts, ``superseded`` one that a newer version has replaced
#: (or that arrived behind a newer one), ``canceled`` any version of a story that was killed.
StoryState = Literal["current", "superseded", "canceled"]

#: ``pending`` waits for its time or its target, ``delivered`` is done, ``dropped`` must not go
#: out any more, ``dead`` is what the target cannot take, whenever it is sent.
DeliveryState = Literal["pending", "delivered", "dropped", "dead"]


class StoryRow(Table):
    """One version of one story, as it arrived last.

    Attributes:
        guid: The sender's identifier, else ``urn:sha256:`` and the digest of the text.
        version: The sender's version, else when it was made, else the text's hash.
        text_hash: See `texts.hash_text`.
        state: See `StoryState`.
        pub_status: ``usable``, ``withheld`` or ``canceled``, as the sender says.
        version_created: When the sender made this version; None where it does not say.
        embargoed_until: Before when it must not go out; None where it may at once.
        source: Where it was read last.
        arrived_at: When this version arrived with this content.
        repeats: How often the same arrived again.
        model: The version of the bundle that tagged it; empty where none did.
        article: The article as JSON, see `ledger.article_json`.
        slip: `TagResult.to_dict` as JSON; None where nothing was tagged.
        signature: See `MinHash.to_bytes`; None where nothing was tagged.
        same_story_as: The guid of an earlier near-duplicate; empty where there is none.
    """

    __tablename__ = "stories"
    __table_args__ = (UniqueConstraint("guid", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(String(255))
    version: Mapped[str] = mapped_column(String(71))
    text_hash: Mapped[str] = mapped_column(String(71))
    state: Mapped[StoryState] = mapped_column(String(16))
    pub_status: Mapped[str] = mapped_column(String(16))
    version_created: Mapped[datetime | None] = mapped_column(UtcTime)
    embargoed_until: Mapped[datetime | None] = mapped_column(UtcTime)
    source: Mapped[str]
    arrived_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    repeats: Mapped[int]
    model: Mapped[str] = mapped_column(String(64))
    article: Mapped[str]
    slip: Mapped[str | None]
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    same_story_as: Mapped[str] = mapped_column(String(255))


class DeliveryRow(Table):
    """One version that is to go to one target, or its withdrawal.

    Numbers follow the order in which stories arrived, so that what is delivered by number is,
    for each story, delivered in order.

    Attributes:
        target: The target's name.
        withdraws: Whether the target is told that the story is dead.
        due_at: Before when it must not go out.
        state: See `DeliveryState`.
        attempts: How often it was tried in vain.
        last_error: Why the last try was; empty where none was.
        delivered_at: When the target had taken it; None before.
    """

    __tablename__ = "deliveries"
    __table_args__ = (Index(None, "state", "target", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey(StoryRow.id), index=True)
    target: Mapped[str] = mapped_column(String(255))
    withdraws: Mapped[bool]
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[DeliveryState] = mapped_column(String(16))
    attempts: Mapped[int]
    last_error: Mapped[str]
    delivered_at: Mapped[datetime | None] = mapped_column(UtcTime)

    story: Mapped[StoryRow] = relationship()


class PullRow(Table):
    """A file or feed entry that was pulled from elsewhere.

    Attributes:
        source: The server and folder, or the feed, without a password.
        name: The file's or entry's name there.
        stamp: What changes when its content does.
        pulled_at: When it was pulled last.
    """

    __tablename__ = "pulls"

    source: Mapped[str] = mapped_column(String(512), primary_key=True)
    name: Mapped[str] = mapped_column(String(512), primary_key=True)
    stamp: Mapped[str]
    pulled_at: Mapped[datetime] = mapped_column(UtcTime)


class WireErrorRow(Table):
    """What went wrong on the wire; the last thousand are kept.

    Attributes:
        source: The file and line, the target, or whatever else was at fault.
        message: What was got and what was expected; never an article's text.
    """

    __tablename__ = "wire_errors"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    message: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)
