"""Leases: one holder at a time, released at the latest when its process dies."""

import subprocess
import sys

import pytest

from gaoqian_service.errors import DatabaseError
from gaoqian_service.records.database import Database, open_database
from gaoqian_service.records.leases import Lease
from postgres import Postgres

#: Acquires a lease, says so, and waits to be killed.
_HOLDER = """
import sys, time
from gaoqian_service.records.database import open_database
from gaoqian_service.records.leases import Lease
lease = Lease(open_database(sys.argv[1]), "outbox")
print(lease.take(), flush=True)
time.sleep(3600)
"""


def test_one_holder_at_a_time(database: Database) -> None:
    """Another lease of the same name waits; the holder may ask again; another name is free."""
    first, second = Lease(database, "outbox"), Lease(database, "outbox")
    assert first.take()
    assert first.take()
    assert not second.take()
    other = Lease(database, "another")
    assert other.take()
    first.leave()
    assert second.take()
    assert not first.take()
    for lease in (second, other):
        lease.leave()


def test_lease_of_a_killed_process_is_free(database: Database) -> None:
    """The operating system, or the server, releases it."""
    url = database.engine.url.render_as_string(hide_password=False)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, url], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        lease = Lease(database, "outbox")
        assert not lease.take()
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()  # type: ignore[union-attr]
    for _ in range(10_000):  # the server notices a moment later
        if lease.take():
            break
    else:
        pytest.fail("never released")
    lease.leave()


def test_session_that_ended_has_lost_its_lease(own_postgres: Postgres) -> None:
    """A holder learns that its database is away, and acquires the lease anew."""
    database = open_database(own_postgres.create_database())
    lease = Lease(database, "outbox")
    assert lease.take()
    own_postgres.stop()
    with pytest.raises(DatabaseError):
        lease.take()
    own_postgres.start()
    assert lease.take()
    lease.leave()
    database.close()
