"""What happens when an article is published: feedback on the last suggestions, then new ones.

Publishing never fails because of the tagger: what fails is logged and made up for at the next
publication, or by ``manage.py catch_up``.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from taggit.models import Tag

from articles.gaoqian import Gaoqian, Slip
from articles.models import ArticlePage, SuggestedTag, TaggingState

logger = logging.getLogger(__name__)


def on_published(sender: object, instance: ArticlePage, **kwargs: Any) -> None:
    """Handle Wagtail's signal, once what was published is committed."""
    del sender
    revision = kwargs["revision"]
    editor = revision.user.get_username() if revision.user else ""
    transaction.on_commit(lambda: catch_up(instance, str(revision.pk), editor))


def catch_up(page: ArticlePage, version: str, editor: str) -> bool:
    """Report and tag an article as far as that has not been done; false where it failed."""
    state, _ = TaggingState.objects.get_or_create(page=page)
    with Gaoqian() as tagger:
        reported = _try(page, lambda: _report(page, state, version, editor, tagger))
        # Suggestions stay until it has been told what became of them.
        if not reported and state.model:
            return False
        return _try(page, lambda: _suggest(page, state, version, tagger)) and reported


def _try(page: ArticlePage, step: Callable[[], None]) -> bool:
    try:
        step()
    except Exception:
        # Whatever it is, the article is out, and stays so.
        logger.exception("page %s: the tagger could not be asked", page.pk)
        return False
    return True


def _report(
    page: ArticlePage, state: TaggingState, version: str, editor: str, tagger: Gaoqian
) -> None:
    """Tell the tagger which of its topics the editor has given, where that is news."""
    names = {tag.name for tag in page.tags.all()}
    if not names and not state.reported:
        return
    topics = sorted(topic for label, topic in tagger.topics_by_label().items() if label in names)
    # Who never gave a topic has not said that there is none.
    if topics == (state.reported or []):
        return
    suggested = {item.topic for item in page.suggestions}
    verdicts = dict.fromkeys(suggested - set(topics), "rejected_wrong")
    if state.model:
        verdicts |= {topic: "accepted" if topic in suggested else "missed" for topic in topics}
    tagger.report(
        {
            "article": f"wagtail:{page.pk}",
            "version": version,
            "headline": page.title,
            "body": page.text,
            "topics": topics,
            "verdicts": verdicts,
            "editor": editor or "wagtail",
            "stage": "published",
            "model": state.model,
        }
    )
    state.reported = topics
    state.save()


def _suggest(page: ArticlePage, state: TaggingState, version: str, tagger: Gaoqian) -> None:
    """Ask for suggestions, where the text is not the one they were made for."""
    if state.text_hash == page.text_hash:
        return
    slip = tagger.tag(
        {
            "id": f"wagtail:{page.pk}",
            "version": version,
            "headline": page.title,
            "body": page.text,
            "language": "zh-Hans",
        }
    )
    _store(page, state, slip)


def _store(page: ArticlePage, state: TaggingState, slip: Slip) -> None:
    with transaction.atomic():
        page.suggested_items.all().delete()
        for suggestion in slip.suggestions:
            tag, _ = Tag.objects.get_or_create(name=suggestion.label)
            SuggestedTag.objects.create(
                content_object=page, tag=tag, topic=suggestion.topic, score=suggestion.score
            )
        state.text_hash, state.model, state.status = page.text_hash, slip.model, slip.status
        state.save()
