"""Which articles a bundle keeps with its answers, to be compared wherever it is loaded."""

from collections import defaultdict
from itertools import chain, zip_longest

import numpy as np

from gaoqian import Article
from gaoqian_training.datasets import Dataset, LabelledArticle

#: As many as show every topic several times and are tagged in some milliseconds.
GOLDEN = 32
#: In characters, headline included; longer ones are taken only where there are too few.
SHORT = 400


def choose_golden(dataset: Dataset, seed: int) -> list[Article]:
    """Choose short articles of all kinds: of each topic, of none, of each genre.

    Args:
        dataset: The training articles.
        seed: Of the choice; the same seed and data give the same articles.

    Returns:
        `GOLDEN` articles, or all where there are fewer.
    """
    shortest = sorted(dataset.items, key=_length)
    pool = [item for item in shortest if _length(item) <= SHORT]
    pool = pool if len(pool) >= GOLDEN else shortest[:GOLDEN]
    kinds: dict[tuple[tuple[str, ...], str], list[LabelledArticle]] = defaultdict(list)
    for place in np.random.default_rng(seed).permutation(len(pool)):
        kinds[dataset.topics_of(pool[place]), pool[place].genre].append(pool[place])
    # In turn, the commonest kind first: rare mixtures of topics must not crowd the others out.
    commonest_first = sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))
    turns = zip_longest(*(kinds[kind] for kind in commonest_first))
    chosen = [item.article for item in chain.from_iterable(turns) if item is not None]
    return chosen[:GOLDEN]


def _length(item: LabelledArticle) -> int:
    return len(item.article.headline) + len(item.article.body)
