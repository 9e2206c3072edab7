"""Whatever a server does, the request ends in time with a reason."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from monitor.fetch.client import Fetcher, user_agent
from monitor.fetch.exchange import next_url
from monitor.fetch.nouns import FetchFailure, FetchProblem, FetchRequest
from monitor.settings.nouns import FetchSettings

OK = b"HTTP/1.1 200 OK\r\n"
END = b"\r\n"
GOOD = b"<rss><channel><title>t</title></channel></rss>"


def _body(body: bytes, *headers: bytes) -> bytes:
    lines = b"".join(header + END for header in headers)
    return OK + b"Content-Length: %d\r\n" % len(body) + lines + END + body


def _gzip_head() -> bytes:
    return OK + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n"


ANSWERS = {
    "bomb": (_gzip_head() + gzip.compress(bytes(200_000_000)), {FetchFailure.TOO_LARGE}),
    "gzip in gzip": (
        OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(gzip.compress(GOOD)),
        {FetchFailure.ENCODING},
    ),
    "two encoding headers": (
        OK + b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n\r\n",
        {FetchFailure.ENCODING},
    ),
    "brotli": (OK + b"Content-Encoding: br\r\n\r\nxxxx", {FetchFailure.ENCODING}),
    "zstd": (OK + b"Content-Encoding: zstd\r\n\r\nxxxx", {FetchFailure.ENCODING}),
    "deflate": (
        OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(GOOD),
        {FetchFailure.ENCODING},
    ),
    "unknown coding": (OK + b"Content-Encoding: foo\r\n\r\nxxxx", {FetchFailure.ENCODING}),
    "truncated gzip": (_gzip_head() + gzip.compress(GOOD * 50)[:-9], {FetchFailure.TRUNCATED}),
    "gzip with a wrong sum": (
        _gzip_head() + gzip.compress(GOOD)[:-8] + bytes(8),
        {FetchFailure.TRUNCATED},
    ),
    "garbage after gzip": (
        _gzip_head() + gzip.compress(GOOD) + b"garbage",
        {FetchFailure.TRUNCATED},
    ),
    "no gzip at all": (_gzip_head() + GOOD, {FetchFailure.TRUNCATED}),
    "body shorter than told": (
        OK + b"Content-Length: 500\r\n\r\n" + GOOD,
        {FetchFailure.TRUNCATED},
    ),
    "huge length": (
        OK + b"Content-Length: 100000000000000000000\r\n\r\nx",
        {FetchFailure.TRUNCATED, FetchFailure.PROTOCOL, FetchFailure.RESET},
    ),
    "negative length": (OK + b"Content-Length: -1\r\n\r\nx", {FetchFailure.PROTOCOL}),
    "two lengths": (
        OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nxxxx",
        {FetchFailure.PROTOCOL},
    ),
    "bad chunk": (
        OK + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nxx\r\n",
        {FetchFailure.PROTOCOL, FetchFailure.TRUNCATED},
    ),
    "chunks without an end": (
        OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nxx\r\n",
        {FetchFailure.TRUNCATED},
    ),
    "too large": (_body(b"x" * 200_000), {FetchFailure.TOO_LARGE}),
    "empty": (_body(b""), {FetchFailure.EMPTY}),
    "no content": (b"HTTP/1.1 204 No Content\r\n\r\n", {FetchFailure.EMPTY}),
    "partial": (b"HTTP/1.1 206 Partial\r\nContent-Length: 1\r\n\r\nx", {FetchFailure.HTTP_OTHER}),
    "not modified, unasked": (b"HTTP/1.1 304 Not Modified\r\n\r\n", {FetchFailure.PROTOCOL}),
    "gone": (b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", {FetchFailure.HTTP_410}),
    "teapot": (b"HTTP/1.1 418 Tea\r\nContent-Length: 0\r\n\r\n", {FetchFailure.HTTP_4XX}),
    "bad gateway": (b"HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n", {FetchFailure.HTTP_5XX}),
    "challenge": (
        b"HTTP/1.1 403 No\r\ncf-mitigated: challenge\r\nContent-Length: 0\r\n\r\n",
        {FetchFailure.BLOCKED},
    ),
    "HTTP/0.9": (GOOD, {FetchFailure.PROTOCOL}),
    "ssh": (b"SSH-2.0-OpenSSH_9.2\r\n", {FetchFailure.PROTOCOL}),
    "garbage": (bytes(range(256)), {FetchFailure.PROTOCOL}),
    "long header": (OK + b"X: " + b"x" * 2_000_000 + END + END, {FetchFailure.PROTOCOL}),
    "many headers": (OK + b"X-A: b\r\n" * 50_000 + END, {FetchFailure.PROTOCOL}),
    "silence": (b"", {FetchFailure.RESET, FetchFailure.PROTOCOL}),
    "redirect to itself": (
        b"HTTP/1.1 301 M\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
        {FetchFailure.REDIRECT},
    ),
    "redirect without place": (
        b"HTTP/1.1 302 F\r\nContent-Length: 0\r\n\r\n",
        {FetchFailure.REDIRECT},
    ),
    "redirect to a file": (
        b"HTTP/1.1 302 F\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
        {FetchFailure.BLOCKED_SCHEME},
    ),
    "redirect to the inside": (
        b"HTTP/1.1 302 F\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
        {FetchFailure.BLOCKED_ADDRESS},
    ),
    "redirect to no address": (
        b"HTTP/1.1 302 F\r\nLocation: http://[x/\r\nContent-Length: 0\r\n\r\n",
        {FetchFailure.REDIRECT},
    ),
}


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("name", ANSWERS)
def test_an_odd_answer_ends_in_its_reason(
    name: str, answering: Callable[[bytes], Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    answer, reasons = ANSWERS[name]
    server = answering(answer)

    outcome = a_fetcher(max_page_bytes=100_000).fetch(FetchRequest(url=server.url()))

    assert outcome.failure in reasons, outcome
    assert outcome.page is None


def _drip_body(connection: socket.socket, _: bytes) -> None:
    connection.sendall(OK + b"Content-Length: 100000\r\n\r\n")
    _drip(connection, b"x")


def _drip_headers(connection: socket.socket, _: bytes) -> None:
    connection.sendall(OK)
    _drip(connection, b"X-A: b\r\n")


def _drip_status(connection: socket.socket, _: bytes) -> None:
    _drip(connection, b"H")


def _drip(connection: socket.socket, piece: bytes) -> None:
    pause = threading.Event()
    while not pause.wait(0.1):
        connection.sendall(piece)


def _endless(connection: socket.socket, _: bytes) -> None:
    connection.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")


def _hang(connection: socket.socket, _: bytes) -> None:
    connection.recv(1)


def _reset(connection: socket.socket, _: bytes) -> None:
    connection.sendall(OK + b"Content-Length: 100\r\n\r\nabc")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize(
    ("script", "reasons"),
    [
        (_drip_body, {FetchFailure.TIMEOUT}),
        (_drip_headers, {FetchFailure.TIMEOUT, FetchFailure.PROTOCOL}),
        (_drip_status, {FetchFailure.TIMEOUT, FetchFailure.PROTOCOL}),
        (_endless, {FetchFailure.TOO_LARGE}),
        (_hang, {FetchFailure.TIMEOUT}),
        (_reset, {FetchFailure.RESET, FetchFailure.TRUNCATED}),
    ],
)
def test_a_server_that_never_ends_is_left_at_the_deadline(
    script: Any,
    reasons: set[FetchFailure],
    raw_server: Callable[..., Any],
    a_fetcher: Callable[..., Fetcher],
) -> None:
    server = raw_server(script)

    outcome = a_fetcher(max_page_bytes=300_000).fetch(FetchRequest(url=server.url()))

    assert outcome.failure in reasons, outcome


def test_tls_to_a_plain_server_is_a_tls_failure(
    answering: Callable[[bytes], Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = answering(b"HTTP/1.1 400 Bad\r\n\r\n")

    outcome = a_fetcher().fetch(FetchRequest(url=f"https://127.0.0.1:{server.port}/"))

    # A plain server waits for a blank line that TLS never sends: silence is possible too.
    assert outcome.failure in (FetchFailure.TLS, FetchFailure.CONNECT_TIMEOUT, FetchFailure.TIMEOUT)


def test_a_refused_connection_says_so(a_fetcher: Callable[..., Fetcher]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    outcome = a_fetcher().fetch(FetchRequest(url=f"http://127.0.0.1:{port}/"))

    assert outcome.failure is FetchFailure.REFUSED


def test_a_page_comes_whole_with_its_headers(
    answering: Callable[[bytes], Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    body = gzip.compress(GOOD) + gzip.compress(GOOD)  # two members are one body
    server = answering(_body(body, b"Content-Encoding: gzip", b'ETag: "v1"'))

    outcome = a_fetcher().fetch(FetchRequest(url=server.url("/feed#part"), kind="feed"))

    assert outcome.page is not None
    assert outcome.page.body == GOOD * 2
    assert outcome.page.headers["etag"] == '"v1"'
    assert outcome.page.final_url == server.url("/feed")
    assert outcome.page.fetched_at.isoformat() == "2026-03-01T12:00:00+00:00"


def test_validators_are_sent_and_not_modified_is_an_answer(
    answering: Callable[[bytes], Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = answering(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
    request = FetchRequest(url=server.url(), etag='"v1"', last_modified="Sun, 01 Mar 2026 GMT")

    outcome = a_fetcher().fetch(request)

    assert outcome.page is not None
    assert outcome.page.status == 304
    sent = server.requests[0].lower()
    assert b'if-none-match: "v1"' in sent
    assert b"if-modified-since: sun, 01 mar 2026 gmt" in sent


@pytest.mark.parametrize("etag", ['"a\r\nX-Evil: 1"', "é", "x" * 5000, '"a\x00"'])
def test_a_hostile_validator_is_never_sent(
    etag: str, answering: Callable[[bytes], Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = answering(_body(GOOD, b"Connection: close"))

    a_fetcher().fetch(FetchRequest(url=server.url(), etag=etag))

    assert b"if-none-match" not in server.requests[0].lower()
    assert b"x-evil" not in server.requests[0].lower()


def test_no_cookie_credential_or_proxy_is_used(
    raw_server: Callable[..., Any],
    a_fetcher: Callable[..., Fetcher],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    server = raw_server(
        lambda c, _: c.sendall(_body(GOOD, b"Set-Cookie: a=b", b"Connection: close"))
    )
    fetcher = a_fetcher()
    url = server.url().replace("127.0.0.1", "user:secret@127.0.0.1")

    outcomes = [fetcher.fetch(FetchRequest(url=url)) for _ in range(2)]

    assert all(outcome.page for outcome in outcomes)
    sent = b"".join(server.requests).lower()
    assert b"cookie" not in sent
    assert b"authorization" not in sent
    assert b"accept-encoding: gzip\r\n" in sent


def _hops(status: bytes, count: int) -> Any:
    def script(connection: socket.socket, request: bytes) -> None:
        at = int(request.split(b" ")[1].strip(b"/") or b"0")
        if at >= count:
            connection.sendall(_body(GOOD, b"Connection: close"))
        else:
            place = b"Location: /%d\r\n" % (at + 1)
            connection.sendall(
                b"HTTP/1.1 " + status + b"\r\n" + place + b"Content-Length: 0\r\n"
                b"Connection: close\r\n\r\n"
            )

    return script


@pytest.mark.parametrize(
    ("status", "hops", "permanent", "failure"),
    [
        (b"301 M", 1, True, None),
        (b"308 P", 5, True, None),
        (b"302 F", 1, False, None),
        (b"307 T", 2, False, None),
        (b"301 M", 6, False, FetchFailure.REDIRECT),
    ],
)
def test_redirects_are_followed_within_bounds(
    status: bytes,
    hops: int,
    permanent: bool,
    failure: FetchFailure | None,
    raw_server: Callable[..., Any],
    a_fetcher: Callable[..., Fetcher],
) -> None:
    server = raw_server(_hops(status, hops))

    outcome = a_fetcher().fetch(FetchRequest(url=server.url("/0")))

    assert outcome.failure is failure
    assert outcome.permanent_url == (server.url(f"/{hops}") if permanent else None)


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        ("https://a.example/x/y", "z", "https://a.example/x/z"),
        ("https://a.example/x", "//b.example/y", "https://b.example/y"),
        ("http://a.example/x", "https://a.example/x", "https://a.example/x"),
        ("https://a.example/x", "http://b.example/y?q=1", "https://b.example/y?q=1"),
        ("https://a.example/x", "http://b.example:80/y", "https://b.example/y"),
        ("https://a.example/x", "http://b.example:8080/y", FetchFailure.REDIRECT),
        ("https://a.example/x", "http://a.example/x", FetchFailure.REDIRECT),
        ("https://a.example/x", "", FetchFailure.REDIRECT),
        ("https://a.example/x", "gopher://a.example/", FetchFailure.BLOCKED_SCHEME),
        ("https://a.example/x", "a b", "https://a.example/a%20b"),
    ],
)
def test_a_redirect_never_leaves_encryption(
    url: str, location: str, target: str | FetchFailure
) -> None:
    try:
        found: str | FetchFailure = next_url(url, location)
    except FetchProblem as problem:
        found = problem.failure

    assert found == target


def test_retry_after_is_handed_on(
    answering: Callable[[bytes], Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = answering(b"HTTP/1.1 429 Slow\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n")

    outcome = a_fetcher().fetch(FetchRequest(url=server.url()))

    assert (outcome.failure, outcome.retry_after) == (FetchFailure.HTTP_429, "120")


class Watched:
    """Counts how many requests each host sees at once, and when they start."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now: dict[bytes, int] = {}
        self.most: dict[bytes, int] = {}
        self.spans: dict[bytes, list[tuple[float, float]]] = {}

    def __call__(self, connection: socket.socket, request: bytes) -> None:
        host = request.lower().split(b"host: ")[1].split(b":")[0]
        began = time.monotonic()
        with self.lock:
            self.now[host] = self.now.get(host, 0) + 1
            self.most[host] = max(self.most.get(host, 0), self.now[host])
        threading.Event().wait(0.01)
        with self.lock:
            self.now[host] -= 1
            self.spans.setdefault(host, []).append((began, time.monotonic()))
        connection.sendall(_body(GOOD, b"Connection: close"))


