"""Models of tagging requests."""

import pytest
from pydantic import ValidationError

from gaoqian import Article
from gaoqian_service.http.schemas.tagging import BatchArticle, BatchRequest, TagRequest
from gaoqian_service.settings import MAX_BATCH


def test_every_field_comes_to_the_article() -> None:
    """Under the same name; unknown fields are ignored."""
    sent = {"id": 7, "headline": "甲", "body": "一。", "language": "zh", "version": 2, "more": 1}
    article = Article("甲", "一。", "7", language="zh", version="2")
    assert TagRequest.model_validate(sent).to_article() == article
    assert BatchArticle.model_validate(sent).to_article() == article


def test_empty_article_is_refused_alone_and_taken_in_a_batch() -> None:
    """A batch answers it with ``too_short`` instead of failing as a whole."""
    with pytest.raises(ValidationError, match="headline and body are empty"):
        TagRequest.model_validate({"headline": " \u3000", "body": "\n"})
    assert BatchArticle.model_validate({}).to_article() == Article()


def test_evidence_is_given_by_default_except_in_batches() -> None:
    """It makes a batch's answer several times as large."""
    assert TagRequest(body="一。").explain
    assert not BatchRequest(articles=[]).explain


def test_batch_has_a_limit() -> None:
    """The error names the field."""
    assert len(BatchRequest(articles=[BatchArticle()] * MAX_BATCH).articles) == MAX_BATCH
    with pytest.raises(ValidationError, match="articles"):
        BatchRequest(articles=[BatchArticle()] * (MAX_BATCH + 1))
