"""No connection ever goes to an address that is not public."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from monitor.fetch.client import Fetcher
from monitor.fetch.gate import Gate
from monitor.fetch.nouns import FetchFailure, FetchRequest

PRIVATE_TEXT = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.8.8.8
169.254.169.254 169.254.0.1 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.5 192.88.99.1
192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1
239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::7f00:1 100::1 2001::1 2001:0:7f00:1::1 2001:10::1
2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:808:808::1 3fff::1 5f00::1 fc00::1
fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 4000::1 nonsense 1.2.3 1.2.3.4.5
"""
PRIVATE = PRIVATE_TEXT.split()
PUBLIC_TEXT = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1
192.167.1.1 198.17.255.255 198.20.0.1 223.255.255.255 2606:4700::1111 2a00:1450::1
64:ff9b::808:808 ::ffff:8.8.8.8
"""
PUBLIC = PUBLIC_TEXT.split()


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not Gate().allows(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed(address: str) -> None:
    assert Gate().allows(address)


def test_a_named_network_is_allowed_and_no_other() -> None:
    gate = Gate(("10.1.0.0/16", "fd00::/8"))

    allowed = [gate.allows(a) for a in ("10.1.2.3", "::ffff:10.1.2.3", "fd00::5", "10.2.0.1")]

    assert allowed == [True, True, True, False]


HOSTS_TEXT = """
127.0.0.1 127.1 127.0.1 0x7f.0.0.1 0x7f000001 0177.0.0.1 017700000001 2130706433 0 0.0.0.0 0x0
localhost localhost. LOCALHOST [::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1]
[::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::] [fe80::1] [fe80::1%25lo]
[fe80::1%lo] [fc00::1] [fd00:ec2::254] [fec0::1] 10.0.0.1 10.1 192.168.1.1 192.168.257 172.16.0.1
169.254.169.254 0xa9fea9fe 2852039166 0251.0376.0251.0376 169.254.43518 100.64.0.1 198.18.0.1
192.0.0.192 168.63.129.16 100.100.100.200 255.255.255.255 224.0.0.1 ①②⑦.⓪.⓪.① １２７.０.０.１
127。0。0。1 127．0．0．1 127｡0｡0｡1 ⑯⑨。②⑤④。⑯⑨｡②⑤④ ⓛocalhost 127.0.0.1%00.example.org
127.0.0.1%2f.example.org 127.0.0.1%23@example.invalid example.invalid%23@127.0.0.1
user:pass@127.0.0.1 example.invalid@127.0.0.1 127.0.0.1#@example.invalid 127.0.0.1?@x.invalid
127.0.0.1\\@example.invalid example.invalid\\@127.0.0.1 127.0.0.1:80 127.0.0.1:22 127.0.0.1:6379
127.0.0.1:0 127.0.0.1:65536 127.0.0.1:-1 [::1]:11211 0x7f.1:8080 00000177.1 127.000.000.001
127.0.0.1.
"""
HOSTS = HOSTS_TEXT.split()
URLS = [f"{scheme}://{host}/" for host in HOSTS for scheme in ("http", "https")] + [
    *(
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "ftp://127.0.0.1/",
        "dict://127.0.0.1:11211/",
    ),
    *("data:text/html,x", "javascript:alert(1)", "//127.0.0.1/", "http:127.0.0.1", "http:///x"),
    *("http://", "", "jar:http://127.0.0.1!/", "ldap://127.0.0.1/", "unix:///var/run/docker.sock"),
    *(
        "http:\\\\127.0.0.1\\",
        "HTTP://127.0.0.1/",
        " http://127.0.0.1/ ",
        "http://[::1",
        "http://a b/",
    ),
]

_connects: list[Any] = []
_hooked = False


def _watch_connects() -> list[Any]:
    """Record every connect of this process from now on (an audit hook cannot be taken back)."""
    global _hooked
    if not _hooked:
        sys.addaudithook(
            lambda name, args: _connects.append(args[1]) if name == "socket.connect" else None
        )
        _hooked = True
    _connects.clear()
    return _connects


def test_no_vector_makes_a_connection(a_fetcher: Callable[..., Fetcher]) -> None:
    """At least 150 ways to write an inner address: each ends in a failure, none in a connect."""
    assert len(URLS) >= 150
    fetcher = a_fetcher(allow_networks=())
    connects = _watch_connects()

    outcomes = fetcher.fetch_ordered([FetchRequest(url=url) for url in URLS])

    assert [o.request.url for o in outcomes if o.failure is None] == []
    # The resolver of the C library speaks to its name server outside Python's sockets.
    assert connects == []


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["93.184.216.34", "10.0.0.1"],
        ["2606:4700::1111", "::1"],
        ["169.254.169.254"],
        ["::ffff:192.168.0.1"],
    ],
)
def test_a_name_with_any_inner_address_is_refused(
    answers: Sequence[str], a_fetcher: Callable[..., Fetcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _resolving_to([answers]))
    fetcher = a_fetcher(allow_networks=())
    connects = _watch_connects()

    outcome = fetcher.fetch(FetchRequest(url="http://rebind.example/"))

    assert outcome.failure is FetchFailure.BLOCKED_ADDRESS
    assert connects == []


def test_a_name_that_changes_after_the_check_reaches_nothing(
    a_fetcher: Callable[..., Fetcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: what was checked is what is connected to; there is no second look-up between."""
    names = _resolving_to([["192.0.2.1"], ["127.0.0.1"], ["127.0.0.1"]])
    monkeypatch.setattr(socket, "getaddrinfo", names)
    # 192.0.2.1 plays the public address: allowed, and nobody answers there.
    fetcher = a_fetcher(allow_networks=("192.0.2.0/24",), connect_timeout_s=0.2)
    connects = _watch_connects()

    first = fetcher.fetch(FetchRequest(url="http://rebind.example/"))

    assert first.failure is not None
    assert {address[0] for address in connects} == {"192.0.2.1"}


def _resolving_to(answers: list[Sequence[str]]) -> Callable[..., list[Any]]:
    left = list(answers)

    def look_up(host: str, port: int, **_: Any) -> list[Any]:
        now = left.pop(0) if len(left) > 1 else left[0]
        return [
            (
                socket.AF_INET6 if ":" in one else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (one, port, 0, 0) if ":" in one else (one, port),
            )
            for one in now
        ]

    return look_up