def test_no_host_sees_two_requests_at_once_whoever_asks(
    raw_server: Callable[..., Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    """300 pages on 60 hosts, asked for by three threads: one at a time, with the pause between."""
    watched = Watched()
    server = raw_server(watched, "0.0.0.0")
    fetcher = a_fetcher(host_pause_s=0.05, parallel_hosts=30)
    urls = [server.url(f"/{i}", f"127.0.0.{1 + i % 60}") for i in range(300)]
    outcomes: list[Any] = []

    def ask(part: list[str]) -> None:
        outcomes.extend(fetcher.fetch_all([FetchRequest(url=url) for url in part]))

    threads = [threading.Thread(target=ask, args=(urls[n::3],)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(outcome.page is not None for outcome in outcomes) == 300
    assert set(watched.most.values()) == {1}
    gaps = [
        later[0] - earlier[1]
        for spans in watched.spans.values()
        for earlier, later in zip(sorted(spans), sorted(spans)[1:], strict=False)
    ]
    assert min(gaps) >= 0.045


def test_a_slow_host_delays_no_other(
    raw_server: Callable[..., Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = raw_server(Watched(), "0.0.0.0")
    slow = [FetchRequest(url=server.url(f"/{i}", "127.0.0.9")) for i in range(200)]
    other = FetchRequest(url=server.url("/", "127.0.0.8"))
    fetcher = a_fetcher(host_pause_s=0.3)

    outcomes = fetcher.fetch_all([*slow, other])
    first = [next(outcomes).request for _ in range(3)]

    assert other in first


def test_outcomes_can_be_had_in_order(
    raw_server: Callable[..., Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = raw_server(Watched(), "0.0.0.0")
    requests = [FetchRequest(url=server.url(f"/{i}", f"127.0.0.{1 + i % 3}")) for i in range(30)]
    requests.append(requests[0])

    outcomes = a_fetcher().fetch_ordered(requests)

    assert [outcome.request for outcome in outcomes] == requests


@pytest.mark.usefixtures("must_end")
def test_closing_ends_everything(
    raw_server: Callable[..., Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = raw_server(_hang, "0.0.0.0")
    fetcher = a_fetcher(timeout_s=60.0, connect_timeout_s=60.0)
    requests = [FetchRequest(url=server.url("/", f"127.0.0.{1 + i}")) for i in range(20)]
    outcomes = fetcher.fetch_all(requests)
    threading.Event().wait(0.2)

    fetcher.close()
    found = list(outcomes)

    assert {outcome.failure for outcome in found} == {FetchFailure.CLOSED}
    assert len(found) == 20


def test_after_closing_every_request_ends_as_closed(a_fetcher: Callable[..., Fetcher]) -> None:
    fetcher = a_fetcher()
    fetcher.close()

    assert fetcher.fetch(FetchRequest(url="http://x.invalid/")).failure is FetchFailure.CLOSED


def test_a_caller_that_walks_away_stops_its_batch(
    raw_server: Callable[..., Any], a_fetcher: Callable[..., Fetcher]
) -> None:
    server = raw_server(Watched(), "0.0.0.0")
    fetcher = a_fetcher(host_pause_s=0.2)
    outcomes = fetcher.fetch_all([FetchRequest(url=server.url(f"/{i}")) for i in range(30)])
    next(outcomes)

    outcomes.close()  # type: ignore[attr-defined]
    fetcher.fetch(FetchRequest(url=server.url("/last")))

    assert len(server.requests) < 10


@pytest.mark.parametrize(
    ("settings", "agent"),
    [
        (FetchSettings(), "monitor/0.1 (+https://example.org/monitor; contact: none given)"),
        (
            FetchSettings(contact="desk@example.net"),
            "monitor/0.1 (+https://example.org/monitor; contact: desk@example.net)",
        ),
        (FetchSettings(user_agent="ours/2", contact="a@b.c"), "ours/2 (a@b.c)"),
    ],
)
def test_the_user_agent_carries_the_contact(settings: FetchSettings, agent: str) -> None:
    assert user_agent(settings) == agent
