"""A slip: an article with what the model and the editors say of it, as it goes out."""

from dataclasses import dataclass

from gaoqian.article import Article, PubStatus
from gaoqian.result import TagResult
from gaoqian.taxonomy import Topic


@dataclass(frozen=True, slots=True)
class Slip:
    """What is written about one version of one article.

    Attributes:
        article: The article as it was read.
        result: What the model said; None where a withdrawn item was never tagged.
        topics: The taxonomy of the bundle that answered, in its order.
        editor_topics: Identifiers of the topics that an editor gave, which outrank the model's,
            and are none where it is empty; None where no editor has said anything.
        same_story_as: The identifier of another article that tells the same story in nearly the
            same words; empty where there is none.
        withdrawn: Whether the item was canceled, and everything sent before is to be withdrawn.
    """

    article: Article
    result: TagResult | None
    topics: tuple[Topic, ...] = ()
    editor_topics: tuple[str, ...] | None = None
    same_story_as: str = ""
    withdrawn: bool = False

    @property
    def pub_status(self) -> PubStatus:
        """What may be done with the item; ``canceled`` once it is withdrawn."""
        return "canceled" if self.withdrawn else self.article.pub_status

    @property
    def model(self) -> str:
        """The version of the bundle that answered; empty where nothing was tagged."""
        return "" if self.result is None else self.result.model
