"""Models of activations and shadow comparisons."""

from datetime import UTC, datetime

from gaoqian_service.http.schemas.models import ShadowAnswer
from gaoqian_service.records.shadow import ShadowReport
from gaoqian_service.records.tables import DisagreementRow, ShadowCountRow


def test_report_is_answered_row_by_row() -> None:
    """A topic that one of the models does not know has no score."""
    count = ShadowCountRow(challenger="2", champion="1", compared=9, disagreed=1)
    row = DisagreementRow(
        challenger="2",
        champion="1",
        article="a",
        version="3",
        text_hash="sha256:0",
        topic="safety",
        champion_score=0.75,
        challenger_score=None,
        champion_given=True,
        challenger_given=False,
        seen_at=datetime(2026, 12, 1, tzinfo=UTC),
    )
    answer = ShadowAnswer.of("2", ShadowReport([count], [row]), running=True)
    assert (answer.challenger, answer.running) == ("2", True)
    assert [one.model_dump() for one in answer.champions] == [
        {"champion": "1", "compared": 9, "disagreed": 1}
    ]
    (disagreement,) = answer.disagreements
    assert (disagreement.article, disagreement.topic) == ("a", "safety")
    assert (disagreement.champion_score, disagreement.challenger_score) == (0.75, None)
