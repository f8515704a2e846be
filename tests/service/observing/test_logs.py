"""Logs as they come out of a process."""

import json
import subprocess
import sys

import pytest

_CODE = """
import logging, structlog
from gaoqian_service.observing.logs import configure_logs
configure_logs({level!r}, with_texts={texts})
log = structlog.get_logger()
structlog.contextvars.bind_contextvars(request_id="r1")
log.debug("fine", size=1)
log.info("done", size=2, path="/v1/tag")
log.warning("近义", reason="中文")
logging.getLogger("uvicorn.error").warning("from %s", "uvicorn")
try:
    try:
        int("秘密的正文")
    except ValueError as error:
        raise RuntimeError("外层秘密") from error
except RuntimeError:
    log.exception("failed")
    logging.getLogger("other").exception("failed too")
"""


def _run(level: str, *, texts: bool = False) -> list[dict[str, object]]:
    code = _CODE.format(level=level, texts=texts)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_one_object_a_line() -> None:
    """Ours and other libraries', with level, time and request; Chinese stays readable."""
    entries = _run("info")
    assert [entry["event"] for entry in entries] == [
        "done",
        "近义",
        "from uvicorn",
        "failed",
        "failed too",
    ]
    done = entries[0]
    assert (done["level"], done["size"], done["request_id"]) == ("info", 2, "r1")
    assert str(done["time"]).endswith("Z")
    assert entries[2]["logger"] == "uvicorn.error"


@pytest.mark.parametrize(
    ("level", "count"), [("debug", 6), ("info", 5), ("warning", 4), ("error", 2)]
)
def test_level(level: str, count: int) -> None:
    """Less severe entries are left out."""
    assert len(_run(level)) == count


def test_errors_without_their_messages() -> None:
    """Kind and place of an error and of its cause; messages may quote what was sent."""
    entries = _run("error")
    assert "秘密" not in json.dumps(entries, ensure_ascii=False)
    for entry in entries:
        error = entry["error"]
        assert isinstance(error, dict)
        assert error["type"] == "builtins.RuntimeError"
        assert error["cause"]["type"] == "builtins.ValueError"
        assert error["at"] == ["<string>:15 <module>"]


def test_errors_with_their_messages() -> None:
    """Where the house wants them."""
    error = _run("error", texts=True)[0]["error"]
    assert isinstance(error, dict)
    assert error["message"] == "外层秘密"
    assert "秘密的正文" in error["cause"]["message"]
