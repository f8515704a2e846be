"""Label Studio's calls, in the shape its connector makes them."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from archives import SAFETY, UNION
from gaoqian import Article, Tagger

_CONFIG = """
<View>
  <Header value="$headline"/>
  <Text name="text" value="$text"/>
  <Choices name="topics" toName="text" choice="multiple">
    <Choice value="安全"/><Choice value="labour_union"/><Choice value="其他"/>
  </Choices>
</View>
"""


def _task(number: int, text: Any, headline: Any = "") -> dict[str, Any]:
    return {"id": number, "data": {"headline": headline, "text": text}, "meta": {}}


def _predict(client: TestClient, *tasks: dict[str, Any], config: str = _CONFIG) -> Any:
    body = {
        "tasks": list(tasks),
        "model_version": "old",
        "project": "2.1629208574",
        "label_config": config,
        "params": {"login": None, "password": None, "context": None},
    }
    return client.post("/label-studio/predict", json=body)


@pytest.mark.parametrize("path", ["/label-studio/health", "/label-studio/"])
def test_health(client: TestClient, path: str) -> None:
    """Both addresses say UP."""
    answer = client.get(path)
    assert (answer.status_code, answer.json()["status"]) == (200, "UP")


def test_setup(client: TestClient, tagger: Tagger) -> None:
    """The version that answers, and nothing of the access token."""
    body = {
        "project": "2.1629208574",
        "schema": _CONFIG,
        "hostname": "http://localhost:8080",
        "access_token": "secret",
    }
    answer = client.post("/label-studio/setup", json=body)
    assert (answer.status_code, answer.json()) == (200, {"model_version": tagger.version})


def test_versions(client: TestClient, tagger: Tagger) -> None:
    """The one that answers."""
    answer = client.get("/label-studio/versions")
    assert (answer.status_code, answer.json()) == (200, {"versions": [tagger.version]})


def test_predictions_by_the_names_of_the_configuration(client: TestClient, tagger: Tagger) -> None:
    """One prediction a task, in order, in choices as the configuration writes them."""
    answer = _predict(client, _task(1, UNION), _task(2, SAFETY), _task(3, "今天天气很好，去散步。"))
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [result["result"] for result in results] == [
        [
            {
                "from_name": "topics",
                "to_name": "text",
                "type": "choices",
                "value": {"choices": [choice]},
            }
        ]
        for choice in ("labour_union", "安全")
    ] + [[]]
    assert {result["model_version"] for result in results} == {tagger.version}


def test_score_is_that_of_the_least_sure_topic(client: TestClient, tagger: Tagger) -> None:
    """By it Label Studio can bring doubtful tasks first; an unreadable text has 0."""
    sure, empty = _predict(client, _task(1, UNION), _task(2, "")).json()["results"]
    scores = tagger.tag(Article(body=UNION)).scores
    others = [1 - score for topic, score in scores.items() if topic != "labour_union"]
    assert sure["score"] == pytest.approx(min(scores["labour_union"], *others))
    assert empty["score"] == 0


def test_the_headline_is_read(client: TestClient, tagger: Tagger) -> None:
    """Fields are found through the configuration."""
    (result,) = _predict(client, _task(1, "今天天气很好。", headline="总工会送清凉")).json()[
        "results"
    ]
    tags = tagger.tag(Article("总工会送清凉", "今天天气很好。")).tags
    assert [tag.topic for tag in tags] == ["labour_union"]
    assert result["result"][0]["value"]["choices"] == ["labour_union"]


def test_a_single_choice_takes_the_likeliest(client: TestClient) -> None:
    """Where Label Studio allows only one choice, only one is suggested."""
    text = UNION + SAFETY * 2
    config = _CONFIG.replace(' choice="multiple"', "")
    (several,) = _predict(client, _task(1, text)).json()["results"]
    (single,) = _predict(client, _task(1, text), config=config).json()["results"]
    choices = several["result"][0]["value"]["choices"]
    assert len(choices) == 2
    assert single["result"][0]["value"]["choices"] == choices[:1]


@pytest.mark.parametrize(
    ("tasks", "config", "field"),
    [
        ([_task(1, UNION), {"id": 2, "data": {"text": UNION}}], _CONFIG, "tasks.1.data.headline"),
        ([_task(1, 5)], _CONFIG, "tasks.0.data.text"),
        ([{"id": 1}], _CONFIG, "tasks.0.data"),
        ([_task(1, UNION)], "<View", "label_config"),
        ([_task(1, UNION)], "<View/>", "label_config"),
        ([_task(1, UNION)], " " * 300_000, "label_config"),
        ([_task(1, "")] * 257, _CONFIG, "tasks"),
    ],
)
def test_bad_requests_name_the_field(
    client: TestClient, tasks: list[dict[str, Any]], config: str, field: str
) -> None:
    """422 with the path of the field."""
    answer = _predict(client, *tasks, config=config)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_odd_strings_in_a_task(client: TestClient) -> None:
    """Lone surrogates and NUL are text like any other."""
    content = (
        '{"label_config": %s, "tasks": [{"id": 1, "data": {"id": "\\ud800", "headline": "\\u0000",'
        ' "text": "\\udfff工会换届"}}]}'
    )
    quoted = '"' + _CONFIG.replace("\n", " ").replace('"', '\\"') + '"'
    answer = client.post(
        "/label-studio/predict",
        content=(content % quoted).encode(),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 200
