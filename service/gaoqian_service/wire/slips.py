"""Slips of queued deliveries, with the taxonomy of the bundle that tagged them."""

from gaoqian import BundleError, ModelStore
from gaoqian.taxonomy import Taxonomy, Topic
from gaoqian.writers import Slip
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire.ledger.deliveries import QueuedDelivery


class SlipBuilder:
    """Builds slips; for one thread.

    Args:
        store: The models folder.
        serving: Has the active bundle.
    """

    def __init__(self, store: ModelStore, serving: Serving) -> None:
        self._store = store
        self._serving = serving
        self._topics: dict[str, tuple[Topic, ...]] = {}

    def build(self, delivery: QueuedDelivery) -> Slip:
        """Return the slip of a delivery."""
        return Slip(
            delivery.article,
            delivery.result,
            self._topics_of("" if delivery.result is None else delivery.result.model),
            delivery.editor_topics,
            delivery.same_story_as,
            delivery.withdraws,
        )

    def _topics_of(self, model: str) -> tuple[Topic, ...]:
        version = self._serving.tagger.version
        wanted = model or version
        if wanted not in self._topics:
            try:
                self._topics[wanted] = (
                    self._serving.taxonomy if wanted == version else self._kept(wanted)
                ).topics
            except BundleError:  # its folder was removed: today's taxonomy is the nearest
                return self._serving.taxonomy.topics
        return self._topics[wanted]

    def _kept(self, model: str) -> Taxonomy:
        return self._store.manifest(model).taxonomy
