"""Near-duplicates: MinHash signatures of texts, and an LSH index of them.

Agencies send one story several times, a little changed. Two texts are near-duplicates if the
Jaccard similarity of their sets of shingles, sequences of five characters, is at least
`THRESHOLD`. MinHash (Broder, On the resemblance and containment of documents, 1997) estimates it:
it is the share of the permutations whose values agree.
"""

from dataclasses import dataclass

import numpy as np
from rensa import RMinHash, RMinHashLSH

#: Jaccard similarity of near-duplicates. Two reports of one event by different desks stay below
#: 0.3; a story sent again with another headline or lead is above 0.6.
THRESHOLD = 0.5
#: The estimate's standard error is 0.05 at worst.
_PERMUTATIONS = 96
#: 32 bands of 3 values find 98.6 % of pairs of similarity 0.5, and nearly all of higher ones; of
#: pairs of similarity 0.05, 0.4 %.
_BANDS = 32
_SEED = 20261124
_SHINGLE_CHARACTERS = 5
#: In bytes, of UTF-32 and of numpy's strings.
_CHARACTER_BYTES = 4


def shingles(text: str) -> list[str]:
    """Return the sequences of five characters in a text without its whitespace.

    Args:
        text: Any string; lone surrogates count as question marks.

    Returns:
        One sequence for each start, in order, with repeats; none for fewer than five characters.
    """
    # The characters laid out as numpy's strings, each starting one character later: this takes
    # less than half as long as slicing.
    points = _without_whitespace(text).encode("utf-32", errors="replace")[_CHARACTER_BYTES:]
    count = max(len(points) // _CHARACTER_BYTES - _SHINGLE_CHARACTERS + 1, 0)
    sequences: list[str] = np.ndarray(
        (count,), f"U{_SHINGLE_CHARACTERS}", buffer=points, strides=(_CHARACTER_BYTES,)
    ).tolist()
    return sequences


@dataclass(frozen=True, slots=True)
class MinHash:
    """The MinHash signature of a text: the least hash of its shingles by 96 permutations.

    Attributes:
        values: The signature as rensa computes and compares it.
    """

    values: RMinHash

    @classmethod
    def of(cls, headline: str, body: str) -> "MinHash":
        """Compute the signature of a text; one of fewer than five characters is one shingle."""
        text = f"{headline}{body}"
        values = _new_values()
        values.update(shingles(text) or [_encodable(_without_whitespace(text))])
        return cls(values)

    @classmethod
    def from_bytes(cls, data: bytes) -> "MinHash | None":
        """Restore what `to_bytes` returned.

        Returns:
            The signature; None for bytes of another form, such as those of another version of
            rensa whose hashes differ: the signature must then be computed anew.
        """
        values = _new_values()
        try:
            values.__setstate__(data)
        except ValueError:
            return None
        return cls(values) if len(values.digest()) == _PERMUTATIONS else None

    def to_bytes(self) -> bytes:
        """Return the signature in rensa's form, some 500 bytes that name their version."""
        state: bytes = self.values.__getstate__()
        return state

    def similarity(self, other: "MinHash") -> float:
        """Return the estimated Jaccard similarity of two texts, 0 to 1."""
        similarity: float = self.values.jaccard(other.values)
        return similarity

    def is_near_duplicate(self, other: "MinHash") -> bool:
        """Return whether the estimated similarity is at least `THRESHOLD`."""
        return self.similarity(other) >= THRESHOLD


class MinHashLSH:
    """An index of MinHash signatures by locality-sensitive hashing (LSH); for one thread.

    It takes some 3 kB a signature.
    """

    def __init__(self) -> None:
        self._index = RMinHashLSH(THRESHOLD, _PERMUTATIONS, _BANDS)

    def insert(self, key: int, minhash: MinHash) -> None:
        """Add a signature under a key of its own, at least 0."""
        self._index.insert(key, minhash.values)

    def query(self, minhash: MinHash) -> list[int]:
        """Return the keys of candidates in ascending order.

        Candidates are likely, not certain, to be near-duplicates: compare them.
        """
        return sorted(self._index.query(minhash.values))

    def remove(self, key: int) -> None:
        """Remove a signature by its key."""
        self._index.remove(key)


def _new_values() -> RMinHash:
    return RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)


def _without_whitespace(text: str) -> str:
    return "".join(text.split())


def _encodable(text: str) -> str:
    """Replace lone surrogates by question marks."""
    return text.encode(errors="replace").decode()
