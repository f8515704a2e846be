"""The active bundle: one reference that requests read and a swap replaces."""

from gaoqian import Tagger, Taxonomy


class Serving:
    """Holds the active tagger and the previous one.

    A caller reads `tagger` once a request and uses that object to the end, so that one answer
    comes from one bundle. A swap is one atomic assignment; no lock is needed.
    """

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self._previous: Tagger | None = None

    @property
    def tagger(self) -> Tagger:
        """The active tagger."""
        return self._tagger

    @property
    def taxonomy(self) -> Taxonomy:
        """The topics of the active bundle."""
        return self._tagger.bundle.manifest.taxonomy

    @property
    def previous(self) -> Tagger | None:
        """The tagger that was active before, still loaded; None before the first swap."""
        return self._previous

    def find(self, version: str) -> Tagger | None:
        """Return the active or previous tagger of this version; None where neither is."""
        loaded = (self._tagger, self._previous)
        return next((tagger for tagger in loaded if tagger and tagger.version == version), None)

    def swap(self, tagger: Tagger) -> None:
        """Make another tagger the active one; requests under way end with the one they read."""
        self._previous, self._tagger = self._tagger, tagger
