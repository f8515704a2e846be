"""Near-duplicates among labelled articles: MinHash proposes pairs, the exact similarity decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gaoqian import Article
from gaoqian.near_duplicates import THRESHOLD, MinHash, MinHashLSH, shingles
from gaoqian.text import compose


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two articles that are nearly the same.

    Attributes:
        first: Index of the earlier one.
        second: Index of the later one.
        similarity: Exact Jaccard similarity of the shingles of their cleaned texts, 0.5 to 1.
    """

    first: int
    second: int
    similarity: float


def find_near_duplicates(articles: Sequence[Article]) -> Iterator[NearDuplicate]:
    """Yield pairs of articles whose similarity is at least `THRESHOLD`, by the later one.

    Nothing below the threshold is reported, while a pair just above it may be missed. Articles
    of fewer than five characters are left out.
    """
    index = MinHashLSH()
    texts = [compose(article).text for article in articles]
    sets = [frozenset(shingles(text)) for text in texts]
    for second, text in enumerate(texts):
        if not sets[second]:
            continue
        minhash = MinHash.of("", text)
        for first in index.query(minhash):
            similarity = _jaccard(sets[first], sets[second])
            if similarity >= THRESHOLD:
                yield NearDuplicate(first, second, similarity)
        index.insert(second, minhash)


def _jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right)
