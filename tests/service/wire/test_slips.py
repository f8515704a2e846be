"""Slips of queued deliveries."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gaoqian import Article, ModelStore, Tagger
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire.ledger.deliveries import QueuedDelivery
from gaoqian_service.wire.slips import SlipBuilder
from live import versions_of

_ARTICLE = Article(body="市总工会召开职工代表大会。", id="a", version="1")


def _delivery(tagger: Tagger, **fields: object) -> QueuedDelivery:
    values = {
        "id": 1,
        "article": _ARTICLE,
        "arrived_at": datetime.now(UTC),
        "result": tagger.tag(_ARTICLE),
        "editor_topics": None,
        "same_story_as": "",
        "withdraws": False,
    }
    return QueuedDelivery(**(values | fields))  # type: ignore[arg-type]


def test_slip_has_the_topics_of_the_model_that_tagged(two_models: Path) -> None:
    """Also once another is active, and once its folder is gone."""
    first, second = versions_of(two_models)
    store = ModelStore(two_models)
    old, new = (Tagger(store.load(version)) for version in (first, second))
    slips = SlipBuilder(store, Serving(new))
    slip = slips.build(_delivery(old, editor_topics=("fitness",)))
    assert slip.model == first
    assert slip.topics == old.bundle.manifest.taxonomy.topics
    assert slip.editor_topics == ("fitness",)
    shutil.rmtree(two_models / first)
    assert SlipBuilder(store, Serving(new)).build(_delivery(old)).topics == slip.topics


@pytest.mark.parametrize("withdraws", [True, False])
def test_withdrawal_needs_no_result(
    tagger: Tagger, models_folder: Path, *, withdraws: bool
) -> None:
    """A story that was never tagged has the topics of the active model."""
    slips = SlipBuilder(ModelStore(models_folder), Serving(tagger))
    slip = slips.build(_delivery(tagger, result=None, withdraws=withdraws))
    assert (slip.withdrawn, slip.model) == (withdraws, "")
    assert slip.topics == tagger.bundle.manifest.taxonomy.topics
