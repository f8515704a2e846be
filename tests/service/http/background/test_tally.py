"""The tally of probabilities: counts without texts, of service and wire alike."""

import asyncio

from gaoqian import Article, Tagger
from gaoqian.mixture import cell_of
from gaoqian.readers import ReadFailure
from gaoqian_service.http.background.tally import Tally
from gaoqian_service.observing.prometheus import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.records.score_counts import read_score_counts
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire.intake import Intake
from gaoqian_service.wire.tagging import InlineTagging

_FIRE = Article("老楼道里装上了烟感", "消防站的队员逐户检查电线，教老人用灭火毯。")
_RIVER = Article("江面起了雾", "渡口的人都在等头班船，卖藕粉的先支起了摊子。")
_LATIN = Article("A day", "at the races, and what became of it.")


def test_service_counts_what_was_scored(database: Database, tagger: Tagger) -> None:
    """Every article by the cell of its probabilities; what was not scored is in no cell."""
    metrics = Metrics()
    tally = Tally(database, Serving(tagger), metrics)
    articles = [_FIRE, _RIVER, _FIRE, _LATIN]

    async def run() -> None:
        async with tally.running():
            results = list(tagger.tag_many(articles))
            tally.note(articles, results)

    asyncio.run(run())
    cells = [cell_of(tuple(tagger.tag(one).scores.values())) for one in (_FIRE, _RIVER)]
    assert read_score_counts(database, tagger.counted_as, 1) == {cells[0]: 2, cells[1]: 1}
    assert b'gaoqian_score_counts_total{outcome="kept"} 3.0' in metrics.render()


def test_wire_counts_each_version_once(database: Database, tagger: Tagger) -> None:
    """In the transaction that enters it: a repeat and a failure count nothing."""
    intake = Intake(database, InlineTagging(Serving(tagger)), [])
    story = Article(_FIRE.headline, _FIRE.body, id="a", version="1")
    intake.take([story, ReadFailure("b.txt", "no text")])
    intake.take([story])
    counts = read_score_counts(database, tagger.counted_as, 1)
    assert sum(counts.values()) == 1
