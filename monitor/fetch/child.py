"""Inside a parsing child: its limits and its loop. The parent's side stands in children.py."""

from __future__ import annotations

import contextlib
import gc
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from monitor.errors import ParseError

#: Files a parser may hold open; libraries load their tables before the limit falls.
_MAX_FILES = 48
#: The child ends itself this long after the parent should have ended it (parent killed).
_GRACE_S = 2.0


def serve(
    pipe: Connection, memory_mb: int, deadline_s: float, initializer: Callable[[], object] | None
) -> None:
    """Answer calls until the pipe ends. Runs in the child; never returns a value."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if initializer is not None:
        initializer()
    gc.freeze()
    _limit(resource.RLIMIT_AS, memory_mb * 1024 * 1024)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _MAX_FILES)
    with contextlib.suppress(EOFError, OSError):
        pipe.send(("ready",))
        while True:
            function, batch = pipe.recv()
            # If the parent is gone we may be deep in C code: only the kernel can end us then.
            signal.setitimer(signal.ITIMER_REAL, deadline_s + _GRACE_S)
            answers = [answer(function, arguments) for arguments in batch]
            signal.setitimer(signal.ITIMER_REAL, 0)
            _send(pipe, answers)
            del answers, batch
    sys.exit(0)


def answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return ("ok", value), ("parse_error", reason, url, detail) or ("raised", words)."""
    try:
        return ("ok", function(*arguments))
    except ParseError as error:
        return ("parse_error", error.reason, error.url, error.detail)
    except MemoryError:
        return ("memory",)
    except RecursionError:
        return ("raised", "RecursionError: nested too deeply")
    except Exception as error:
        return ("raised", f"{type(error).__name__}: {error}"[:300])


def _send(pipe: Connection, answers: list[tuple[Any, ...]]) -> None:
    try:
        pipe.send(answers)
    except OSError:
        raise  # the parent is gone
    except Exception as error:
        pipe.send([("raised", f"answer cannot be sent: {error}"[:300])] * len(answers))


def _limit(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))
