"""``gaoqian keys``, as it is run."""

import re
from pathlib import Path

import pytest

from commandline import Outcome, call_gaoqian


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins without a database."""
    monkeypatch.setenv("GAOQIAN_DATA", str(tmp_path / "data"))


def _create(name: str, scope: str = "tag") -> Outcome:
    return call_gaoqian("keys", "create", name, "--scope", scope)


def _listed() -> list[list[str]]:
    """Return the rows of the table: number, name, scopes, made, revoked."""
    rows = re.findall(r"^│(.*)│$", call_gaoqian("keys", "list").out, re.MULTILINE)
    return [[cell.strip() for cell in row.split("│")] for row in rows]


def test_key_alone_is_printed() -> None:
    """A script can take it from standard output; what is said of it is elsewhere."""
    outcome = _create("cms", "feedback, tag")
    assert outcome.code == 0
    assert re.fullmatch(r"gq1_[\w-]{43}\n", outcome.out, re.ASCII)
    assert outcome.out.strip() not in outcome.err
    assert "cms（tag,feedback）" in outcome.err


def test_scope_of_a_key_is_tag() -> None:
    """Unless something else is asked for."""
    assert call_gaoqian("keys", "create", "cms").code == 0
    assert [row[1:3] for row in _listed()] == [["cms", "tag"]]


def test_list_has_all_keys_and_no_secret() -> None:
    """Names, scopes and dates in the order they were made; the revoked one says when."""
    keys = [_create("编辑部", "tag,feedback").out, _create("ops@b-1.x_y", "admin").out]
    assert call_gaoqian("keys", "revoke", "编辑部").code == 0
    rows = _listed()
    assert [row[:3] for row in rows] == [
        ["1", "编辑部", "tag,feedback"],
        ["2", "ops@b-1.x_y", "admin"],
    ]
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    assert all(re.fullmatch(moment, row[3]) for row in rows)
    assert re.fullmatch(moment, rows[0][4])
    assert rows[1][4] == ""
    shown = call_gaoqian("keys", "list").out
    assert not any(key.strip().partition("_")[2] in shown for key in keys)


def test_list_without_keys() -> None:
    """Says how to make one."""
    outcome = call_gaoqian("keys", "list")
    assert (outcome.code, outcome.err) == (0, "")
    assert "gaoqian keys create" in outcome.out


def test_name_is_taken_for_good() -> None:
    """A second key of a name is refused, also once the first was revoked."""
    _create("cms")
    for _ in range(2):
        again = _create("cms")
        assert (again.code, again.out, again.err.count("\n")) == (1, "", 1)
        assert "'cms' already" in again.err
        call_gaoqian("keys", "revoke", "cms")
    assert len(_listed()) == 1


@pytest.mark.parametrize("scope", ["tag,write", ""])
def test_unknown_scope(scope: str) -> None:
    """Wrong usage, with what is known."""
    outcome = _create("cms", scope)
    assert (outcome.code, outcome.out) == (2, "")
    assert "['tag', 'feedback', 'metrics', 'admin']" in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("name", ["", "a\nb", "x" * 65])
def test_name_that_is_none(name: str) -> None:
    """Wrong usage, with what is expected."""
    outcome = _create(name)
    assert (outcome.code, outcome.out) == (2, "")
    assert "expected 1 to 64 letters" in outcome.err


def test_only_a_valid_key_can_be_revoked() -> None:
    """An unknown name, or one revoked before, is one line that names it."""
    _create("cms")
    revoked = call_gaoqian("keys", "revoke", "cms")
    assert (revoked.code, revoked.err) == (0, "")
    for name in ("cms", "other"):
        outcome = call_gaoqian("keys", "revoke", name)
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
        assert repr(name) in outcome.err


def test_options_name_the_database(tmp_path: Path) -> None:
    """Both ways to name it are the same database, and the default stays empty."""
    call_gaoqian("keys", "create", "cms", "--data", tmp_path / "other")
    url = f"sqlite:///{tmp_path / 'other' / 'gaoqian.db'}"
    assert "cms" in call_gaoqian("keys", "list", "--database-url", url).out
    assert _listed() == []


@pytest.mark.parametrize("url", ["mysql://root:geheim@host/x", "nonsense geheim"])
def test_database_that_cannot_be_used(url: str) -> None:
    """One line without the password that the URL may hold."""
    outcome = call_gaoqian("keys", "list", "--database-url", url)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "geheim" not in outcome.err
