"""The webhook, against a real HTTP server."""

import asyncio
import json
import logging
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from standardwebhooks import Webhook as Verifier, WebhookVerificationError

from gaoqian.writers import Slip
from gaoqian_service.errors import DeliveryError, RefusedError, ServiceSettingsError
from gaoqian_service.wire.transmitters.webhook import RetryPolicy, WebhookTransmitter
from receiver import Post, Receiver, receiving
from slips import ARTICLE, make_slip

SECRET = "whsec_" + b64encode(b"twenty-four random bytes").decode()
QUICK = RetryPolicy(first_wait_seconds=0.01, longest_wait_seconds=1, attempts=3, rounds=2)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that takes everything unless told otherwise."""
    with receiving() as running:
        yield running


def _send(receiver: Receiver, dead: Path, *slips: Slip, times: int = 1) -> None:
    async def send() -> None:
        webhook = WebhookTransmitter(
            f"{receiver.address}/hook?key=s3cret", SecretStr(SECRET), dead, QUICK
        )
        try:
            for _ in range(times - 1):
                with pytest.raises(DeliveryError):
                    await webhook.send(slips)
            await webhook.send(slips)
        finally:
            await webhook.close()

    asyncio.run(send())


def _verify(post: Post, secret: str = SECRET) -> object:
    return Verifier(secret).verify(post.body, dict(post.headers))


def test_a_story_is_posted_and_signed(receiver: Receiver, tmp_path: Path) -> None:
    """The library of the standard verifies it; another secret or body does not pass."""
    _send(receiver, tmp_path, make_slip())
    (post,) = receiver.posts
    content = _verify(post)
    assert isinstance(content, dict)
    assert content["type"] == "story.tagged"
    assert content["data"]["id"] == ARTICLE.id
    assert [tag["topic"] for tag in content["data"]["tags"]] == [
        "labour_union",
        "reading",
        "editorial",
    ]
    with pytest.raises(WebhookVerificationError):
        _verify(post, "whsec_" + b64encode(b"and another four and twenty").decode())
    with pytest.raises(WebhookVerificationError):
        _verify(replace(post, body=post.body.replace(b"reading", b"editing")))


def test_ids_stay_while_the_content_does(receiver: Receiver, tmp_path: Path) -> None:
    """A repeat can be told; another version, an editor's word and a withdrawal are new."""
    slips = [
        make_slip(),
        make_slip(),
        make_slip(replace(ARTICLE, version="4")),
        make_slip(editor_topics=("safety",)),
        make_slip(withdrawn=True),
    ]
    _send(receiver, tmp_path, *slips)
    ids = [post.headers["webhook-id"] for post in receiver.posts]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 4
    last = _verify(receiver.posts[-1])
    assert isinstance(last, dict)
    assert last["type"] == "story.withdrawn"


def test_failures_are_tried_again(receiver: Receiver, tmp_path: Path) -> None:
    """Under the same id, each time with a signature that holds."""
    receiver.answers = [(503, {}), (429, {"retry-after": "0"})]
    _send(receiver, tmp_path, make_slip())
    assert len(receiver.posts) == 3
    assert len({post.headers["webhook-id"] for post in receiver.posts}) == 1
    assert all(_verify(post) for post in receiver.posts)
    assert list(tmp_path.iterdir()) == []


def test_one_that_stays_down_is_left_to_the_caller(receiver: Receiver, tmp_path: Path) -> None:
    """The story stays pending: nothing is given up."""
    receiver.answers = [(500, {})] * 3
    with pytest.raises(DeliveryError, match="answered 500, expected 2xx"):
        _send(receiver, tmp_path, make_slip())
    assert len(receiver.posts) == 3
    assert list(tmp_path.iterdir()) == []


def test_nobody_listens(tmp_path: Path) -> None:
    """The error names the host, and neither the key in the address nor the secret."""
    with receiving() as gone:
        pass
    with pytest.raises(DeliveryError, match="ConnectError") as caught:
        _send(gone, tmp_path, make_slip())
    assert gone.address in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("status", [400, 401, 404, 410, 422])
