"""Which addresses a webhook may be brought to: the checked address is the connected one.

Source: RFC 6890 (special purpose), RFC 6052 (NAT64), RFC 3056 (6to4), RFC 4291 (mapped).
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddressError(OSError):
    """The address is on this machine or in a private network, and that was not allowed."""


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, also where it wraps another."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if ip.teredo is not None:
            return False
    return ip.is_global and not ip.is_multicast


def refuse_literal(url: str) -> None:
    """Raise PrivateAddressError for an address written as a number: no resolver is asked then."""
    host = URL(url).host or ""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return
    if not is_public(host):
        raise PrivateAddressError("the address is not public")


class GuardedResolver(AbstractResolver):
    """Resolves names, and lets only public addresses through unless private ones are allowed."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the allowed addresses of `host`. Raises OSError where there is none."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        allowed = [one for one in found if self._allow_private or is_public(str(one[4][0]))]
        if not allowed:
            raise PrivateAddressError("its name leads to no public address")
        return [_row(host, one) for one in allowed]

    async def close(self) -> None:
        """Nothing is held."""


def _row(host: str, info: Any) -> ResolveResult:
    family, _, proto, _, address = info
    return ResolveResult(
        hostname=host,
        host=str(address[0]),
        port=int(address[1]),
        family=family,
        proto=proto,
        flags=socket.AI_NUMERICHOST,
    )
