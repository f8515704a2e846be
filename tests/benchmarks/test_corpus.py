"""The texts that speed is measured on."""

from itertools import islice

from corpus import articles_of_length


def test_articles_have_the_length_and_differ() -> None:
    """Each body is as long as asked for, and no two are the same."""
    bodies = [article.body for article in articles_of_length(600, 2_000)]
    assert {len(body) for body in bodies} == {600}
    assert len(set(bodies)) == 2_000
    assert len({body[7:] for body in bodies}) > 1_990


def test_same_seed_gives_same_articles() -> None:
    """A later run measures on the same texts; another seed gives others."""
    assert list(articles_of_length(200, 5)) == list(articles_of_length(200, 5))
    assert list(articles_of_length(200, 5)) != list(articles_of_length(200, 5, seed=1))


def test_articles_are_made_one_at_a_time() -> None:
    """Ten million are not made to read three."""
    first = list(islice(articles_of_length(100, 10_000_000), 3))
    assert [article.id for article in first] == ["0", "1", "2"]
    assert first[2].body.startswith("〇〇〇〇〇〇二")