def test_refused_for_good(receiver: Receiver, tmp_path: Path, status: int) -> None:
    """Not tried again; body and reason are kept, and nothing half-written beside them."""
    receiver.answers = [(status, {})]
    dead = tmp_path / "dead"
    with pytest.raises(RefusedError, match=f"answered {status}, expected 2xx; kept as"):
        _send(receiver, dead, make_slip())
    (post,) = receiver.posts
    name = post.headers["webhook-id"]
    assert sorted(path.name for path in dead.iterdir()) == [f"{name}.json", f"{name}.reason.json"]
    assert (dead / f"{name}.json").read_bytes() == post.body
    reason = json.loads((dead / f"{name}.reason.json").read_bytes())
    assert reason["reason"] == f"answered {status}, expected 2xx"
    assert reason["target"] == receiver.address


def test_a_story_that_breaks_the_receiver_is_given_up(receiver: Receiver, tmp_path: Path) -> None:
    """After as many rounds as patience allows, so that others get through."""
    receiver.answers = [(500, {})] * 6
    with pytest.raises(RefusedError, match="in 2 rounds"):
        _send(receiver, tmp_path, make_slip(), times=2)
    assert len(receiver.posts) == 6
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    "later",
    ["3600", format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)],
    ids=["seconds", "date"],  # test processes must agree on names
)
def test_a_long_wait_is_left_to_the_caller(receiver: Receiver, tmp_path: Path, later: str) -> None:
    """Seconds or a date: what is longer than patience is not waited for here."""
    receiver.answers = [(429, {"retry-after": later})]
    with pytest.raises(DeliveryError, match="answered 429"):
        _send(receiver, tmp_path, make_slip())
    assert len(receiver.posts) == 1


def test_redirects_are_not_followed(receiver: Receiver, tmp_path: Path) -> None:
    """Neither to another host nor to another path of this one."""
    with receiving() as other:
        receiver.answers = [(307, {"location": f"{other.address}/hook"}), (308, {"location": "/"})]
        for _ in range(2):
            with pytest.raises(DeliveryError, match=r"answered 30[78]"):
                _send(receiver, tmp_path, make_slip())
        assert other.posts == []
    assert len(receiver.posts) == 2


def test_dead_letters_are_sent_again(receiver: Receiver, tmp_path: Path) -> None:
    """Under their old id with a new signature; what is refused again stays."""
    receiver.answers = [(410, {}), (410, {})]
    for version in ("1", "2"):
        with pytest.raises(RefusedError):
            _send(receiver, tmp_path, make_slip(replace(ARTICLE, version=version)))
    first = {post.headers["webhook-id"]: post.body for post in receiver.posts}
    receiver.posts.clear()

    async def resend() -> int:
        webhook = WebhookTransmitter(receiver.address, SecretStr(SECRET), tmp_path, QUICK)
        try:
            return await webhook.send_again()
        finally:
            await webhook.close()

    receiver.answers = [(410, {})]
    with pytest.raises(RefusedError):
        asyncio.run(resend())
    assert len(list(tmp_path.iterdir())) == 2
    assert asyncio.run(resend()) == 1
    assert list(tmp_path.iterdir()) == []
    assert {post.headers["webhook-id"]: post.body for post in receiver.posts} == first
    assert all(_verify(post) for post in receiver.posts)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_a", "hunter2"])
def test_a_wrong_secret_is_not_shown(tmp_path: Path, secret: str) -> None:
    """At once, and naming the setting instead."""
    with pytest.raises(ServiceSettingsError, match="GAOQIAN_WEBHOOK_SECRET") as caught:
        WebhookTransmitter("http://127.0.0.1/", SecretStr(secret), tmp_path)
    assert secret in ("", "whsec_") or secret not in str(caught.value)


@pytest.mark.parametrize("url", ["ftp://host/", "host/path", "http://", "http://[::1"])
def test_a_wrong_address_is_refused(tmp_path: Path, url: str) -> None:
    """Before anything is sent."""
    with pytest.raises(ServiceSettingsError, match="webhook's address"):
        WebhookTransmitter(url, SecretStr(SECRET), tmp_path)


def test_nothing_secret_is_logged(
    receiver: Receiver, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the secret nor the text, whatever happens and however much is logged."""
    receiver.answers = [(500, {}), (422, {})]
    with caplog.at_level(logging.INFO), pytest.raises(RefusedError):
        _send(receiver, tmp_path, make_slip())
    assert SECRET not in caplog.text
    assert SECRET.removeprefix("whsec_") not in caplog.text
    assert ARTICLE.body not in caplog.text
    assert "s3cret" not in caplog.text
