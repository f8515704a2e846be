"""Superdesk's calls, in the shape its client makes them."""

from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from archives import SAFETY, UNION
from gaoqian import Article, Tagger
from gaoqian_service.http.adapters.imatrics import concept_uuid
from gaoqian_service.records.texts import hash_text
from serving import serving

_FIELDS = "uuid,title,type,shortDescription,aliases,source,author,weight,broader,links"
_ITEM: dict[str, Any] = {
    "uuid": "urn:newsml:localhost:2026-11-24T10:00:00.000000:1f0c",
    "pubStatus": False,
    "headline": "总工会送清凉",
    "body": [UNION, SAFETY * 2],
    "language": "zh-Hans",
}


def _analyse(client: TestClient, **changes: Any) -> Any:
    return client.post(
        "/imatrics/article/analysis", params={"conceptFields": _FIELDS}, json=_ITEM | changes
    )


def _as_client_reads(concept: dict[str, Any]) -> dict[str, Any]:
    """Take from a concept what Superdesk's client takes; a missing key would be its KeyError."""
    exact = [
        link["id"]
        for link in concept["links"]
        if link["source"].lower() == "iptc" and link["relationType"] == "exactMatch"
    ]
    return {
        "name": concept["title"],
        "qcode": concept["uuid"],
        "type": concept["type"],
        "description": concept["shortDescription"].strip(),
        "medtop": exact,
    }


def test_superdesk_over_the_network_with_basic_auth(models_folder: Path) -> None:
    """A client with IMATRICS_USER and IMATRICS_KEY gets both keys, and 200 exactly."""
    with serving(models_folder) as service:
        answer = httpx2.post(
            f"{service.address}/imatrics/article/analysis",
            params={"conceptFields": _FIELDS},
            json=_ITEM,
            auth=("superdesk", "a key"),
            timeout=30,
        )
    assert answer.status_code == 200
    content = answer.json()
    tags = [_as_client_reads(concept) for concept in content["concepts"] + content["broader"]]
    union = next(tag for tag in tags if tag["name"] == "工会")
    assert union["type"] == "topic"
    assert union["medtop"] == ["medtop:20000536"]
    assert union["description"].startswith("各级工会")


def test_concepts_are_the_tags_by_weight(client: TestClient, tagger: Tagger) -> None:
    """Every tag of the core is there, the likeliest first, with its probability."""
    concepts = _analyse(client).json()["concepts"]
    article = Article(_ITEM["headline"], "\n".join(_ITEM["body"]))
    tags = tagger.tag(article).tags
    assert len(tags) == 2
    assert [concept["title"] for concept in concepts] == [tag.label for tag in tags]
    assert [concept["weight"] for concept in concepts] == [tag.score for tag in tags]


def test_only_an_exact_code_is_said_to_be_exact(client: TestClient) -> None:
    """The taxonomy's relation goes along; Superdesk takes exact matches alone."""
    links = {concept["title"]: concept["links"] for concept in _analyse(client).json()["concepts"]}
    assert links["工会"][0]["relationType"] == "exactMatch"
    assert links["安全"] == [
        {"source": "iptc", "relationType": "closeMatch", "id": "medtop:20000522"}
    ]


def test_a_genre_is_a_tag_whose_code_is_no_media_topic(client: TestClient) -> None:
    """Editorial comes as a topic, which the client can show, and never as a Media Topic."""
    found = client.post("/imatrics/concept/get", json={"title": "评论"}).json()["result"]
    assert [(concept["type"], concept["links"]) for concept in found] == [
        (
            "topic",
            [{"source": "iptc-genre", "relationType": "closeMatch", "id": "genre:Opinion"}],
        )
    ]


def test_numbers_of_topics_never_change() -> None:
    """They are made of the identifier alone; a change would orphan what editors have kept."""
    assert concept_uuid("labour_union") == "47901107-66f8-558d-ab78-90d3a8438700"


def test_an_abstract_that_is_set_apart_counts_as_text(client: TestClient) -> None:
    """What publishing sends as preamble is what analysis sends as last paragraphs."""
    apart = _analyse(client, body=[SAFETY], preamble=f"  {UNION}\n").json()
    assert apart == _analyse(client, body=[SAFETY, " ", UNION]).json()


def test_nothing_to_suggest(client: TestClient) -> None:
    """None and abstained are empty lists under both keys."""
    answer = _analyse(client, headline="", body=["今天天气很好，适合散步。"])
    assert (answer.status_code, answer.json()) == (200, {"concepts": [], "broader": []})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"headline": " ", "body": ["\u3000"]}, "body"),
        ({"body": "one text"}, "body"),
        ({"body": [UNION, 5]}, "body.1"),
        ({"uuid": "x" * 256}, "uuid"),
        ({"body": ["字"] * 10_001}, "body"),
    ],
)
def test_bad_articles_name_the_field(
    client: TestClient, changes: dict[str, Any], field: str
) -> None:
    """A problem document, which Superdesk shows with its status."""
    answer = _analyse(client, **changes)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("term", ["工会", " UNION", "labour_u"])
def test_tags_can_be_looked_up(client: TestClient, term: str) -> None:
    """By a part of the Chinese or English label or of the identifier."""
    body = {"title": term, "type": "all", "draft": False, "size": 10}
    answer = client.post("/imatrics/concept/get", params={"operation": "title_type"}, json=body)
    assert answer.status_code == 200
    assert [concept["title"] for concept in answer.json()["result"]] == ["工会"]


def test_a_tag_by_its_number(client: TestClient) -> None:
    """As the client asks for parents; an unknown number is 404."""
    ask = {"uuid": concept_uuid("fitness")}
    answer = client.post("/imatrics/concept/get", params={"operation": "id"}, json=ask)
    assert answer.json()["result"][0]["title"] == "全民健身"
    unknown = client.post("/imatrics/concept/get", json={"uuid": "none such"})
    assert unknown.status_code == 404


def _store(client: TestClient, *concepts: dict[str, str]) -> Any:
    return client.post("/imatrics/article/store", json=_ITEM | {"concepts": list(concepts)})


def test_stored_article_is_feedback(newsroom: TestClient) -> None:
    """The editor's tags are kept; persons and places are not the tagger's."""
    suggested = _analyse(newsroom).json()["concepts"]
    union = next(concept for concept in suggested if concept["title"] == "工会")
    answer = _store(newsroom, union, {"uuid": "wikidata-1", "title": "柳溪街道"}, {"title": "安全"})
    assert answer.status_code == 200
    assert {concept["title"] for concept in answer.json()["concepts"]} == {"工会", "安全"}
    assert answer.json()["broader"] == []
    assert _store(newsroom, union, {"title": "安全"}).status_code == 200
    (said,) = newsroom.get("/v1/feedback").json()["feedback"]
    assert (said["article"], said["topics"]) == (_ITEM["uuid"], ["labour_union", "safety"])
    assert said["text_hash"] == hash_text(_ITEM["headline"], "\n".join(_ITEM["body"]))


def test_stored_article_without_tags_says_none(newsroom: TestClient) -> None:
    """An empty list is an answer, a missing one is not."""
    assert _store(newsroom).status_code == 200
    assert newsroom.post("/imatrics/article/store", json=_ITEM).status_code == 422
    (said,) = newsroom.get("/v1/feedback").json()["feedback"]
    assert said["topics"] == []
