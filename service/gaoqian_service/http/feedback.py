"""The desk that feedback comes over: keeps it, and has it counted."""

from collections.abc import Callable, Iterable

from gaoqian_service.records.database import Database
from gaoqian_service.records.feedback import Feedback, Stored, store_feedback
from gaoqian_service.threads import in_thread


class FeedbackDesk:
    """Keeps feedback; one for each application.

    Args:
        database: Where it is kept.
        count: Takes the verdict on each topic, None where there is none, once it is kept.
    """

    def __init__(self, database: Database, count: Callable[[Iterable[str | None]], None]) -> None:
        self._database = database
        self._count = count

    async def keep(self, feedback: Feedback, caller: str, key: str = "") -> Stored:
        """Keep feedback, on the disk when this returns, and count it the first time.

        Args and errors are those of `store_feedback`.
        """
        stored = await in_thread(store_feedback, self._database, feedback, caller, key)
        if stored.created:
            topics = feedback.topics | set(feedback.verdicts)
            self._count(feedback.verdicts.get(topic) for topic in topics)
        return stored
