"""Loading a bundle for live traffic, and what is said of one that is refused."""

import structlog

from gaoqian import BundleError, ModelStore, Tagger
from gaoqian.inspection import load_inspected
from gaoqian.segment import Segmenter
from gaoqian_service.errors import ModelRefusedError, UnknownError


def load_first(store: ModelStore, pinned: str) -> Tagger:
    """Load what a service starts with: the pinned version, or the champion.

    Where the champion is refused, the version before it answers, and the log says so: a worker
    that is started again must not bring down those that still serve.

    Raises:
        BundleError: neither can be used.
    """
    if pinned:
        return _inspect(store, pinned, None)
    try:
        return _inspect(store, store.path().name, None)
    except BundleError as error:
        before = store.previous()
        if before is None:
            raise
        structlog.get_logger().error("champion_refused", serving=before, reason=str(error))
        return _inspect(store, before, None)


def load_next(store: ModelStore, version: str, running: Tagger) -> Tagger:
    """Load another version beside the one that answers, and inspect it.

    Raises:
        UnknownError: there is no such version.
        ModelRefusedError: it is not what was written, or cannot be used here.
    """
    if version not in store.versions():
        raise UnknownError(f"version {version!r}, expected one of {store.versions()}")
    try:
        return _inspect(store, version, running.bundle.scorer.segmenter)
    except BundleError as error:
        raise ModelRefusedError("version", str(error)) from error


def _inspect(store: ModelStore, version: str, segmenter: Segmenter | None) -> Tagger:
    inspected = load_inspected(store, version, segmenter)
    if not inspected.golden:
        structlog.get_logger().warning("golden_missing", model=version)
    return inspected.tagger


class Refusals:
    """What a pointer names in vain: logged once, and tried again when its files change.

    Looks at files, so that its methods are called in threads; one thread at a time.

    A folder that is copied to another machine may be seen before all of it is there.
    """

    def __init__(self, store: ModelStore) -> None:
        self._store = store
        self._refused: tuple[str, object] | None = None

    def __contains__(self, version: str) -> bool:
        return self._refused is not None and self._refused == (version, self._files(version))

    def add(self, version: str, error: Exception) -> None:
        """Note, and log where it is news, that a version cannot be used.

        Args:
            version: What the pointer names; empty where the pointer itself cannot be read.
            error: Why.
        """
        if self._refused is None or self._refused[0] != version:
            structlog.get_logger().error("model_refused", model=version, reason=str(error))
        self._refused = version, self._files(version)

    def clear(self) -> None:
        """Forget what was refused: the pointer names something else by now."""
        self._refused = None

    def _files(self, version: str) -> object:
        folder = self._store.folder / version
        try:
            facts = ((path.name, path.stat()) for path in folder.iterdir())
            return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in facts)
        except OSError as error:
            return error.errno
