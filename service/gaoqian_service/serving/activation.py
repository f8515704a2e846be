"""Activation: swapping the active bundle without downtime."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from gaoqian import ModelStore, Tagger
from gaoqian_service.errors import ConflictError
from gaoqian_service.serving.loading import Pointer, load_next, require_version
from gaoqian_service.serving.serving import Serving
from gaoqian_service.threads import in_thread

#: Takes the version that is active now, and the one that was active before.
OnSwap = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class ActivationResult:
    """The outcome of an activation.

    Attributes:
        model: The active version.
        previous: The version that a rollback would bring back; None where there is none.
    """

    model: str
    previous: str | None


class Activation:
    """Swaps the active bundle: on request, or when the champion's pointer changes.

    One for each application; its methods are called in the event loop only. The new bundle is
    loaded and inspected in a thread, beside the active one, and swapped in by one assignment.

    Args:
        store: The models folder.
        serving: Holds the active bundle.
        pinned: The version that GAOQIAN_MODEL names, whatever the champion is; empty where the
            service follows the champion.
        on_swap: Called after each swap.
    """

    def __init__(self, store: ModelStore, serving: Serving, pinned: str, on_swap: OnSwap) -> None:
        self._store = store
        self._serving = serving
        self._pinned = pinned
        self._on_swap = on_swap
        self._swapping = asyncio.Lock()
        self._is_asked = False
        self._pointer = Pointer(store, store.champion)

    async def activate(self, version: str) -> ActivationResult:
        """Make a version the active one and the champion, so that all workers follow.

        Raises:
            UnknownError: there is no such version.
            ModelRefusedError: it failed its inspection; the active one stays.
            ConflictError: another activation is under way, or the service is pinned.
            BundleError: the models folder cannot be written.
        """

        async def load() -> Tagger:
            return await in_thread(load_next, self._store, version, self._serving.tagger)

        return await self._replace(load)

    async def roll_back(self) -> ActivationResult:
        """Activate the previous champion again; where it is still loaded, it is not read anew.

        Raises:
            ConflictError: there is none, another activation is under way, or the service is
                pinned.
            UnknownError: its folder was removed.
            ModelRefusedError: it failed its inspection; the active one stays.
            BundleError: the models folder cannot be written.
        """

        async def load() -> Tagger:
            version = await in_thread(self._store.previous)
            if version is None:
                raise ConflictError(
                    "no version was champion before, so there is none to go back to"
                )
            kept = self._serving.previous
            if kept is not None and kept.version == version:
                return kept
            return await in_thread(load_next, self._store, version, self._serving.tagger)

        return await self._replace(load)

    async def follow(self) -> None:
        """Activate the champion where its pointer names another version than the active one.

        A champion that fails its inspection is logged once, and the active version stays.
        """
        if self._pinned:
            return
        async with self._swapping:
            # Read only now: an activation that has just ended has moved the pointer.
            version = await in_thread(self._pointer.wanted)
            if version is None:
                return
            if version == self._serving.tagger.version:
                self._pointer.forget()
                return
            started = time.perf_counter()
            tagger = await in_thread(self._pointer.load, version, self._serving.tagger)
            if tagger is not None:
                self._swap(tagger, started)

    async def _replace(self, load: Callable[[], Awaitable[Tagger]]) -> ActivationResult:
        if self._pinned:
            raise ConflictError(
                f"this service is pinned to {self._pinned!r} by GAOQIAN_MODEL; start it without"
            )
        if self._is_asked:
            raise ConflictError("another activation is under way, ask again when it has ended")
        self._is_asked = True
        try:
            async with self._swapping:
                started = time.perf_counter()
                tagger = await load()
                # Before the swap: a pointer that cannot be written must not leave workers apart.
                await in_thread(self._promote, tagger.version)
                if tagger.version != self._serving.tagger.version:
                    self._swap(tagger, started)
                return ActivationResult(tagger.version, await in_thread(self._store.previous))
        finally:
            self._is_asked = False

    def _promote(self, version: str) -> None:
        require_version(self._store, version)
        self._store.promote(version)

    def _swap(self, tagger: Tagger, started: float) -> None:
        before = self._serving.tagger.version
        self._serving.swap(tagger)
        self._on_swap(tagger.version, before)
        self._pointer.forget()
        structlog.get_logger().info(
            "model_swapped",
            model=tagger.version,
            before=before,
            milliseconds=round((time.perf_counter() - started) * 1000, 1),
        )
