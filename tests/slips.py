"""Slips to write, as a tagger and a ledger would make them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from gaoqian import Article, Tag, TagResult, Topic
from gaoqian.dates import CHINA
from gaoqian.writers import Slip

TOPICS = (
    Topic("safety", "安全", "safety", code="medtop:20000522", relation="close"),
    Topic("urban_renewal", "城市更新", "urban renewal", code="medtop:20000628", relation="broad"),
    Topic("labour_union", "工会", "labour unions", code="medtop:20000536", relation="exact"),
    Topic("reading", "全民阅读", "reading"),
    Topic("editorial", "评论", "opinion", kind="genre", code="genre:Opinion", relation="close"),
)

ARTICLE = Article(
    headline="职工书屋开进工地 <夜班> & 周末不打烊",
    body="本报讯（记者 林一）区总工会把书屋办到工地。\n下班后，三十多名工友来借书。",
    id="urn:example:story-1",
    source="wire.jsonl:1",
    language="zh-Hans",
    version="3",
    byline="记者 林一",
    version_created=datetime(2026, 11, 29, 8, 0, tzinfo=CHINA),
)

SCORES = {
    "safety": 0.125,
    "urban_renewal": 0.02,
    "labour_union": 0.934,
    "reading": 0.8,
    "editorial": 0.755,
}


def make_result(article: Article = ARTICLE, *topics: str) -> TagResult:
    """Return an answer that gives these topics."""
    labels = {topic.id: topic.label for topic in TOPICS}
    given = topics or ("labour_union", "reading", "editorial")
    return TagResult(
        id=article.id,
        source=article.source,
        headline=article.headline,
        status="tagged",
        reason=None,
        tags=tuple(Tag(topic, labels[topic], SCORES[topic], 0.5) for topic in given),
        scores=SCORES,
        model="2026.11.29-1",
        byline=("本报讯（记者 林一）",),
    )


def make_slip(article: Article = ARTICLE, **fields: Any) -> Slip:
    """Return a slip with that answer; ``fields`` replace what `Slip` has."""
    return replace(Slip(article, make_result(article), TOPICS), **fields)
