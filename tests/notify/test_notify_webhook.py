"""Webhooks over real sockets: signed, doubles droppable, never followed, never to private ends."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from notify_builders import NOW, Hook, a_message, a_webhook, certificates, receiving

from monitor.notify.guard import is_public


def test_a_receiver_can_verify_order_and_drop_a_double() -> None:
    hook = Hook()
    with receiving(hook) as port:
        webhook = a_webhook(port)
        for minutes in (0, 7):
            assert webhook.send(a_message(), NOW + timedelta(minutes=minutes)).delivered
    assert hook.requests == 2
    ((key, body),) = hook.seen.items()
    assert key == body["id"] == a_message().id
    assert body["version"] == 1
    assert body["kind"] == "alert"
    assert body["body"]["alerts"][0]["kind"] == "new_incident"
    assert body["stamp"] == str(int((NOW + timedelta(minutes=7)).timestamp()))


#: Answer → (delivered, permanent, retry after).
ANSWERS = {
    200: (True, False, None),
    202: (True, False, None),
    204: (True, False, None),
    301: (False, True, None),
    307: (False, True, None),
    400: (False, True, None),
    401: (False, True, None),
    404: (False, True, None),
    408: (False, False, None),
    410: (False, True, None),
    413: (False, True, None),
    425: (False, False, None),
    429: (False, False, timedelta(seconds=90)),
    500: (False, False, timedelta(seconds=90)),
    503: (False, False, timedelta(seconds=90)),
}


@pytest.mark.parametrize("status", ANSWERS)
def test_each_answer_is_passing_or_final(status: int) -> None:
    delivered, permanent, pause = ANSWERS[status]
    other = Hook()
    with receiving(other) as elsewhere:
        headers = {"Location": f"http://127.0.0.1:{elsewhere}/"} if status in (301, 307) else {}
        hook = Hook(status=status, headers={**headers, **({"Retry-After": "90"} if pause else {})})
        with receiving(hook) as port:
            delivery = a_webhook(port).send(a_message(), NOW)
    assert (delivery.delivered, delivery.permanent) == (delivered, permanent)
    assert delivery.retry_after == pause
    assert hook.requests == 1
    assert other.requests == 0
    assert "token" not in delivery.detail


@pytest.mark.parametrize(
    ("told", "pause"),
    [
        ("Tue, 06 May 2031 12:05:00 GMT", timedelta(minutes=5)),
        ("Tue, 06 May 2031 11:00:00 GMT", None),
        ("99999999", timedelta(days=1)),
        ("soon", None),
        ("-5", None),
        ("٣", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_bounded(told: str, pause: timedelta | None) -> None:
    hook = Hook(status=503)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(f"HTTP/1.1 503 No\r\nRetry-After: {told}\r\n\r\n".encode())

    hook.instead = answer
    with receiving(hook) as port:
        assert a_webhook(port).send(a_message(), NOW).retry_after == pause


def _drip(handler: BaseHTTPRequestHandler) -> None:
    try:
        for letter in "HTTP/1.1 200 OK\r\n" * 40:
            handler.wfile.write(letter.encode())
            time.sleep(0.05)
    except OSError:
        pass


def _huge(handler: BaseHTTPRequestHandler) -> None:
    try:
        handler.wfile.write(b"HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            handler.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
    except OSError:
        pass


MISBEHAVIOUR: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "says nothing": lambda handler: time.sleep(2),
    "hangs up": lambda handler: handler.connection.shutdown(socket.SHUT_RDWR),
    "drips": _drip,
    "answers rubbish": lambda handler: handler.wfile.write(b"\x00\xff rubbish\r\n\r\n"),
    "never ends": _huge,
    "huge headers": lambda handler: handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n"
    ),
}


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_a_bad_receiver_is_left(name: str) -> None:
    hook = Hook(instead=MISBEHAVIOUR[name])
    with receiving(hook) as port:
        delivery = a_webhook(port).send(a_message(), NOW)
    assert (delivery.delivered, delivery.permanent, delivery.reached) == (False, False, False)
    assert delivery.detail
    assert "token" not in delivery.detail


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433", "127.1"],
)
def test_private_ends_are_refused_unless_allowed(host: str) -> None:
    hook = Hook()
    with receiving(hook) as port:
        webhook = a_webhook(port, url=f"http://{host}:{port}/", allow_private=False)
        delivery = webhook.send(a_message(), NOW)
    assert not delivery.delivered
    assert hook.requests == 0


PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1",
    "::ffff:10.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "2001:0:4136::1",
)  # fmt: skip


def test_addresses_that_are_or_wrap_private_ones_are_not_public() -> None:
    assert [one for one in PRIVATE if is_public(one)] == []
    assert all(is_public(one) for one in ("1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"))


def test_an_untrusted_certificate_stops_the_message(tmp_path: Path) -> None:
    server, _ = certificates(tmp_path)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    listener.settimeout(3)

    def serve() -> None:
        try:
            peer, _ = listener.accept()
            server.wrap_socket(peer, server_side=True).recv(100)
        except OSError:
            pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    delivery = a_webhook(port, url=f"https://localhost:{port}/").send(a_message(), NOW)
    listener.close()
    thread.join(3)
    assert not delivery.delivered
    assert "certificate" in delivery.detail
