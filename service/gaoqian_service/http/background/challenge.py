"""The challenge: starting and ending a challenger's shadow, by request or by its pointer."""

import asyncio

from gaoqian import ModelStore
from gaoqian_service.errors import ConflictError, UnknownError
from gaoqian_service.http.background.shadow import Shadow
from gaoqian_service.serving.loading import Pointer, load_next
from gaoqian_service.serving.serving import Serving
from gaoqian_service.threads import in_thread


class Challenge:
    """Starts and ends the shadow scoring of a challenger; all workers follow its pointer.

    One for each application; its methods are called in the event loop only.
    """

    def __init__(self, store: ModelStore, serving: Serving, shadow: Shadow) -> None:
        self._store = store
        self._serving = serving
        self._shadow = shadow
        self._changing = asyncio.Lock()
        self._pointer = Pointer(store, store.challenger)

    async def start(self, version: str) -> None:
        """Make a version the challenger, in place of any other; it scores live traffic.

        Raises:
            ConflictError: it is the active version.
            UnknownError: there is no such version.
            ModelRefusedError: it failed its inspection.
            BundleError: the models folder cannot be written.
        """
        async with self._changing:
            if version == self._serving.tagger.version:
                raise ConflictError(f"{version!r} is what answers, expected another version")
            challenger = await in_thread(load_next, self._store, version, self._serving.tagger)
            await in_thread(self._store.challenge, version)
            self._shadow.challenger = challenger

    async def stop(self, version: str) -> None:
        """End the shadow of a version; stored comparisons stay.

        Raises:
            UnknownError: it is not the challenger.
            BundleError: the models folder cannot be written.
        """
        async with self._changing:
            challenger = await in_thread(self._store.challenger)
            if challenger != version:
                raise UnknownError(f"challenger {version!r}, the challenger is {challenger!r}")
            await in_thread(self._store.challenge, None)
            self._shadow.challenger = None

    async def follow(self) -> None:
        """Load the challenger that the pointer names; one that fails inspection is logged once."""
        async with self._changing:
            wanted = await in_thread(self._pointer.wanted)
            running = self._shadow.challenger
            if running is not None and running.version == wanted:
                return
            self._shadow.challenger = None
            if wanted is not None:
                self._shadow.challenger = await in_thread(
                    self._pointer.load, wanted, self._serving.tagger
                )
