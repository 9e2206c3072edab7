"""The address gate: what we connect to is what was checked, and it is public. No HTTP here.

Source: RFC 6890 and the IANA special-purpose registries; RFC 6052 (NAT64); RFC 4291 (mapped).
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

Network = IPv4Network | IPv6Network

#: Longest wait for one name; the resolver's own is 5–40 s.
LOOKUP_TIMEOUT_S = 5.0
#: Names looked up at the same time: a few dead name servers must not starve the rest.
LOOKUPS = 32

_NEVER4 = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        # Public by registry, yet the inside of a cloud: Azure's wire server.
        "168.63.129.16/32",
    )
)
_GLOBAL6 = ip_network("2000::/3")
_NEVER6 = tuple(
    ip_network(text)
    # Teredo stands inside 2001::/23; 6to4 may carry any inner address and serves no news.
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
_NAT64 = ip_network("64:ff9b::/96")


class BlockedAddressError(OSError):
    """A name leads, or an address is, where we never connect to."""


class Gate:
    """Says which addresses may be connected to: public ones, and the networks allowed by name."""

    def __init__(self, allow_networks: Sequence[str] = ()) -> None:
        self._allowed: tuple[Network, ...] = tuple(ip_network(text) for text in allow_networks)

    def allows(self, address: str) -> bool:
        """Return whether `address` (an IP literal, a zone id allowed) may be connected to."""
        try:
            ip = _unwrapped(ip_address(address.partition("%")[0]))
        except ValueError:
            return False
        if any(ip.version == net.version and ip in net for net in self._allowed):
            return True
        if isinstance(ip, IPv4Address):
            return not any(ip in net for net in _NEVER4)
        return ip in _GLOBAL6 and not any(ip in net for net in _NEVER6)

    def open_socket(self, info: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
        """Return a socket for one getaddrinfo row. Raises BlockedAddressError.

        aiohttp calls this for every address right before it connects: the last word.
        """
        family, kind, protocol, _, address = info
        if not self.allows(str(address[0])):
            raise BlockedAddressError(f"{address[0]} is no public address")
        return socket.socket(family, kind, protocol)


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if not isinstance(ip, IPv6Address):
        return ip
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


class GatedResolver(AbstractResolver):
    """Looks names up in daemon threads, within a cap, and refuses a name with any bad address."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._free = asyncio.Semaphore(LOOKUPS)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of `host`. Raises BlockedAddressError or OSError."""
        async with self._free:
            try:
                rows = await asyncio.wait_for(_look_up(host, port, family), LOOKUP_TIMEOUT_S)
            except TimeoutError as error:
                raise OSError(f"no answer within {LOOKUP_TIMEOUT_S:.0f} s") from error
        bad = [str(row[4][0]) for row in rows if not self._gate.allows(str(row[4][0]))]
        if bad:
            # All or nothing: a name with one public and one private address is an attack.
            raise BlockedAddressError(f"{host} leads to {bad[0]}, which is no public address")
        return [
            ResolveResult(
                hostname=host,
                host=str(row[4][0]),
                port=int(row[4][1]),
                family=row[0],
                proto=row[2],
                flags=socket.AI_NUMERICHOST,
            )
            for row in rows
        ]

    async def close(self) -> None:
        """Hold nothing."""


_Row = tuple[Any, Any, int, str, tuple[Any, ...]]


async def _look_up(host: str, port: int, family: int) -> Sequence[_Row]:
    """Run getaddrinfo in a daemon thread: a pool's threads would be joined when we exit."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[_Row]] = loop.create_future()

    def settle(rows: Sequence[_Row] | None, error: BaseException | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(rows or ())

    def look() -> None:
        rows: Sequence[_Row] | None = None
        error: BaseException | None = None
        try:
            rows = socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as caught:
            error = caught if isinstance(caught, OSError) else OSError(str(caught))
        try:
            loop.call_soon_threadsafe(settle, rows, error)
        except RuntimeError:
            return  # the loop has closed: nobody waits any more

    threading.Thread(target=look, name="lookup", daemon=True).start()
    return await answer
