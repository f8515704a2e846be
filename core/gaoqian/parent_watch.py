"""Worker processes that end with their parent, however it ends."""

from collections.abc import Callable


def on_parent_exit(end: Callable[[], object]) -> None:
    """Call ``end`` in a thread of its own once the process that started this one has ended.

    Args:
        end: Ends this process; a killed parent can no longer tell it to.
    """
    from multiprocessing import parent_process
    from threading import Thread

    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        end()

    Thread(target=wait, daemon=True).start()
