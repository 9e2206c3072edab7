"""Logging set-up: structlog to standard error, one event one line."""

from __future__ import annotations

import logging
import sys

import structlog

from monitor.text import one_line


def set_up(level: str = "info", *, json_lines: bool = False) -> None:
    """Send log lines of `level` and above to standard error, as key=value or as JSON."""
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json_lines
        else structlog.processors.KeyValueRenderer(key_order=["level", "event"], sort_keys=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.format_exc_info,
            _clean_values,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(message)s"
    )


def _clean_values(
    _logger: object, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """Strangers' words reach the log: no control character, no second line, may be short."""
    for key, value in event.items():
        if isinstance(value, str) and key != "exception":
            event[key] = one_line(value, 400)
    return event
