"""The desk that feedback comes over: keeps it, and counts it."""

from gaoqian_service.observing.metrics import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.records.feedback import Feedback, Stored, store_feedback
from gaoqian_service.threads import in_thread


class FeedbackDesk:
    """Keeps feedback; one for each application."""

    def __init__(self, database: Database, metrics: Metrics) -> None:
        self._database = database
        self._metrics = metrics

    async def keep(self, feedback: Feedback, caller: str, key: str = "") -> Stored:
        """Keep feedback, on the disk when this returns, and count it the first time.

        Args and errors are those of `store_feedback`.
        """
        stored = await in_thread(store_feedback, self._database, feedback, caller, key)
        if stored.created:
            topics = feedback.topics | set(feedback.verdicts)
            self._metrics.count_feedback(feedback.verdicts.get(topic) for topic in topics)
        return stored
