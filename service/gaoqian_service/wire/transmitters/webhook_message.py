"""Webhook message: the body of a POST, its id and its signature by Standard Webhooks."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from standardwebhooks import Webhook as Signer
from standardwebhooks.webhooks import EmptyWebhookSecretError

from gaoqian.json import encode
from gaoqian.writers import Slip
from gaoqian.writers.jsonl import to_object
from gaoqian_service.errors import ServiceSettingsError


@dataclass(frozen=True, slots=True)
class WebhookMessage:
    """The body of a POST, with the id by which a receiver recognises a repeat.

    Attributes:
        id: The same whenever the same is sent again, see `make_message`.
        body: UTF-8 JSON with ``type`` (``story.tagged`` or ``story.withdrawn``), ``timestamp``
            (when it was made) and ``data`` (what ``gaoqian tag`` writes).
    """

    id: str
    body: bytes


def make_message(slip: Slip) -> WebhookMessage:
    """Return a slip's message.

    Its id is a digest of guid, version and model, and of what makes the same version worth
    sending again: the moment of the version, its text, an editor's word, its withdrawal.
    """
    article = slip.article
    what = [
        article.id,
        article.version,
        slip.model,
        article.version_created and article.version_created.isoformat(),
        article.headline,
        article.body,
        slip.editor_topics,
        slip.withdrawn,
    ]
    content = {
        "type": "story.withdrawn" if slip.withdrawn else "story.tagged",
        "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": to_object(slip),
    }
    return WebhookMessage(f"msg_{hashlib.sha256(encode(what)).hexdigest()[:32]}", encode(content))


def make_signer(secret: str) -> Signer:
    """Return what signs with a secret of the form ``whsec_`` and base64.

    Raises:
        ServiceSettingsError: the secret has another form; it is not shown.
    """
    with suppress(ValueError, EmptyWebhookSecretError):  # not base64, or nothing
        if secret.startswith("whsec_"):
            return Signer(secret)
    raise ServiceSettingsError(
        "GAOQIAN_WEBHOOK_SECRET is no secret of Standard Webhooks, "
        "expected whsec_ and the base64 of 24 to 64 random bytes"
    )


def sign(message: WebhookMessage, signer: Signer) -> dict[str, str]:
    """Return a request's headers; receivers refuse a signature that is five minutes old."""
    now = datetime.now(UTC)
    return {
        "content-type": "application/json",
        "webhook-id": message.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signer.sign(message.id, now, message.body.decode()),
    }
