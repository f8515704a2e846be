"""Slip: an article with the model's result and the editor's decision, the unit of output."""

from dataclasses import dataclass

from gaoqian.article import Article, PubStatus
from gaoqian.result import TagResult
from gaoqian.taxonomy import Topic


@dataclass(frozen=True, slots=True)
class Slip:
    """One version of one article, as it is written.

    Attributes:
        article: The article as read.
        result: The model's result; None for a withdrawn item that was never tagged.
        topics: The topics of the bundle's taxonomy, in order.
        editor_topics: Identifiers of the topics assigned by an editor, which override the
            model's; empty for none of the topics, None without an editor's decision.
        same_story_as: Identifier of a near-duplicate of the article; empty for none.
        withdrawn: Whether the item was canceled and earlier output is to be withdrawn.
    """

    article: Article
    result: TagResult | None
    topics: tuple[Topic, ...] = ()
    editor_topics: tuple[str, ...] | None = None
    same_story_as: str = ""
    withdrawn: bool = False

    @property
    def pub_status(self) -> PubStatus:
        """Publishing status; ``canceled`` for a withdrawn item."""
        return "canceled" if self.withdrawn else self.article.pub_status

    @property
    def model(self) -> str:
        """Version of the bundle; empty if nothing was tagged."""
        return "" if self.result is None else self.result.model
