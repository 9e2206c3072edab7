"""Addresses: one canonical form an article, registrable domains, hosts. No network.

Source: RFC 3986 §6.2 (normalisation); publicsuffix.org for registrable domains.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from publicsuffixlist import PublicSuffixList

MAX_URL = 2048

#: Parameters that say where a reader came from, never what is read.
_TRACKING = re.compile(
    r"^(utm_.*|fb_.*|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs(enc|mi)|"
    r"at_(medium|campaign|custom\d|link.*|format|ptr.*|bbc.*)|ns_.*|cmp(id)?|icid|ocid|ito|"
    r"sr_share|smid|smtyp|partner|rss|ref_?(src|url)?|referrer|feed(name|type)?|cid|ftag|"
    r"guccounter|guce_.*|tag|traffic_source|source_id|spm|xtor|wt_.*|__twitter_impression|amp)$",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_web(url: str) -> bool:
    """Return whether `url` is an http(s) address with a host and of a sane length."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and len(url) <= MAX_URL


def resolve(base: str, link: str) -> str | None:
    """Return `link` as seen from `base`, or None where it is no web address."""
    try:
        url = urljoin(base, link.strip())
    except ValueError:
        return None
    return url if is_web(url) else None


def canonical(url: str) -> str:
    """Return the one form under which an article's address is known.

    Scheme and host in lower case, default port, fragment, credentials, tracking parameters and a
    trailing slash gone; remaining parameters sorted. http and https are the same article, so is
    "www." and none, and a "/amp" end.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    port = parts.port
    netloc = host if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    path = re.sub(r"/(amp|amp\.html)/?$", "/", path).rstrip("/") or "/"
    query = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(key)
    )
    return urlunsplit(("https", netloc, path, urlencode(query), ""))


def host(url: str) -> str:
    """Return the host of `url` in lower case, "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@lru_cache(maxsize=16_384)
def registrable_domain(url_or_host: str) -> str:
    """Return the registrable domain ("bbc.co.uk"), or the host itself where it has none."""
    return _registrable(host(url_or_host) if "/" in url_or_host else url_or_host.lower())


@lru_cache(maxsize=16_384)
def _registrable(name: str) -> str:
    if re.fullmatch(r"[\d.]+|\[?[0-9a-f:]+\]?", name):
        return name
    return _suffixes().privatesuffix(name) or name
