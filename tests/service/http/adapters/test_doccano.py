"""doccano's auto-labelling."""

import json

import pytest
from fastapi.testclient import TestClient
from jinja2 import Template

from archives import SAFETY, UNION

#: What docs/adapters.md tells to put into doccano.
_TEMPLATE = "{{ input | tojson }}"


@pytest.mark.parametrize(("query", "label"), [("", "工会"), ("?labels=id", "labour_union")])
def test_labels_by_name_or_identifier(client: TestClient, query: str, label: str) -> None:
    """The Chinese labels unless identifiers are asked for."""
    answer = client.post(f"/doccano{query}", json={"text": UNION})
    assert answer.status_code == 200
    assert answer.json() == [{"label": label}]


def test_the_template_gives_what_doccano_reads(client: TestClient) -> None:
    """Through the documented template the answer is doccano's list of labels."""
    answer = client.post("/doccano", json={"text": f"{SAFETY}{UNION}" * 3}).json()
    rendered = json.loads(Template(_TEMPLATE).render(input=answer))
    assert {entry["label"] for entry in rendered} == {"安全", "工会"}
    assert all(set(entry) == {"label"} for entry in rendered)


@pytest.mark.parametrize(
    "text", ["", "English only, nothing else here", "今天天气很好，适合散步。"]
)
def test_nothing_to_label(client: TestClient, text: str) -> None:
    """Where there is no label the list is empty."""
    answer = client.post("/doccano", json={"text": text})
    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/doccano", {"texts": "x"}, "text"),
        ("/doccano", {"text": None}, "text"),
        ("/doccano?labels=name", {"text": "x"}, "query.labels"),
    ],
)
def test_bad_requests_name_the_field(
    client: TestClient, path: str, body: object, field: str
) -> None:
    """422, as for every other route."""
    answer = client.post(path, json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field
