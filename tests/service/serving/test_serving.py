"""The active bundle and the previous one."""

import copy

from gaoqian import Tagger
from gaoqian_service.serving.serving import Serving


class _Named(Tagger):
    """A tagger under another version."""

    def __init__(self, tagger: Tagger, version: str) -> None:
        super().__init__(tagger.bundle)
        self._named = version

    @property
    def version(self) -> str:
        return self._named


def test_swap_keeps_the_previous_tagger(tagger: Tagger) -> None:
    """Both are found by version; one that was replaced twice is not."""
    first, second, third = (_Named(tagger, version) for version in ("1", "2", "3"))
    serving = Serving(first)
    assert serving.previous is None
    serving.swap(second)
    assert serving.tagger is second
    assert serving.find("1") is first
    serving.swap(third)
    assert (serving.find("3"), serving.find("2"), serving.find("1")) == (third, second, None)


def test_taxonomy_is_that_of_the_active_tagger(tagger: Tagger) -> None:
    """It is read from the manifest of the bundle."""
    assert Serving(tagger).taxonomy == copy.deepcopy(tagger.bundle.manifest.taxonomy)
