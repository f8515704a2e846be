"""Pulling from a real FTP server."""

import asyncio
import importlib
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import ThreadedFTPServer

from gaoqian_service.errors import PullError, ServiceSettingsError
from gaoqian_service.wire.feeding_services.ftp import FtpFeedingService
from gaoqian_service.wire.feeding_services.records import PullRecords


def _serve(root: Path, handler: type[FTPHandler]) -> Iterator[int]:
    authorizer = DummyAuthorizer()
    authorizer.add_user("desk", "s3cret", str(root), perm="elrd")
    # Whoever shows a wrong password is made to wait, by default for three seconds.
    own = type("Handler", (handler,), {"authorizer": authorizer, "auth_failed_timeout": 0})
    server = ThreadedFTPServer(("127.0.0.1", 0), own)
    thread = Thread(target=server.serve_forever, kwargs={"timeout": 0.05}, daemon=True)
    thread.start()
    yield server.address[1]
    server.close_all()
    thread.join()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """What the server shows."""
    (tmp_path / "root" / "out").mkdir(parents=True)
    return tmp_path / "root"


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    """The drop folder."""
    (tmp_path / "drop").mkdir()
    return tmp_path / "drop"


@pytest.fixture
def port(root: Path) -> Iterator[int]:
    """The port of a plain server."""
    yield from _serve(root, FTPHandler)


def _url(port: int, rest: str = "/out") -> str:
    return f"ftp://desk:s3cret@127.0.0.1:{port}{rest}"


def _pull(source: FtpFeedingService, drop: Path, looks: int = 1) -> int:
    return sum(asyncio.run(source.pull(drop)) for _ in range(looks))


def _landed(drop: Path) -> list[str]:
    return sorted(path.read_text(encoding="utf-8") for path in drop.iterdir())


def test_files_come_once(root: Path, drop: Path, port: int, memory: PullRecords) -> None:
    """Two looks fetch a file; no later look, and no later process, does so again."""
    (root / "out" / "工会.txt").write_text("一", encoding="utf-8")
    (root / "out" / ".hidden.txt").write_text("x", encoding="utf-8")
    (root / "out" / "half.txt.part").write_text("x", encoding="utf-8")
    source = FtpFeedingService(_url(port), memory)
    assert [_pull(source, drop) for _ in range(3)] == [0, 1, 0]
    assert _landed(drop) == ["一"]
    (name,) = [path.name for path in drop.iterdir()]
    assert name.startswith("工会~")
    assert name.endswith(".txt")
    assert _pull(FtpFeedingService(_url(port), memory), drop, looks=2) == 0


def test_file_that_grows_is_waited_for(
    root: Path, drop: Path, port: int, memory: PullRecords
) -> None:
    """A file that is being uploaded is fetched once it stays as it is."""
    file = root / "out" / "a.txt"
    file.write_text("一", encoding="utf-8")
    source = FtpFeedingService(_url(port), memory)
    assert _pull(source, drop) == 0
    file.write_text("一二", encoding="utf-8")
    assert _pull(source, drop) == 0
    assert _pull(source, drop) == 1
    assert _landed(drop) == ["一二"]


def test_changed_file_comes_again(root: Path, drop: Path, port: int, memory: PullRecords) -> None:
    """A file of the same name with other content lands beside the first."""
    source = FtpFeedingService(_url(port), memory)
    for text in ("一", "一二"):
        (root / "out" / "a.txt").write_text(text, encoding="utf-8")
        assert _pull(source, drop, looks=2) == 1
    assert _landed(drop) == ["一", "一二"]


def test_fetched_files_are_deleted_on_request(
    root: Path, drop: Path, port: int, memory: PullRecords
) -> None:
    """They go once they are in the drop folder."""
    (root / "out" / "a.txt").write_text("一", encoding="utf-8")
    assert _pull(FtpFeedingService(_url(port), memory, delete=True), drop, looks=2) == 1
    assert list((root / "out").iterdir()) == []
    assert _landed(drop) == ["一"]


def test_password_from_the_environment(
    root: Path, drop: Path, port: int, monkeypatch: pytest.MonkeyPatch, memory: PullRecords
) -> None:
    """User and password need not stand in the address."""
    monkeypatch.setenv("GAOQIAN_FTP_USER", "desk")
    monkeypatch.setenv("GAOQIAN_FTP_PASSWORD", "s3cret")
    (root / "out" / "a.txt").write_text("一", encoding="utf-8")
    source = FtpFeedingService(f"ftp://127.0.0.1:{port}/out", memory)
    assert _pull(source, drop, looks=2) == 1


@pytest.mark.usefixtures("root")
def test_what_a_server_refuses(drop: Path, port: int, memory: PullRecords) -> None:
    """Wrong passwords and folders are one error without the password."""
    for url in (f"ftp://desk:wr0ng@127.0.0.1:{port}/out", _url(port, "/nowhere")):
        with pytest.raises(PullError, match=rf"^ftp://127.0.0.1:{port}/\w+: .*5\d\d") as caught:
            _pull(FtpFeedingService(url, memory), drop)
        assert "wr0ng" not in str(caught.value)
        assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://host/", "ftp://", "ftp://host/?encoding=nothing"])
def test_addresses_that_are_none(url: str, memory: PullRecords) -> None:
    """They are refused before anything is done."""
    with pytest.raises(ServiceSettingsError, match=r"^--ftp: "):
        FtpFeedingService(url, memory)


def test_tls(root: Path, drop: Path, tmp_path: Path, memory: PullRecords) -> None:
    """``ftps://`` asks for TLS, and believes nobody whom it need not believe."""
    pytest.importorskip("OpenSSL", reason="pyftpdlib serves TLS with pyOpenSSL only")
    handlers = importlib.import_module("pyftpdlib.handlers")
    certificate = tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", certificate, "-out", tmp_path / "own.pem"),
        ],
        check=True,
        capture_output=True,
    )
    with certificate.open("a") as file:
        file.write((tmp_path / "own.pem").read_text())
    required = {"tls_control_required": True, "tls_data_required": True}
    handler = type("Tls", (handlers.TLS_FTPHandler,), {"certfile": str(certificate)} | required)
    (root / "out" / "a.txt").write_text("一", encoding="utf-8")
    for port in _serve(root, handler):
        url = _url(port).replace("ftp://", "ftps://")
        with pytest.raises(PullError, match="certificate"):
            _pull(FtpFeedingService(url, memory), drop)
        known = ssl.create_default_context(cafile=str(tmp_path / "own.pem"))
        assert _pull(FtpFeedingService(url, memory, certificates=known), drop, looks=2) == 1
