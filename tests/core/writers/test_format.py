"""Output formats."""

from collections.abc import Sequence
from dataclasses import replace

from gaoqian.writers import OutputFormat, Slip
from slips import make_slip


def _part(slips: Sequence[Slip]) -> bytes:
    return b"," * len(slips)


_FORMAT = OutputFormat("dots", ".dots", "text/plain", _part, lambda: b"[", lambda: b"]")


def test_file_is_opened_and_closed() -> None:
    """Whatever it holds, nothing included."""
    assert _FORMAT.write([]) == b"[]"
    assert _FORMAT.write([make_slip(), make_slip()]) == b"[,,]"
    assert _FORMAT.many


def test_file_of_one_slip_may_be_another() -> None:
    """Where a format writes single slips, only several have an opening."""
    single = replace(_FORMAT, single=lambda slip: slip.article.id.encode())
    assert single.write([make_slip()]) == b"urn:example:story-1"
    assert single.write([make_slip(), make_slip()]) == b"[,,]"
    assert not single.many
