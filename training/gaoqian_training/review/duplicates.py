"""Labels and groups that contradict each other, within near-duplicates and within groups."""

from collections import defaultdict
from collections.abc import Iterator

from gaoqian_training.datasets.labelled import Dataset, LabelledArticle
from gaoqian_training.datasets.near_duplicates import find_near_duplicates
from gaoqian_training.review.rows import (
    GroupDisagrees,
    GroupMember,
    GroupStraddles,
    NearDuplicatesDisagree,
)


def find_duplicate_faults(dataset: Dataset) -> list[NearDuplicatesDisagree | GroupStraddles]:
    """Return the near-duplicates whose labels differ or that folds may part, the nearest first.

    A pair gives two rows where it is both.
    """
    pairs = find_near_duplicates(dataset.articles)
    return [
        row
        for pair in sorted(pairs, key=lambda pair: -pair.similarity)
        for row in _pair_rows(
            dataset,
            dataset.items[pair.first],
            dataset.items[pair.second],
            round(pair.similarity, 4),
        )
    ]


def find_group_faults(dataset: Dataset) -> list[GroupDisagrees]:
    """Return the declared groups whose articles carry different labels, in file order."""
    groups: dict[str, list[LabelledArticle]] = defaultdict(list)
    for item in dataset.items:
        if item.group:
            groups[item.group].append(item)
    return [
        GroupDisagrees(
            where=items[0].article.source,
            group=name,
            members=tuple(
                GroupMember(item.article.source, item.article.id, dataset.topics_of(item))
                for item in items
            ),
        )
        for name, items in groups.items()
        if len({item.topics for item in items}) > 1
    ]


def _pair_rows(
    dataset: Dataset, first: LabelledArticle, second: LabelledArticle, similarity: float
) -> Iterator[NearDuplicatesDisagree | GroupStraddles]:
    where, other = first.article.source, second.article.source
    if first.topics != second.topics:
        topics, other_topics = dataset.topics_of(first), dataset.topics_of(second)
        yield NearDuplicatesDisagree(where, other, similarity, topics, other_topics)
    if not first.shares_group(second):
        yield GroupStraddles(where, other, similarity, first.group, second.group)
