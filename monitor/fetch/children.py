"""Killable children: every byte from outside is parsed in one of them, never in the daemon.

A feed of 769 KB can crash the XML parser and with it the process; a child dies instead, costs its
one item, and is replaced. Children are forked from a clean server process (never from ours, which
has threads) and hold nothing of ours but one end of a pipe.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from multiprocessing.connection import Connection
from types import ModuleType
from typing import Any, TypeVar

from monitor.errors import ParseError
from monitor.fetch.child import serve

R = TypeVar("R")

#: A child that is not ready by then has a broken initializer.
_START_S = 120.0
#: Chunks under way or waiting to be taken, per child (map_ordered).
_AHEAD = 3


class Children:
    """A fixed number of children; `call` and `map_ordered` are safe from any thread."""

    def __init__(
        self,
        count: int,
        memory_mb: int,
        deadline_s: float,
        initializer: Callable[[], object] | None = None,
        *,
        preload: Sequence[str] = (),
    ) -> None:
        """`initializer` (importable) runs once a child, before its limits; `preload` names modules.

        `memory_mb` bounds the whole address space, `deadline_s` the wall time of a call.
        """
        self._count = max(1, count)
        self._limits = (memory_mb, deadline_s)
        self._deadline_s = deadline_s
        self._initializer = initializer
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["monitor.fetch.child", *preload])
        self._idle: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        self._all: set[_Child] = set()
        self._lock = threading.Lock()
        self._started = False
        self._closed = False
        #: Children that died or were killed so far.
        self.deaths = 0

    def start(self) -> Children:
        """Start the children (else the first call does); returns itself."""
        with self._lock:
            if not self._started and not self._closed:
                children = [self._spawn() for _ in range(self._count)]
                self._started = True
                for child in children:
                    self._idle.put(child)
        return self

    def close(self) -> None:
        """Kill all children; a call under way raises ParseError("closed")."""
        with self._lock:
            self._closed = True
            children, self._all = list(self._all), set()
        for child in children:
            child.kill()
        self._idle.put(None)

    @property
    def closed(self) -> bool:
        """Whether nothing is parsed any more."""
        return self._closed

    def __enter__(self) -> Children:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, function: Callable[..., R], *args: Any, url: str = "") -> R:
        """Return `function(*args)`, run in a child. Both must be picklable; none of `__main__`.

        Raises ParseError: the function's own, or reason "parser_died", "deadline", "memory",
        "raised" or "closed"; `url` is carried in it.
        """
        (answer,) = self._ask(function, [args])
        value: R = _value(answer, url)
        return value

    def map_ordered(
        self, function: Callable[..., R], items: Iterable[Any], *, chunk: int = 8
    ) -> Generator[R | ParseError, None, None]:
        """Yield `function(item)` for each item in order, or the ParseError in its place.

        Reads ahead of the caller by a few chunks only; a death costs one item.
        """
        source = iter(items)
        with ThreadPoolExecutor(self._count, thread_name_prefix="parse") as pool:
            waiting: deque[Future[list[R | ParseError]]] = deque()
            try:
                while True:
                    while len(waiting) < self._count * _AHEAD:
                        batch = [(item,) for item in islice(source, chunk)]
                        if not batch:
                            break
                        waiting.append(pool.submit(self._chunk, function, batch))
                    if not waiting:
                        return
                    yield from waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()

    def _chunk(
        self, function: Callable[..., R], batch: list[tuple[Any, ...]]
    ) -> list[R | ParseError]:
        answers = self._ask(function, batch)
        if len(batch) > 1 and any(
            answer[0] in ("died", "deadline", "memory") for answer in answers
        ):
            # One of them is the culprit: ask one by one, so that only it is lost.
            answers = [self._ask(function, [arguments])[0] for arguments in batch]
        return [_value_or_error(answer) for answer in answers]

    def _ask(self, function: Callable[..., Any], batch: list[tuple[Any, ...]]) -> list[Any]:
        self.start()
        child = self._take()
        if child is None:
            return [("closed",)] * len(batch)
        answers: list[Any] = [("died", "lost")] * len(batch)
        try:
            answers = child.ask(function, batch, self._deadline_s)
        finally:
            self._give_back(child, answers)
        return [("closed",)] * len(batch) if self._closed else answers

    def _take(self) -> _Child | None:
        while True:
            child = self._idle.get()
            if child is None or self._closed:
                self._idle.put(None)  # the next in the queue must wake too
                return None
            if child.is_alive():
                return child
            self._replace(child)  # died while idle: nobody's fault

    def _give_back(self, child: _Child, answers: list[Any]) -> None:
        if any(answer[0] in ("died", "deadline", "memory") for answer in answers):
            self.deaths += 1
            self._replace(child)
        else:
            self._idle.put(child)

    def _replace(self, child: _Child) -> None:
        child.kill()
        with self._lock:
            self._all.discard(child)
            if self._closed:
                return
            try:
                self._idle.put(self._spawn())
            except OSError as error:
                # No process to be had just now: the place is kept, and tried again when needed.
                self._idle.put(child)
                raise ParseError("parser_died", "", f"no child: {error}") from error

    def _spawn(self) -> _Child:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=serve,
            args=(theirs, *self._limits, self._initializer),
            name="parser",
            daemon=True,
        )
        with _no_main_module():
            process.start()
        theirs.close()
        child = _Child(process, ours)
        self._all.add(child)
        return child


_main_module = threading.Lock()


@contextlib.contextmanager
def _no_main_module() -> Generator[None, None, None]:
    """Hide our main module: a child would run it anew, with all that it imports (25 MB each)."""
    with _main_module:
        ours = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = ours


class _Child:
    """The parent's end of one child."""

    def __init__(self, process: Any, pipe: Connection) -> None:
        self._process = process
        self._pipe = pipe
        self._ready = False

    def is_alive(self) -> bool:
        alive: bool = self._process.is_alive()
        return alive

    def ask(
        self, function: Callable[..., Any], batch: list[tuple[Any, ...]], deadline_s: float
    ) -> list[Any]:
        """Return an answer per item; ("deadline",) or ("died", signal) for all of them if not."""
        try:
            if not self._ready:
                if not self._pipe.poll(_START_S):
                    return [("died", "not ready in time")] * len(batch)
                self._pipe.recv()
                self._ready = True
            until = time.monotonic() + deadline_s
            self._pipe.send((function, batch))
            if not self._pipe.poll(max(0.0, until - time.monotonic())):
                self.kill()
                return [("deadline", f"not done in {deadline_s:g} s")] * len(batch)
            answers: list[Any] = self._pipe.recv()
            return answers
        except (EOFError, ConnectionError):
            return [("died", self._last_words())] * len(batch)

    def kill(self) -> None:
        """End the process for certain, and our end of the pipe."""
        with contextlib.suppress(OSError, ValueError):
            self._process.kill()
        with contextlib.suppress(OSError, AssertionError, ValueError):
            self._process.join(timeout=1.0)

    def _last_words(self) -> str:
        with contextlib.suppress(OSError, AssertionError, ValueError):
            self._process.join(timeout=1.0)
        code = self._process.exitcode
        if code is None or code >= 0:
            return f"exit status {code}"
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
        return f"signal {-code}"


def _value(answer: tuple[Any, ...], url: str) -> Any:
    result = _value_or_error(answer, url)
    if isinstance(result, ParseError):
        raise result
    return result


def _value_or_error(answer: tuple[Any, ...], url: str = "") -> Any:
    match answer:
        case ("ok", value):
            return value
        case ("parse_error", reason, its_url, detail):
            return ParseError(reason, its_url or url, detail)
        case ("raised", words):
            return ParseError("raised", url, words)
        case ("deadline", words):
            return ParseError("deadline", url, words)
        case ("died", words):
            return ParseError("parser_died", url, words)
        case ("memory", *_):
            return ParseError("memory", url, "more memory than a parser may have")
    return ParseError("closed", url)
