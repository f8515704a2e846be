"""Token batches."""

import numpy as np
import pytest

from gaoqian.scorer import build_table
from gaoqian.scorer.token_batch import TokenBatch, look_up_texts
from gaoqian.segment import Segmenter, load_segmenter

#: Features 0 and 1 are words, 2 and 3 n-grams; 4 is everything unknown.
_TABLE = build_table(["工会", "换届"], ["会", "会换"])
_UNKNOWN = 4


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """The usual one."""
    return load_segmenter()


def _look_up(segmenter: Segmenter, *texts: str) -> TokenBatch:
    return look_up_texts(texts, segmenter, _TABLE, np.uint64(_UNKNOWN))


def test_one_text_by_hand(segmenter: Segmenter) -> None:
    """Words first, then pairs, then single characters, each framed by line breaks."""
    batch = _look_up(segmenter, "工会换届")
    assert batch.tokens == [["工会", "换届"]]
    assert bytes(batch.points).decode("utf-32-le") == "\n工会换届\n"
    assert batch.bounds.tolist() == [1, 3, 5]
    words, pairs, singles = [0, 1], [4, 4, 3, 4, 4], [4, 4, 2, 4, 4, 4]
    assert batch.features.tolist() == words + pairs + singles


def test_split_gives_each_text_its_own(segmenter: Segmenter) -> None:
    """Each text has a slice of the words and of the n-grams of each size."""
    batch = _look_up(segmenter, "工会", "换届")
    first, second = (
        [batch.features[part].tolist() for part in parts] for parts in batch.split(_TABLE)
    )
    assert (first[0], second[0]) == ([0, 4], [1])  # with the line breaks in between
    assert (first[2], second[2]) == ([4, 4, 2, 4], [4, 4, 4, 4])


@pytest.mark.parametrize("text", [0, 1, 2])
def test_selected_text_is_as_it_is_alone(segmenter: Segmenter, text: int) -> None:
    """A text among others, an empty one too, is the batch of that text alone."""
    texts = ["工会换届", "", "会换人"]
    part, alone = _look_up(segmenter, *texts).select(text, _TABLE), _look_up(segmenter, texts[text])
    assert part.tokens == alone.tokens
    assert part.points.tolist() == alone.points.tolist()
    assert part.bounds.tolist() == alone.bounds.tolist()
    assert part.features.tolist() == alone.features.tolist()
    assert part.starts == alone.starts


def test_uncleaned_text_is_refused(segmenter: Segmenter) -> None:
    """U+0000 would be taken for the bound of a word."""
    with pytest.raises(ValueError, match=r"U\+0000"):
        _look_up(segmenter, "工\x00会")
