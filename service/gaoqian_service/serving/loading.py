"""Loading and inspecting a bundle for live traffic, and following a pointer to one."""

from collections.abc import Callable

import structlog

from gaoqian import BundleError, ModelStore, Tagger
from gaoqian.inspection import load_inspected
from gaoqian.segment import Segmenter
from gaoqian_service.errors import ModelRefusedError, UnknownError


def load_first(store: ModelStore, pinned: str) -> Tagger:
    """Load the bundle that a service starts with: the pinned version, or the champion.

    Where the champion fails its inspection, the previous one is loaded, and an error is logged:
    a worker that is started again must not bring down those that still serve.

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


def require_version(store: ModelStore, version: str) -> None:
    """Refuse a version that the models folder does not hold.

    Raises:
        UnknownError: there is no such version.
    """
    versions = store.versions()
    if version not in versions:
        raise UnknownError(f"version {version!r}, expected one of {versions}")


def load_next(store: ModelStore, version: str, running: Tagger) -> Tagger:
    """Load and inspect another version while the active one serves.

    Raises:
        UnknownError: there is no such version.
        ModelRefusedError: it failed its inspection (digests, segmenter, golden answers).
    """
    require_version(store, version)
    try:
        return _inspect(store, version, running.bundle.scorer.segmenter)
    except BundleError as error:
        raise ModelRefusedError("version", str(error)) from error


def _inspect(store: ModelStore, version: str, segmenter: Segmenter | None) -> Tagger:
    inspected = load_inspected(store, version, segmenter)
    if not inspected.golden:
        structlog.get_logger().warning("golden_missing", model=version)
    return inspected.tagger


class Pointer:
    """Follows a pointer of the models folder: reads the version it names, and loads it.

    A version that cannot be loaded is logged once, and tried again when its files change: a
    folder that is being copied from another machine is seen before it is complete.

    Methods read files: call them in a thread, one at a time.

    Args:
        store: The models folder.
        read: Reads the pointer.
    """

    def __init__(self, store: ModelStore, read: Callable[[], str | None]) -> None:
        self._store = store
        self._read = read
        self._refused: tuple[str, object] | None = None

    def wanted(self) -> str | None:
        """Return the version named; None for none, or one refused whose files are unchanged."""
        try:
            version = self._read()
        except BundleError as error:
            self._refuse("", error)
            return None
        if version is None:
            self.forget()
            return None
        return None if self._refused == (version, self._files(version)) else version

    def load(self, version: str, running: Tagger) -> Tagger | None:
        """Load the version named, as `load_next`; None where it is refused."""
        try:
            return load_next(self._store, version, running)
        except (UnknownError, ModelRefusedError) as error:
            self._refuse(version, error)
            return None

    def forget(self) -> None:
        """Forget the refused version, once the pointer names another."""
        self._refused = None

    def _refuse(self, version: str, error: Exception) -> None:
        if self._refused is None or self._refused[0] != version:
            structlog.get_logger().error("model_refused", model=version, reason=str(error))
        self._refused = version, self._files(version)

    def _files(self, version: str) -> object:
        folder = self._store.folder / version
        try:
            facts = ((path.name, path.stat()) for path in folder.iterdir())
            return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in facts)
        except OSError as error:
            return error.errno
