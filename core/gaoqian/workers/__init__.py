"""Worker processes, which end with this one and whose death is noticed at any moment."""

from gaoqian.workers.pool import WorkerPool

__all__ = ["WorkerPool"]
