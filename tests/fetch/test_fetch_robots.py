"""RFC 9309: what robots.txt lets us read, and what its absence means."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.clock import SteppedClock
from monitor.fetch.client import Fetcher
from monitor.fetch.robots import Permission, RobotsGate

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ALLOWED, DISALLOWED, UNREACHABLE = Permission

RULES = [
    ("", "/a", ALLOWED),
    ("User-agent: *\nDisallow: /", "/a", DISALLOWED),
    ("User-agent: *\nDisallow:", "/a", ALLOWED),
    ("User-agent: *\nDisallow: /private", "/private/x", DISALLOWED),
    ("User-agent: *\nDisallow: /private", "/public", ALLOWED),
    ("User-agent: other\nDisallow: /", "/a", ALLOWED),
    ("User-agent: monitor\nDisallow: /", "/a", DISALLOWED),
    ("User-agent: MONITOR\nDisallow: /", "/a", DISALLOWED),
    ("User-agent: monitor\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", ALLOWED),
    ("User-agent: *\nDisallow: /\nAllow: /news", "/news/1", ALLOWED),
    ("User-agent: *\nAllow: /news\nDisallow: /news/drafts", "/news/drafts/1", DISALLOWED),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", DISALLOWED),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x=1", ALLOWED),
    ("User-agent: *\nDisallow: /*/print", "/news/1/print", DISALLOWED),
    ("User-agent: *\nDisallow: /*?", "/a?b", DISALLOWED),
    ("\ufeffUser-agent: *\r\nDisallow: /x\r\n", "/x", DISALLOWED),
    ("User-agent: a\nUser-agent: monitor\nDisallow: /x", "/x", DISALLOWED),
    ("# a comment\nUser-agent: * # all\nDisallow: /x # this", "/x", DISALLOWED),
    ("<html><body>Not found</body></html>", "/a", ALLOWED),
    ("User-agent: *\nDisallow: /a%C3%A9", "/aé", DISALLOWED),
    ("User-agent: *\nDisallow: /x\n" + "#" * 600_000 + "\nDisallow: /y", "/y", ALLOWED),
    ("User-agent: *\nDisallow: /x\n" + "#" * 600_000 + "\nDisallow: /y", "/x", DISALLOWED),
    ("User-agent: *\nCrawl-delay: nonsense\nDisallow: /x", "/x", DISALLOWED),
]


def _serving(text: str, status: bytes = b"200 OK", more: bytes = b"") -> Any:
    body = text.encode()

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(
            b"HTTP/1.1 "
            + status
            + b"\r\nConnection: close\r\nContent-Length: %d\r\n" % len(body)
            + more
            + b"\r\n"
            + body
        )

    return script


@pytest.mark.parametrize(("text", "path", "permission"), RULES)
def test_rules_are_obeyed(
    text: str,
    path: str,
    permission: Permission,
    raw_server: Callable[..., Any],
    a_fetcher: Callable[..., Fetcher],
) -> None:
    server = raw_server(_serving(text))
    gate = RobotsGate(a_fetcher(), SteppedClock(NOON), "monitor/0.1 (x)")

    assert gate.check([server.url(path)]) == {server.url(path): permission}


@pytest.mark.parametrize(
    ("status", "more", "permission"),
    [
        (b"404 Not Found", b"", ALLOWED),
        (b"403 Forbidden", b"", ALLOWED),
        (b"410 Gone", b"", ALLOWED),
        (b"418 Tea", b"", ALLOWED),
        (b"429 Slow", b"", UNREACHABLE),
        (b"500 Error", b"", UNREACHABLE),
        (b"503 Busy", b"", UNREACHABLE),
        (b"302 Found", b"Location: /robots.txt\r\n", ALLOWED),
        (b"200 OK", b"Content-Encoding: br\r\n", UNREACHABLE),
    ],
)
def test_the_lack_of_rules_has_its_meaning(
    status: bytes,
    more: bytes,
    permission: Permission,
    raw_server: Callable[..., Any],
    a_fetcher: Callable[..., Fetcher],
) -> None:
    server = raw_server(_serving("x", status, more))
    gate = RobotsGate(a_fetcher(), SteppedClock(NOON), "monitor/0.1")

    assert gate.check([server.url("/a")])[server.url("/a")] is permission


def test_an_inner_host_is_asked_nothing(a_fetcher: Callable[..., Fetcher]) -> None:
    gate = RobotsGate(a_fetcher(allow_networks=()), SteppedClock(NOON), "monitor/0.1")

    assert gate.check(["http://127.0.0.1:9/a", "mailto:x"]) == {
        "http://127.0.0.1:9/a": UNREACHABLE,
        "mailto:x": UNREACHABLE,
    }


def test_rules_are_asked_for_once_a_day_and_host(
    raw_server: Callable[..., Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = raw_server(_serving("User-agent: *\nDisallow: /x"))
    clock = SteppedClock(NOON)
    gate = RobotsGate(a_fetcher(), clock, "monitor/0.1")

    for hours in (0, 1, 23):
        clock.set(NOON + timedelta(hours=hours))
        gate.check([server.url("/a"), server.url("/b")])
    asked_in_a_day = len(server.requests)
    clock.set(NOON + timedelta(hours=24))
    gate.check([server.url("/a")])

    assert (asked_in_a_day, len(server.requests)) == (1, 2)


def test_an_unreachable_host_is_asked_again_soon(
    raw_server: Callable[..., Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = raw_server(_serving("", b"503 Busy"))
    clock = SteppedClock(NOON)
    gate = RobotsGate(a_fetcher(), clock, "monitor/0.1")

    for minutes in (0, 5, 16):
        clock.set(NOON + timedelta(minutes=minutes))
        gate.check([server.url("/a")])

    assert len(server.requests) == 2


def test_a_crawl_delay_lengthens_the_pause_of_its_host(
    raw_server: Callable[..., Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = raw_server(_serving("User-agent: *\nCrawl-delay: 7"))
    slowed: list[tuple[str, float]] = []
    fetcher = a_fetcher()
    fetcher.slow_down = lambda host, pause_s: slowed.append((host, pause_s))  # type: ignore[method-assign]

    RobotsGate(fetcher, SteppedClock(NOON), "monitor/0.1").check([server.url("/a")])

    assert slowed == [("127.0.0.1", 7.0)]


def test_without_respect_nothing_is_asked(
    raw_server: Callable[..., Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = raw_server(_serving("User-agent: *\nDisallow: /"))
    gate = RobotsGate(a_fetcher(), SteppedClock(NOON), "monitor/0.1", respect=False)

    assert gate.check([server.url("/a")])[server.url("/a")] is ALLOWED
    assert server.requests == []
