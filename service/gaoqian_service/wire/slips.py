"""Slips of what the ledger keeps, with the taxonomy of the bundle that tagged it."""

from gaoqian import BundleError, ModelStore
from gaoqian.taxonomy import Taxonomy, Topic
from gaoqian.writers import Slip
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire.ledger.deliveries import QueuedDelivery


class SlipBuilder:
    """Makes slips; for one thread.

    Args:
        store: The models folder, which may hold bundles that answer no more.
        serving: The bundle that answers.
    """

    def __init__(self, store: ModelStore, serving: Serving) -> None:
        self._store = store
        self._serving = serving
        self._topics: dict[str, tuple[Topic, ...]] = {}

    def make(self, due: QueuedDelivery) -> Slip:
        """Return the slip of a delivery."""
        return Slip(
            due.article,
            due.result,
            self._topics_of("" if due.result is None else due.result.model),
            due.editor_topics,
            due.same_story_as,
            due.withdraws,
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
