"""Every reader takes any bytes: it yields articles and failures, and raises nothing.

``make fuzz-readers`` does the same for ten minutes with larger documents.
"""

from collections import defaultdict
from pathlib import PurePath

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from documents import documents
from gaoqian import Article
from gaoqian.readers import ReadFailure, read_bytes, suffixes
from mutations import disturbed

_SAMPLES: dict[str, list[bytes]] = defaultdict(list)
for _name, _data in documents().items():
    _SAMPLES[PurePath(_name).suffix].append(_data)


@pytest.mark.parametrize("ending", sorted(_SAMPLES))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_disturbed_documents(ending: str, data: st.DataObject) -> None:
    """What comes of them is one of the two, and says where it was."""
    document = data.draw(disturbed(_SAMPLES[ending], 20_000))
    for item in read_bytes(document, f"a{ending}"):
        where = item.source if isinstance(item, Article) else item.where
        assert where.startswith(f"a{ending}")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(suffixes()), st.text(max_size=10))
def test_any_bytes(data: bytes, ending: str, declared: str) -> None:
    """Whatever encoding is declared."""
    for item in read_bytes(data, f"a{ending}", declared):
        assert isinstance(item, Article | ReadFailure)
