"""Local servers that misbehave on purpose: each test says what is sent, byte by byte."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from monitor.clock import SteppedClock
from monitor.fetch.client import Fetcher
from monitor.settings.nouns import FetchSettings

Script = Callable[[socket.socket, bytes], None]


class RawServer:
    """Accepts on one loopback address (or all) and runs a script for each connection."""

    def __init__(self, script: Script, address: str = "127.0.0.1") -> None:
        self._script = script
        self._socket = socket.create_server((address, 0), backlog=256)
        self.port = self._socket.getsockname()[1]
        self.requests: list[bytes] = []
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def close(self) -> None:
        for one in [self._socket, *self._open]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._open.add(connection)
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            data = b""
            while b"\r\n\r\n" not in data:
                more = connection.recv(65_536)
                if not more:
                    return
                data += more
            self.requests.append(data)
            self._script(connection, data)


@pytest.fixture
def raw_server() -> Iterator[Callable[..., RawServer]]:
    """Return a function that starts a server running `script(connection, request)`."""
    started: list[RawServer] = []

    def start(script: Script, address: str = "127.0.0.1") -> RawServer:
        started.append(RawServer(script, address))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def answering(raw_server: Callable[..., RawServer]) -> Callable[[bytes], RawServer]:
    """Return a function that starts a server which sends `answer` and closes."""

    def start(answer: bytes) -> RawServer:
        return raw_server(lambda connection, _: connection.sendall(answer))

    return start


@pytest.fixture
def a_fetcher() -> Iterator[Callable[..., Fetcher]]:
    """Return a function that starts a fetcher allowed on loopback, impatient, without pauses."""
    started: list[Fetcher] = []

    def start(**changes: object) -> Fetcher:
        settings = {
            "allow_networks": ("127.0.0.0/8",),
            "host_pause_s": 0.0,
            "timeout_s": 2.0,
            "connect_timeout_s": 1.0,
            **changes,
        }
        clock = SteppedClock(datetime(2026, 3, 1, 12, tzinfo=UTC))
        started.append(Fetcher(FetchSettings(**settings), clock).start())  # type: ignore[arg-type]
        return started[-1]

    yield start
    for fetcher in started:
        fetcher.close()
