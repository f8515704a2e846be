"""Parent watch: a worker process notices that its parent has ended, even by a kill."""

from collections.abc import Callable


def on_parent_exit(end: Callable[[], object]) -> None:
    """Call ``end`` in a background thread once the parent process has ended.

    Does nothing in a process that `multiprocessing` did not start.

    Args:
        end: Ends this process; a killed parent cannot ask it to.
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
