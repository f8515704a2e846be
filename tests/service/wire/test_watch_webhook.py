"""``gaoqian wire watch --webhook``: from a dropped file to a verified POST."""

import json
import os
import time
from base64 import b64encode
from pathlib import Path

import pytest
from standardwebhooks import Webhook as Verifier

from commandline import Outcome, call_gaoqian
from receiver import receiving

_KEY = "whsec_" + b64encode(b"twenty-four random bytes").decode()


def test_stories_are_posted_refused_and_sent_again(
    models_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is refused is dead in the ledger, kept, counted by status, and can be sent again."""
    monkeypatch.setenv("GAOQIAN_WEBHOOK_SECRET", _KEY)
    drop, data = tmp_path / "drop", tmp_path / "data"
    drop.mkdir()
    copy = drop / "a.jsonl"
    stories = [{"id": f"s{n}", "body": f"市总工会召开第{n}次职工代表大会。"} for n in (1, 2)]
    copy.write_text("\n".join(json.dumps(story) for story in stories), encoding="utf-8")
    os.utime(copy, (time.time() - 60,) * 2)

    def watch(url: str) -> Outcome:
        options = ("--once", "--models", models_folder, "--data", data)
        return call_gaoqian("wire", "watch", drop, "--webhook", url, *options)

    with receiving() as receiver:
        receiver.answers = [(204, {}), (422, {})]
        outcome = watch(receiver.address)
        assert outcome.err.count("422") == 1
        assert _KEY not in outcome.err
        assert not (drop / "_TAGGED").exists()
        sent = [Verifier(_KEY).verify(post.body, dict(post.headers)) for post in receiver.posts]
        assert [content["data"]["id"] for content in sent] == ["s1", "s2"]
        status = json.loads(call_gaoqian("wire", "status", "--json", "--data", data).out)
        assert [dead["guid"] for dead in status["dead"]] == ["s2"]
        assert status["deliveries"][0]["delivered"] == 1
        resend = ("wire", "resend", data / "dead-letters", "--webhook", receiver.address)
        assert call_gaoqian(*resend).code == 0
        assert receiver.posts[-1].body == receiver.posts[1].body
        assert list((data / "dead-letters").iterdir()) == []


def test_a_missing_secret_is_wrong_usage(models_folder: Path, tmp_path: Path) -> None:
    """Said before anything is taken."""
    outcome = call_gaoqian(
        "wire", "watch", tmp_path, "--webhook", "http://127.0.0.1/", "--models", models_folder
    )
    assert outcome.code == 2
    assert "GAOQIAN_WEBHOOK_SECRET" in outcome.err
