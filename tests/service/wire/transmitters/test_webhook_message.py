"""Webhook messages: body, id, signature."""

import json
from base64 import b64encode
from dataclasses import replace

import pytest
from standardwebhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from gaoqian_service.errors import ServiceSettingsError
from gaoqian_service.wire.transmitters.webhook_message import make_message, make_signer, sign
from slips import ARTICLE, make_slip

_SECRET = "whsec_" + b64encode(b"twenty-four random bytes").decode()


def test_id_is_that_of_the_content() -> None:
    """What is worth sending again has another id; what is only read elsewhere has the same."""
    ids = {
        make_message(slip).id
        for slip in (
            make_slip(),
            make_slip(replace(ARTICLE, source="elsewhere")),
            make_slip(replace(ARTICLE, body="改")),
            make_slip(replace(ARTICLE, version="4")),
            make_slip(editor_topics=("safety",)),
            make_slip(withdrawn=True),
        )
    }
    assert len(ids) == 5
    assert all(one.startswith("msg_") for one in ids)


def test_withdrawal_is_another_type() -> None:
    """Beside it stands what the command writes."""
    kinds = [json.loads(make_message(make_slip(withdrawn=w)).body) for w in (False, True)]
    assert [kind["type"] for kind in kinds] == ["story.tagged", "story.withdrawn"]
    assert kinds[0]["data"]["id"] == ARTICLE.id


def test_signature_is_that_of_the_standard() -> None:
    """Another body does not pass."""
    message = make_message(make_slip())
    headers = sign(message, make_signer(_SECRET))
    assert Verifier(_SECRET).verify(message.body.decode(), headers)
    with pytest.raises(WebhookVerificationError):
        Verifier(_SECRET).verify(message.body.decode() + " ", headers)


@pytest.mark.parametrize("secret", ["", "s3cret", "whsec_", "whsec_?!", "abc"])
def test_wrong_secret_is_not_shown(secret: str) -> None:
    """The error says what is expected."""
    with pytest.raises(ServiceSettingsError, match="expected whsec_") as caught:
        make_signer(secret)
    assert not secret or secret not in str(caught.value).replace("expected whsec_", "")
