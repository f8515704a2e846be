"""Dead letters of a webhook."""

import json
from pathlib import Path

import pytest

from gaoqian_service.errors import DeliveryError
from gaoqian_service.wire.transmitters.dead_letters import DeadLetters
from gaoqian_service.wire.transmitters.webhook_message import WebhookMessage

_MESSAGE = WebhookMessage("msg_1", b'{"type": "story.tagged"}')


def test_letter_is_kept_with_its_reason_until_it_is_removed(tmp_path: Path) -> None:
    """A repeat replaces it; other files of the folder are none."""
    letters = DeadLetters(tmp_path / "made")
    for reason in ("answered 404", "answered 410"):
        path = letters.keep(_MESSAGE, "https://desk", reason)
    (tmp_path / "made" / "note.json").write_text("{}")
    assert path.read_bytes() == _MESSAGE.body
    why = json.loads(path.with_suffix(".reason.json").read_bytes())
    assert (why["id"], why["target"], why["reason"]) == ("msg_1", "https://desk", "answered 410")
    assert list(letters.read()) == [_MESSAGE]
    letters.remove(_MESSAGE)
    assert list(letters.read()) == []
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["note.json"]
    letters.remove(_MESSAGE)


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """The message must stay pending, so this is no refusal."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DeliveryError, match="cannot be written"):
        DeadLetters(tmp_path / "file").keep(_MESSAGE, "https://desk", "gone")
