"""Articles with two kinds of tags: the editor's own, and the machine's suggestions.

They share taggit's tags, so that a name is one tag whoever gave it, and nothing else: no code
moves a suggestion among the editor's tags.
"""

from hashlib import sha256

from bs4 import BeautifulSoup
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, HelpPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

_BLOCKS = ["p", "h2", "h3", "h4", "li", "blockquote"]


class EditorTag(TaggedItemBase):
    """A tag that an editor gave; part of the page's drafts and versions."""

    content_object = ParentalKey(
        "articles.ArticlePage", on_delete=models.CASCADE, related_name="editor_items"
    )


class ArticlePage(Page):
    """A piece of copy; Wagtail's title is its headline."""

    body = RichTextField("正文", features=["h2", "h3", "bold", "ol", "ul", "link"])
    tags = ClusterTaggableManager(
        through=EditorTag, verbose_name="标签", blank=True, help_text="由编辑决定，逗号分隔。"
    )

    content_panels = [
        TitleFieldPanel("title", heading="标题"),
        FieldPanel("body"),
        FieldPanel("tags"),
        HelpPanel(template="articles/suggestions_panel.html", heading="建议标签（稿签）"),
    ]

    class Meta:
        verbose_name = "稿件"
        verbose_name_plural = "稿件"

    @property
    def text(self) -> str:
        """The body without markup, one paragraph a line."""
        soup = BeautifulSoup(self.body, "html.parser")
        return "\n".join(block.get_text() for block in soup.find_all(_BLOCKS))

    @property
    def text_hash(self) -> str:
        """SHA-256 over headline, line feed and text, as Gaoqian writes it."""
        return "sha256:" + sha256(f"{self.title}\n{self.text}".encode()).hexdigest()

    @property
    def suggestions(self) -> "models.QuerySet[SuggestedTag]":
        """What the machine suggests, the likeliest first."""
        return self.suggested_items.select_related("tag").order_by("-score")


class SuggestedTag(TaggedItemBase):
    """A tag that the machine suggests.

    Its page is a plain foreign key, since children of a page (`ParentalKey`) are part of each
    draft: the next publication would bring back the suggestions of the last one.
    """

    content_object = models.ForeignKey(
        ArticlePage, on_delete=models.CASCADE, related_name="suggested_items"
    )
    topic = models.CharField("主题编号", max_length=64)
    score = models.FloatField("概率")

    @property
    def percent(self) -> int:
        """The probability in percent, as editors read it; never 100, since nothing is certain."""
        score: float = self.score
        return min(round(score * 100), 99)


class TaggingState(models.Model):
    """How far an article has come with the tagger, so that what failed can be made up for.

    Attributes:
        text_hash: Hash of the text that the suggestions are for; empty before the first.
        model: The version of the model that made them.
        status: ``tagged``, ``none`` or ``abstained``.
        reported: Topics of the editor that the tagger has acknowledged; None before the first.
    """

    page = models.OneToOneField(ArticlePage, on_delete=models.CASCADE, related_name="tagging")
    text_hash = models.CharField(max_length=71, blank=True)
    model = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=16, blank=True)
    reported = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.status or '-'}"
