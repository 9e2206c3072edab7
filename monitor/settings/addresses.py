"""Addresses that users write: URLs, hosts, networks, e-mail. Checked as text, never resolved."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from monitor.settings.problems import shown
from monitor.urls import MAX_URL

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}", re.IGNORECASE)
#: RFC 5321 dot-string; quoted local parts are refused on purpose.
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}", re.ASCII)
_NAMED = re.compile(r"[^<>\"\\,;:@()\[\]]{0,100}<([^<>]*)>|\"[^<>\"\\]{0,100}\"\s*<([^<>]*)>")
_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")


def check_url(text: str) -> str:
    """Return a web address without credentials. Raises ValueError, never telling a password."""
    if len(text) > MAX_URL:
        raise ValueError(f"is longer than {MAX_URL} characters")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("is no address") from None
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds a user name or password; take it out of the address")
    if parts.scheme not in ("http", "https"):
        scheme = f"{shown(parts.scheme + ':')} is not fetched" if parts.scheme else "no scheme"
        raise ValueError(f"{scheme}; an address begins with https:// or http://")
    if not host:
        raise ValueError("has no host")
    if re.search(r"\s", text):
        raise ValueError("holds white space")
    if not _is_host(host):
        raise ValueError(f"{shown(host)} is no host name")
    return text


def check_host(text: str) -> str:
    """Return a host name or IP address. Raises ValueError."""
    if "://" in text:
        raise ValueError(f"{shown(text)} is an address; write the host alone")
    if ":" in text and not _ip(text):
        raise ValueError(f"{shown(text)} holds a port; write it as `port`")
    if not _is_host(text):
        raise ValueError(f"{shown(text)} is no host name")
    return text


def check_domain(text: str) -> str:
    """Return a domain in lower case. Raises ValueError."""
    if "://" in text or "/" in text:
        host = (urlsplit(text if "://" in text else f"https://{text}").hostname or "").lower()
        raise ValueError(f'{shown(text)} is an address (did you mean "{host}"?)')
    domain = text.lower().rstrip(".")
    if "." not in domain or not _is_host(domain):
        raise ValueError(f"{shown(text)} is no domain such as example.org")
    return domain


def check_network(text: str) -> str:
    """Return a network in CIDR form. Raises ValueError."""
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError:
        raise ValueError(f'{shown(text)} is no network such as "10.0.0.0/8"') from None


def check_email(text: str) -> str:
    """Return an e-mail address, with or without a name: "Desk <desk@example.org>".

    Raises ValueError. Source: RFC 5321 §4.1.2, without quoted local parts.
    """
    named = _NAMED.fullmatch(text)
    address = (named[1] or named[2] or "") if named else text
    local, _, domain = address.rpartition("@")
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    if not _LOCAL.fullmatch(local) or dots or not _is_host(domain) or len(address) > 254:
        raise ValueError(f"{shown(text)} is no e-mail address")
    return text


def is_loopback(host: str) -> bool:
    """Return whether `host` is this machine by its name or number alone."""
    address = _ip(host)
    return host.lower() == "localhost" or (address is not None and address.is_loopback)


def is_private(url_host: str, allowed: tuple[str, ...]) -> bool:
    """Return whether a host is visibly not public and in none of the `allowed` networks.

    Names that only resolve to a private address are caught when they are fetched.
    """
    host = url_host.lower().rstrip(".")
    address = _ip(host)
    if address is not None:
        networks = map(ipaddress.ip_network, allowed)
        return not address.is_global and not any(address in network for network in networks)
    return not allowed and ("." not in host or host.endswith(_PRIVATE_NAMES))


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    if ":" not in host and not host[-1:].isdigit():
        return None
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_host(host: str) -> bool:
    if _ip(host):
        return True
    try:
        name = host.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return False
    return (
        len(name) <= 253 and bool(_HOST.fullmatch(name)) and not name.rsplit(".", 1)[-1].isdigit()
    )
