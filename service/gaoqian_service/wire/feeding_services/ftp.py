"""Copy from a folder of an FTP server: new and changed files, each once it is whole."""

import os
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import parse_qs, unquote

import stamina

from gaoqian_service.errors import PullError, ServiceSettingsError
from gaoqian_service.threads import in_thread
from gaoqian_service.wire.feeding_services.feeding_service import shown, split_address
from gaoqian_service.wire.feeding_services.landing import landing, landing_name
from gaoqian_service.wire.feeding_services.records import PullRecords

if TYPE_CHECKING:
    from aioftp import Client

USER_VARIABLE = "GAOQIAN_FTP_USER"
PASSWORD_VARIABLE = "GAOQIAN_FTP_PASSWORD"  # noqa: S105 # the name of a variable

#: Where TLS begins with the connection; elsewhere it is asked for.
_IMPLICIT_PORT = 990
_PORT = 21
_SECONDS = 30
_ATTEMPTS = 3
#: Larger files are not copy; reported, and left where they are.
_MAX_BYTES = 1 << 30
_UNFINISHED = (".tmp", ".part", ".filepart", "~")


class FtpFeedingService:
    """A folder of an FTP server.

    A file is fetched once two looks, one after the other, found the same size and date. What
    was fetched stays on the server, unless it is to be deleted: then once the file is on the
    disk in the drop folder, where nothing is lost any more.

    Args:
        url: ``ftp://`` or ``ftps://``, with a folder; ``?encoding=gb18030`` where the server's
            names are not UTF-8. User and password stand in it, or in the environment.
        records: What was fetched before.
        delete: Whether files are deleted on the server once they are fetched.
        certificates: Whom ``ftps://`` believes; the system's authorities by default.

    Raises:
        ServiceSettingsError: it is no such address.
    """

    def __init__(
        self,
        url: str,
        records: PullRecords,
        *,
        delete: bool = False,
        certificates: ssl.SSLContext | None = None,
    ) -> None:
        parts = split_address(url, "--ftp", ("ftp", "ftps"))
        self._host = str(parts.hostname)
        self._context: ssl.SSLContext | None = None
        if parts.scheme == "ftps":
            self._context = certificates or ssl.create_default_context()
        self._port = parts.port or _PORT
        self._user = unquote(parts.username or os.environ.get(USER_VARIABLE, "anonymous"))
        self._password = unquote(parts.password or "") or os.environ.get(PASSWORD_VARIABLE, "")
        self._path = PurePosixPath(unquote(parts.path) or "/")
        self._encoding = _encoding(parse_qs(parts.query).get("encoding", ["utf-8"])[-1])
        self._records = records
        self._delete = delete
        self._seen: Mapping[str, str] = {}
        self._name = shown(parts)

    @property
    def name(self) -> str:
        """The address without user and password."""
        return self._name

    async def pull(self, folder: Path) -> int:
        """Fetch what is new and whole; of what fails, the rest is fetched all the same."""
        known = await in_thread(self._records.stamps, self.name)
        fetched = 0
        failed: list[str] = []
        async with self._connected() as client:
            found = await self._look(client)
            ready = [name for name, stamp in found.items() if self._seen.get(name) == stamp]
            self._seen = found
            for name in ready:
                if known.get(name) == found[name]:
                    continue
                try:
                    await self._fetch(client, name, found[name], folder)
                    fetched += 1
                except PullError as error:
                    failed.append(str(error))
        if failed:
            raise PullError("; ".join(failed))
        return fetched

    async def _look(self, client: "Client") -> dict[str, str]:
        """Return size and date of each file that may be copy, the oldest first."""
        found = []
        # Of a folder that is refused in the listing itself, aioftp leaves a connection open.
        await client.change_directory(self._path)
        for path, info in await client.list():
            if info["type"] == "file" and not _is_unfinished(path.name):
                found.append((info.get("modify", ""), path.name, str(info.get("size", ""))))
        return {name: f"{size} {modified}" for modified, name, size in sorted(found)}

    async def _fetch(self, client: "Client", name: str, stamp: str, folder: Path) -> None:
        size = stamp.partition(" ")[0]
        if size.isdigit() and int(size) > _MAX_BYTES:
            raise PullError(f"{self.name}: {name} has {size} bytes, expected up to {_MAX_BYTES}")
        try:
            with landing(folder, landing_name(name, self.name, stamp)) as file:
                received = await self._download(client, name, file)
                if size.isdigit() and received != int(size):
                    raise PullError(f"{self.name}: {name}: got {received} bytes, expected {size}")
        except OSError as error:
            raise PullError(f"{self.name}: {name}: {error.strerror or error}") from error
        await in_thread(self._records.remember, self.name, {name: stamp})
        if self._delete:
            await client.remove_file(name)

    async def _download(self, client: "Client", name: str, file: BinaryIO) -> int:
        received = 0
        async with client.download_stream(name) as stream:
            async for block in stream.iter_by_block():
                received += file.write(block)
        return received

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator["Client"]:
        """Log in, for a block; whatever the server refuses there is a `PullError`."""
        import aioftp

        try:
            async for attempt in stamina.retry_context(on=OSError, attempts=_ATTEMPTS):
                with attempt:
                    client = self._client()
                    await client.connect(self._host, self._port)
            try:
                await self._log_in(client)
                yield client
                await client.quit()
            finally:
                client.close()
                with suppress(OSError):
                    await client.stream.writer.wait_closed()
        except aioftp.StatusCodeError as error:
            code = error.received_codes[-1]
            raise PullError(f"{self.name}: the server answered {code}") from error
        except UnicodeDecodeError as error:
            raise PullError(
                f"{self.name}: names are not {self._encoding}, expected ?encoding= to say what"
            ) from error
        except (OSError, ValueError, aioftp.AIOFTPException) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise PullError(f"{self.name}: {reason}") from error

    def _client(self) -> "Client":
        import aioftp

        return aioftp.Client(
            socket_timeout=_SECONDS,
            connection_timeout=_SECONDS,
            encoding=self._encoding,
            ssl=self._context if self._port == _IMPLICIT_PORT else None,
        )

    async def _log_in(self, client: "Client") -> None:
        if self._context is not None and self._port != _IMPLICIT_PORT:
            await client.upgrade_to_tls(self._context)
        await client.login(self._user, self._password)


def _is_unfinished(name: str) -> bool:
    return name.startswith(".") or name.lower().endswith(_UNFINISHED)


def _encoding(name: str) -> str:
    try:
        "".encode(name)
    except LookupError as error:
        raise ServiceSettingsError(
            f"--ftp: encoding {name!r} is unknown, expected one such as utf-8 or gb18030"
        ) from error
    return name
