"""Storing feedback that came over HTTP: written to the database first, then counted."""

from gaoqian_service.http.state import ServiceState
from gaoqian_service.records.feedback import Feedback, StoredFeedback, store_feedback
from gaoqian_service.threads import in_thread


async def keep_feedback(
    state: ServiceState, feedback: Feedback, caller: str, key: str = ""
) -> StoredFeedback:
    """Store feedback, on the disk when this returns; metrics count it the first time.

    Args:
        state: The application's database and metrics.
        feedback: What the editor says.
        caller: The name of the API key that it came with; empty without one.
        key: The sender's ``Idempotency-Key``; empty where there is none.

    Raises:
        ConflictError: the key was used for other content.
        DatabaseError: the database does not answer; nothing is known to be stored.
    """
    stored = await in_thread(store_feedback, state.database, feedback, caller, key)
    if stored.created:
        topics = feedback.topics | set(feedback.verdicts)
        state.metrics.count_feedback(feedback.verdicts.get(topic) for topic in topics)
    return stored
