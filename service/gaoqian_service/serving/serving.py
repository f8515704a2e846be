"""Which bundle answers: one reference, exchanged at once for everybody."""

from gaoqian import Tagger, Taxonomy


class Serving:
    """Holds the tagger that answers, and the one before it.

    Whoever answers takes `tagger` once and stays with it, so that an answer is all of one
    bundle; a swap is one assignment, which no other thread sees half of.
    """

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self._previous: Tagger | None = None

    @property
    def tagger(self) -> Tagger:
        """The bundle that answers now."""
        return self._tagger

    @property
    def taxonomy(self) -> Taxonomy:
        """The topics of the bundle that answers now."""
        return self._tagger.bundle.manifest.taxonomy

    @property
    def previous(self) -> Tagger | None:
        """The one before it, still loaded; None before the first swap."""
        return self._previous

    def find(self, version: str) -> Tagger | None:
        """Return the loaded bundle of a version; None where it is no longer loaded."""
        loaded = (self._tagger, self._previous)
        return next((tagger for tagger in loaded if tagger and tagger.version == version), None)

    def swap(self, tagger: Tagger) -> None:
        """Let another bundle answer from now on; answers under way end with the one they took."""
        self._previous, self._tagger = self._tagger, tagger
