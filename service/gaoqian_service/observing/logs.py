"""Logs: one JSON object a line on standard error, without texts and secrets."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, Processor

#: The innermost of a traceback.
_FRAMES = 20


def configure_logs(level: str, *, with_texts: bool) -> None:
    """Configure this process' logs in one format: structlog's, uvicorn's and other libraries'.

    Args:
        level: ``debug``, ``info``, ``warning`` or ``error``.
        with_texts: Whether messages of unexpected errors are logged; they may quote what was
            sent.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        _stamp,
        _Errors(with_texts=with_texts),
    ]
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(_dump)],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(lambda entry, **_: _dump(entry).decode()),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(number, logging.WARNING), force=True)


def _stamp(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> EventDict:
    """Add the time; orjson formats it in a third of the time that structlog takes."""
    entry["time"] = datetime.now(UTC)
    return entry


class _Errors:
    """structlog processor that turns ``exc_info`` into the type of error and its frames.

    Its message may quote what was sent, and so may local variables.
    """

    def __init__(self, *, with_texts: bool) -> None:
        self._with_texts = with_texts

    def __call__(self, _logger: Any, _method: str, entry: MutableMapping[str, Any]) -> EventDict:
        """Replace ``exc_info`` of an entry."""
        found = entry.pop("exc_info", None)
        if found is True:
            found = sys.exc_info()
        error = found[1] if isinstance(found, tuple) else found
        if isinstance(error, BaseException):
            entry["error"] = _describe(error, with_texts=self._with_texts)
        return entry


def _describe(error: BaseException, *, with_texts: bool) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    described: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if with_texts:
        described["message"] = str(error)
    cause = error.__cause__ or error.__context__
    if cause is not None:
        described["cause"] = _describe(cause, with_texts=with_texts)
    return described


def _dump(entry: Any, **_: Any) -> bytes:
    return orjson.dumps(entry, default=str, option=orjson.OPT_UTC_Z)
