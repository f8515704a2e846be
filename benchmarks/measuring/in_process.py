"""One article after another in one thread, without a server."""

from contextlib import ExitStack

import rjieba

from corpus import articles_of_length, as_text
from gaoqian import Tagger
from measuring.material import Material
from measuring.peers import AnsweringPeer, PeerError
from measuring.tables import print_absent, print_table, ratio
from measuring.timing import Way, medians, timed

CHARACTERS = 680
ARTICLES = 200
ROUNDS = 9
USUAL, FLOOR = "usual pipeline", "rjieba.cut alone"
#: The peers: names that ``peers.answer`` knows, and whose interpreter runs them.
PEERS = {
    USUAL: "usual",
    "fastText, jieba words, unigram": "fasttext",
    "fastText, characters, trigram": "fasttext",
}


def measure(material: Material, rounds: int = ROUNDS) -> None:
    """Time every way in turn and print the table."""
    articles = list(articles_of_length(CHARACTERS, ARTICLES))
    texts = [as_text(article) for article in articles]
    tagger = Tagger.load(material.models)
    ours: dict[str, Way] = {
        "gaoqian, one by one": timed(lambda: [tagger.tag(article) for article in articles]),
        "gaoqian, tag_many": timed(lambda: list(tagger.tag_many(articles))),
        "gaoqian, one by one, with evidence": timed(
            lambda: [tagger.tag(article, explain=True) for article in articles]
        ),
        FLOOR: timed(lambda: [rjieba.cut(text) for text in texts]),
    }
    absent: dict[str, str] = {}
    with ExitStack() as stack:
        path = material.write_texts("in_process", articles)
        ways: dict[str, Way] = {}
        for system, peer in PEERS.items():
            try:
                child = stack.enter_context(AnsweringPeer(peer, system, material, path))
            except PeerError as error:
                absent[system] = str(error)
            else:
                ways[system] = child.run
        seconds = medians(ways | ours, rounds, absent)
    print(
        f"{CHARACTERS} characters an article, one thread, {ARTICLES} articles, median of {rounds}:"
    )
    print()
    _print(seconds)
    print_absent(absent)


def _print(seconds: dict[str, float]) -> None:
    usual, floor = seconds.get(USUAL), seconds[FLOOR]
    print_table(
        ["what", "µs an article", "× rjieba.cut", "usual pipeline takes × as long"],
        (
            [
                name,
                f"{value / ARTICLES * 1e6:.0f}",
                ratio(value, floor, 2),
                ratio(usual, value) if usual else "–",
            ]
            for name, value in seconds.items()
        ),
    )
