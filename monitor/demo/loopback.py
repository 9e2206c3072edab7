"""A plain HTTP server on many loopback addresses at once: 127.0.1.1, 127.0.1.2, … on one port.

It knows conditional requests and keeps a record of who asked what, when. What is answered is the
caller's affair. Linux answers on the whole of 127.0.0.0/8 without any set-up.
"""

from __future__ import annotations

import hashlib
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

_BIND_ATTEMPTS = 20
#: An idle kept-alive connection is dropped after this long.
_IDLE_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path holds now; validators are added where the status is 200."""

    status: int = HTTPStatus.OK
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    changed: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    #: ETag and Last-Modified are sent (some servers send none).
    validators: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request, as the server saw it; times are seconds of a monotonic clock."""

    host: str
    path: str
    started: float
    ended: float
    status: int
    user_agent: str
    conditional: bool


#: (host, path with query) → what stands there.
Answerer = Callable[[str, str], Answer]


class LoopbackServer:
    """Serves `hosts` on one port between `start` and `stop`; also a context manager."""

    def __init__(
        self,
        hosts: tuple[str, ...],
        answer: Answerer,
        now: Callable[[], datetime],
        base_port: int = 0,
        delay_s: float = 0.0,
    ) -> None:
        self._answer = answer
        self._now = now
        self._delay_s = delay_s
        self._lock = threading.Lock()
        self._hits: list[Hit] = []
        self._listeners, self.port = _listen(hosts, base_port)
        self._requests = _Requests(self)
        self._thread: threading.Thread | None = None
        self._bell, self._ear = socket.socketpair()

    def start(self) -> None:
        """Begin to answer; returns at once."""
        self._thread = threading.Thread(target=self._accept, name="demo-server", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and free the port. May be called twice."""
        if self._thread is not None:
            self._bell.send(b"x")
            self._thread.join()
            self._thread = None
        for closable in (*self._listeners, self._bell, self._ear):
            closable.close()
        self._requests.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def hits(self) -> tuple[Hit, ...]:
        """Return every request answered so far, in the order of their ends."""
        with self._lock:
            return tuple(self._hits)

    def forget(self) -> None:
        """Empty the record of requests."""
        with self._lock:
            self._hits.clear()

    def most_at_once(self) -> dict[str, int]:
        """Return for each host the greatest number of requests it saw at one time."""
        steps: dict[str, list[tuple[float, int]]] = {}
        for hit in self.hits():
            steps.setdefault(hit.host, []).extend([(hit.started, 1), (hit.ended, -1)])
        return {host: _peak(marks) for host, marks in steps.items()}

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            for listener in (*self._listeners, self._ear):
                selector.register(listener, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is self._ear:
                        return
                    assert isinstance(key.fileobj, socket.socket)
                    self._take(key.fileobj)

    def _take(self, listener: socket.socket) -> None:
        try:
            connection, address = listener.accept()
        except OSError:  # the client went away between select and accept
            return
        self._requests.process_request(connection, address)

    def _record(self, hit: Hit) -> None:
        with self._lock:
            self._hits.append(hit)


def _peak(marks: list[tuple[float, int]]) -> int:
    peak = present = 0
    for _, step in sorted(marks):  # at equal times an end comes before a start
        present += step
        peak = max(peak, present)
    return peak


def _listen(hosts: tuple[str, ...], base_port: int) -> tuple[list[socket.socket], int]:
    """Return listening sockets of all hosts on one port, free on each of them."""
    for _ in range(_BIND_ATTEMPTS):
        opened: list[socket.socket] = []
        port = base_port
        try:
            for host in hosts:
                opened.append(socket.create_server((host, port), backlog=64))
                port = opened[0].getsockname()[1]
        except OSError:
            for listener in opened:
                listener.close()
            if base_port:
                raise
            continue
        return opened, port
    raise OSError("no port is free on all loopback addresses of the demo world")


class _Requests(ThreadingHTTPServer):
    """The standard library's request threads, without a socket of its own."""

    daemon_threads = True

    def __init__(self, owner: LoopbackServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler, bind_and_activate=False)
        self.owner = owner

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print what went wrong, unless a client only hung up."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "demo-world"
    sys_version = ""
    timeout = _IDLE_S
    server: _Requests

    def do_GET(self) -> None:
        """Answer a request, and record it."""
        owner = self.server.owner
        started = time.monotonic()
        host = self.connection.getsockname()[0]
        if owner._delay_s:
            time.sleep(owner._delay_s)
        answer = owner._answer(host, self.path)
        tag = f'"{hashlib.blake2b(answer.body, digest_size=8).hexdigest()}"'
        fresh = answer.status == HTTPStatus.OK and answer.validators and self._known(answer, tag)
        status = HTTPStatus.NOT_MODIFIED if fresh else answer.status
        hit = Hit(
            host=host,
            path=self.path,
            started=started,
            ended=time.monotonic(),
            status=status,
            user_agent=self.headers.get("User-Agent", ""),
            conditional="If-None-Match" in self.headers or "If-Modified-Since" in self.headers,
        )
        # Before the last byte: a client may start its next request as soon as it has it.
        owner._record(hit)
        self._send(answer, status, tag)

    def do_HEAD(self) -> None:
        """Answer as GET does, without the body."""
        self.do_GET()

    def _known(self, answer: Answer, tag: str) -> bool:
        """Return whether the client has this very answer. Source: RFC 9110 §13.2.2."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tag in [t.strip().removeprefix("W/") for t in tags.split(",")]
        since = self.headers.get("If-Modified-Since")
        if since is None or answer.changed is None:
            return False
        try:
            return answer.changed.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False

    def _send(self, answer: Answer, status: int, tag: str) -> None:
        body = b"" if status == HTTPStatus.NOT_MODIFIED else answer.body
        self.send_response(status)
        if answer.status == HTTPStatus.OK and answer.validators:
            self.send_header("ETag", tag)
            if answer.changed:
                self.send_header("Last-Modified", format_datetime(answer.changed, usegmt=True))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the virtual time: a cache must not see two clocks."""
        del timestamp
        return format_datetime(self.server.owner._now(), usegmt=True)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: `hits` is the log."""
