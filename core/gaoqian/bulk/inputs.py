"""Inputs of a bulk run, cut into portions, from the start or from where a run is resumed."""

import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from gaoqian.bulk.output import LastResult
from gaoqian.errors import OutputError
from gaoqian.readers import STDIN, Portion, ReadFailure, Skipped, plan_path, plan_stream


def plan_inputs(names: Sequence[str], last: LastResult | None = None) -> Iterator[Portion]:
    """Cut inputs into portions.

    Args:
        names: Files; ``-`` is standard input, JSON Lines or one text.
        last: The last result of the run to resume; everything up to it is skipped.

    Raises:
        OutputError: ``last`` does not come from these inputs; raised by the call.
        ExtraError: a format needs an extra that is not installed; raised when it is reached.
    """
    if last is None:
        return _plan(names, 0, 0)
    return _plan(names, *_find(names, last))


def count_bytes(names: Sequence[str]) -> int | None:
    """Return the size of all inputs in bytes; None if the size of one is unknown."""
    total = 0
    for name in names:
        try:
            status = Path(name).stat()
        except OSError:  # reported when it is read
            status = None
        if name == STDIN or (status and stat.S_ISFIFO(status.st_mode)):
            return None
        total += status.st_size if status else 0
    return total


def _plan(names: Sequence[str], start: int, skip: int) -> Iterator[Portion]:
    """Skip ``start`` inputs, and ``skip`` lines or rows of the next."""
    if start:
        yield Skipped(count_bytes(names[:start]) or 0)
    for place, name in enumerate(names[start:]):
        left_out = 0 if place else skip
        if name == STDIN:
            yield from plan_stream(sys.stdin.buffer, skip=left_out)
        else:
            yield from plan_path(Path(name), left_out)


def _find(names: Sequence[str], last: LastResult) -> tuple[int, int]:
    """Return the last result's input, by position, and the number of its lines or rows done."""
    found = [
        (place, done) for place, name in enumerate(names) if (done := _done(name, last.source))
    ]
    if len(found) > 1:
        raise OutputError(
            f"the last result is of {last.source!r}, and that input is named {len(found)} times, "
            "expected once: where to go on cannot be told"
        )
    if not found:
        raise OutputError(
            f"the last result is of {last.source!r}, which is in none of the inputs; name them as "
            "in the run that is gone on with, from the same folder"
        )
    place, done = found[0]
    if last.source == STDIN:  # one text on standard input, which is not read again
        return place + 1, 0
    if names[place] != STDIN:
        _check_unchanged(Path(names[place]), done, last)
    return place, done


def _done(name: str, source: str) -> int:
    """Return the line or row number of a source in an input; 0 if it is of another input."""
    own = str(Path(name))
    if source == own:
        return 1
    number = source.removeprefix(f"{own}:")
    return int(number) if number != source and number.isascii() and number.isdecimal() else 0


def _check_unchanged(path: Path, done: int, last: LastResult) -> None:
    """Check that the last result's article is still where it was read."""
    items = (item for portion in plan_path(path, done - 1) for item in portion.read())
    item = next(items, None)
    if isinstance(item, ReadFailure):
        raise OutputError(f"the last result is of {last.source!r}, and now {item}")
    if item is None or (item.source, item.id, item.headline) != (
        last.source,
        last.id,
        last.headline,
    ):
        raise OutputError(
            f"the last result is of {last.source!r} with id {last.id!r} and headline "
            f"{last.headline!r}, which is not what stands there now: the input has changed"
        )
