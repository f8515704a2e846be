"""Near-duplicates among articles, by MinHash over character 5-grams (datasketch)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datasketch import MinHash, MinHashLSH

from gaoqian import Article
from gaoqian.text import compose

#: Jaccard similarity of character 5-grams. Two tellings of one event by different desks stay
#: below 0.3; a story sent again with another headline or lead is above 0.6.
THRESHOLD = 0.5
_SHINGLE = 5
_PERMUTATIONS = 128


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two articles that are nearly the same.

    Attributes:
        first: Index of the earlier one.
        second: Index of the later one.
        similarity: Exact Jaccard similarity of their character 5-grams, 0 to 1.
    """

    first: int
    second: int
    similarity: float


def find_near_duplicates(
    articles: Sequence[Article], threshold: float = THRESHOLD
) -> Iterator[NearDuplicate]:
    """Yield pairs of articles whose similarity reaches ``threshold``, by the later one.

    MinHash proposes, the exact similarity decides: nothing below the threshold is reported,
    while a pair just above it may be missed.
    """
    index = MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS)
    shingles = [_shingles(article) for article in articles]
    for second, grams in enumerate(shingles):
        if not grams:
            continue
        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([gram.encode() for gram in sorted(grams)])
        for first in sorted(index.query(sketch)):
            similarity = _jaccard(shingles[first], grams)
            if similarity >= threshold:
                yield NearDuplicate(first, second, similarity)
        index.insert(second, sketch)


def _shingles(article: Article) -> frozenset[str]:
    text = "".join(compose(article).text.split())
    return frozenset(text[i : i + _SHINGLE] for i in range(len(text) - _SHINGLE + 1))


def _jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right)
