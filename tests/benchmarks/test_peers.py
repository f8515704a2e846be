"""Peers and servers that cannot be measured say why."""

import sys
import urllib.request
from pathlib import Path

import pytest

from measuring import peers, services
from measuring.material import Material
from measuring.peers import PeerError, check_scores, interpreter, last_line
from measuring.servers import Service, running
from peers.install import FAILURE, INSTALLED


def test_absent_peer_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before ``make peers`` the table says what to run."""
    monkeypatch.setattr(peers, "ENVIRONMENTS", tmp_path)
    with pytest.raises(PeerError, match="not installed: make peers"):
        interpreter("usual")


def test_failed_installation_keeps_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What pip said is in the table."""
    monkeypatch.setattr(peers, "ENVIRONMENTS", tmp_path)
    (tmp_path / "usual").mkdir()
    (tmp_path / "usual" / FAILURE).write_text("ERROR: no wheel", encoding="utf-8")
    with pytest.raises(PeerError, match="could not be installed: ERROR: no wheel"):
        interpreter("usual")


def test_installed_peer_has_its_interpreter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interpreter of the peer's own environment runs it."""
    monkeypatch.setattr(peers, "ENVIRONMENTS", tmp_path)
    (tmp_path / "usual").mkdir()
    (tmp_path / "usual" / INSTALLED).touch()
    assert interpreter("usual") == tmp_path / "usual" / "bin" / "python"


@pytest.mark.parametrize("scores", [[], [0.5], [0.5, 1.2], [-0.1, 0.5], [float("nan"), 0.5]])
def test_answers_without_sense_are_refused(scores: list[float]) -> None:
    """Only probabilities of several topics are an answer."""
    check_scores([0.0, 1.0])
    with pytest.raises(PeerError, match="expected a probability for each topic"):
        check_scores(scores)


def test_last_line_of_a_traceback_is_the_error() -> None:
    """Blank lines at the end are passed over."""
    assert last_line("Traceback\n  File x\nValueError: bad\n\n") == "ValueError: bad"
    assert last_line("") == "it said nothing"


def test_server_that_dies_is_quoted(tmp_path: Path) -> None:
    """Its last words are the reason."""
    dying = Service(lambda port: [sys.executable, "-c", "exit('no model here')"], "/", tmp_path)
    with (
        pytest.raises(PeerError, match="could not be started: no model here"),
        running(dying),
    ):
        pytest.fail("it never ran")


def test_empty_route_answers(tmp_path: Path) -> None:
    """The floor takes a body and answers 200; it has ended behind the block."""
    with running(services.empty(Material(tmp_path))) as server:
        request = urllib.request.Request(f"{server.address}/v1/tag", b'{"body": "x"}')  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            assert (answer.status, answer.read()) == (200, b"{}")
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{server.address}/health/ready")  # noqa: S310
