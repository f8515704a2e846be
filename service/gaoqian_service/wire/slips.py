"""Slips of what the ledger keeps, with the taxonomy of the bundle that tagged it."""

from gaoqian import BundleError, ModelStore
from gaoqian.taxonomy import Topic
from gaoqian.writers import Slip
from gaoqian_service.records.ledger.deliveries import Due
from gaoqian_service.serving.serving import Serving


class SlipMaker:
    """Makes slips; for one thread.

    Args:
        store: The models folder, which may hold bundles that answer no more.
        serving: The bundle that answers.
    """

    def __init__(self, store: ModelStore, serving: Serving) -> None:
        self._store = store
        self._serving = serving
        self._topics: dict[str, tuple[Topic, ...]] = {}

    def make(self, due: Due) -> Slip:
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
        if not model or model == self._serving.tagger.version:
            return self._serving.taxonomy.topics
        if model not in self._topics:
            try:
                self._topics[model] = self._store.manifest(model).taxonomy.topics
            except BundleError:  # its folder was removed: today's taxonomy is the nearest
                return self._serving.taxonomy.topics
        return self._topics[model]
