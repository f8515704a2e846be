"""Words of a page as evidence."""

import pytest

from gaoqian import Tagger
from gaoqian.pages.lines import find_lines
from gaoqian.pages.page_lines import find_page_lines
from gaoqian.pages.vocabulary import PageWords, Vocabulary
from page_parts import TWO_ARTICLES


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """One without a bundle."""
    return Vocabulary.plain()


@pytest.fixture(scope="module")
def words(vocabulary: Vocabulary) -> PageWords:
    """Those of two articles, each a headline and three lines."""
    return PageWords(find_page_lines(TWO_ARTICLES, 0, len(TWO_ARTICLES)).lines, vocabulary)


def test_weights_without_a_bundle(vocabulary: Vocabulary) -> None:
    """Words count in full, single characters hardly; what holds no Han character is no word."""
    assert vocabulary.words("工会2026年！") == ["工会", "年"]
    assert vocabulary.weight("工会") == 1.0
    assert 0.0 < vocabulary.weight("的") < 0.5
    assert not vocabulary.is_learned


def test_weights_of_a_bundle(tagger: Tagger) -> None:
    """Frequent words weigh less than rare ones, and unknown ones as much as the rarest."""
    learned = Vocabulary.of_bundle(tagger.bundle)
    assert learned.is_learned
    assert learned.weight("的") < learned.weight("工会") < learned.weight("漪水鳗鱼苗")


def test_headline_shares_its_words_with_its_body(words: PageWords) -> None:
    """The share is larger for its own body; relevance is positive there, negative elsewhere."""
    lines = find_page_lines(TWO_ARTICLES, 0, len(TWO_ARTICLES)).lines
    shed, eels = [lines[0]], [lines[4]]
    own, other = words.share(shed, 1, 4), words.share(shed, 5, 8)
    assert own is not None
    assert other is not None
    assert other < own <= 1.0
    assert words.relevance(eels, 5, 8) > 0.0 > words.relevance(eels, 1, 4)


def test_headline_without_words(words: PageWords) -> None:
    """The share is None and the relevance 0."""
    number = find_lines("2026", 0, 4)
    assert words.share(number, 1, 4) is None
    assert words.relevance(number, 1, 4) == 0.0


def test_jump_in_vocabulary(vocabulary: Vocabulary) -> None:
    """A change of words gives positive log odds, the same words negative ones."""
    shed = "社区把旧车棚改成议事厅，居民在议事厅里说事。\n"
    eels = "渔民在漪水下网捕鳗鱼苗，鳗鱼苗今年来得很早。\n"
    text = shed * 12 + eels * 12
    lines = find_page_lines(text, 0, len(text)).lines
    words = PageWords(lines, vocabulary)
    assert words.jump(12) > 0.0 > words.jump(6)
    assert words.jump(12) <= 3.0


def test_words_across_a_wrap(vocabulary: Vocabulary) -> None:
    """Lines that begin within a word are in `cut_words`."""
    text = "槐树湾社区的旧车棚清出来改成消防\n站的仓库以后居民开会有了去处方便"
    lines = find_page_lines(text, 0, len(text)).lines
    assert PageWords(lines, vocabulary).cut_words == frozenset([1])
