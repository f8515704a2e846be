"""Whatever a sender writes, every format can be read again."""

import csv
import json
from io import StringIO

from hypothesis import given, settings, strategies as st
from lxml import etree

from gaoqian import Article
from gaoqian.writers import writer
from slips import make_slip

_ANY = st.text(st.characters(exclude_categories=()), max_size=40)


@given(headline=_ANY, body=_ANY, identifier=_ANY, version=_ANY)
@settings(max_examples=60, deadline=None)
def test_any_text_is_written_whole(headline: str, body: str, identifier: str, version: str) -> None:
    """Control characters, lone surrogates, quotes, markup, formulas."""
    article = Article(headline, body, identifier, version=version)
    slips = [make_slip(article), make_slip(article, editor_topics=(), same_story_as=identifier)]
    for form in ("jsonl", "ninjs"):
        lines = writer(form).write(slips).split(b"\n")
        assert [bool(json.loads(line)) for line in lines[:-1]] == [True, True]
    assert json.loads(writer("jsonl").write(slips[:1]))["headline"] == headline
    rows = csv.reader(StringIO(writer("csv").write(slips).decode("utf-8-sig"), newline=""))
    assert {len(row) for row in rows} == {15}
    for some in (slips, slips[:1]):
        assert etree.fromstring(writer("newsml").write(some)) is not None
