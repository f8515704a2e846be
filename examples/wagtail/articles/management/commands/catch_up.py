"""``manage.py catch_up``: report and tag what could not be when it was published."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.models import ArticlePage
from articles.publishing import catch_up


class Command(BaseCommand):
    """Goes through all published articles; what is done already costs the tagger nothing."""

    help = "补上发布时没有完成的建议与反馈 Make up for suggestions and feedback that failed"

    def handle(self, **options: Any) -> None:
        """Print how many articles are up to date, and how many failed."""
        del options
        outcomes = [
            catch_up(page, str(page.live_revision_id), _editor(page))
            for page in ArticlePage.objects.live().select_related("live_revision__user")
        ]
        failed = outcomes.count(False)
        self.stdout.write(f"{len(outcomes) - failed} 篇已完成 done，{failed} 篇失败 failed")


def _editor(page: ArticlePage) -> str:
    revision = page.live_revision
    return revision.user.get_username() if revision and revision.user else ""
