"""The application: listens to what is published."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles and their tags."""

    name = "articles"
    verbose_name = "稿件"

    def ready(self) -> None:
        """Connect the handler; models can be imported only from here on."""
        from wagtail.signals import page_published

        from articles.models import ArticlePage
        from articles.publishing import on_published

        page_published.connect(on_published, sender=ArticlePage)
