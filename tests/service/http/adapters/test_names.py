"""Finding the topic that another system names."""

import pytest

from gaoqian import Topic
from gaoqian_service.http.adapters.names import find_topic, names_of

_SAFETY = Topic("safety", "安全", "Safety")
_UNION = Topic("labour_union", "工会", "")


def test_names_are_identifier_and_labels() -> None:
    """Case-folded; a label that is missing is no name."""
    assert names_of(_SAFETY) == {"safety", "安全"}
    assert names_of(_UNION) == {"labour_union", "工会"}


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["安全"], _SAFETY),
        (["  SAFETY "], _SAFETY),
        (["其他", "工会"], _UNION),
        (["LABOUR_UNION"], _UNION),
        (["safe"], None),
        ([""], None),
        ([], None),
    ],
)
def test_topic_by_any_of_its_names(names: list[str], found: Topic | None) -> None:
    """Whole names only, whatever their case; an empty name is nobody's."""
    assert find_topic([_SAFETY, _UNION], names) == found
