"""Addresses: one canonical form an article, registrable domains, hosts. No network.

Source: RFC 3986 §6.2 (normalisation); publicsuffix.org for registrable domains.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from publicsuffixlist import PublicSuffixList

MAX_URL = 2048

#: Parameters by which known counters mark where a reader came from; never what is read.
_TRACKING = re.compile(
    r"^(utm_.*|fb_(source|ref|action_.*|comment_id)|fbclid|gclid|gclsrc|[gw]braid|dclid|msclkid|"
    r"yclid|ysclid|twclid|ttclid|li_fat_id|igshid?|mc_[ce]id|mkt_tok|_hs(enc|mi)|_openstat|"
    r"at_(medium|campaign|custom\d|link.*|format|ptr.*|bbc.*)|"
    r"ns_(mchannel|source|campaign|linkname|fee)|cmpid|sr_share|smid|smtyp|ref_(src|url)|"
    r"guccounter|guce_.*|traffic_source|xtor|wt_(mc|zmc)([._].*)?|__twitter_impression)$",
    re.IGNORECASE,
)
#: Names that some sites mark readers' ways with, and others their articles: "ref=rss" tells a way,
#: "ref=88" an article, unless the page itself says otherwise.
_AMBIGUOUS = re.compile(
    r"^(fb_.*|ns_.*|wt_.*|cmp|cid|icid|ocid|ito|partner|rss|ref|referr?er|feed(name|type)?|"
    r"ftag|tag|source_id|spm|amp)$",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"^(?:amp|true|yes|on|(?:[a-z]+[-_. ])*(?:rss|atom|feeds?|newsletters?|e?mail|facebook|fb|"
    r"twitter|x|whatsapp|telegram|instagram|linkedin|reddit|google|googlenews|yahoo|msn|flipboard|social|"
    r"share|home|homepage|app)(?:[-_. ][a-z]+)*)?$",
    re.IGNORECASE,
)
_SWITCHES = frozenset(("amp", "rss", "feed"))
#: Targets that name what is read: an address kept behind the "#" by the page's own program
#: ("#!/article/7", "#/article/7"), a post of a live page ("#block-66aa01").
_NAMING_TARGET = re.compile(
    r"^(?:[!/].*\w|(?:block|post|entry|update)[-_=]\w*\d\w*)$", re.IGNORECASE
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

    Scheme and host in lower case, default port, credentials, tracking parameters and a trailing
    slash gone, the fragment too unless it names what is read; remaining parameters sorted. http and
    https are the same article, so is "www." and none, and a "/amp" end.
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
        if not _is_way(key, value)
    )
    target = parts.fragment if _NAMING_TARGET.match(parts.fragment) else ""
    return urlunsplit(("https", netloc, path, urlencode(query), target))


def declared(url: str, canonical_link: str) -> str:
    """Return the address under which a page is one article: `canonical_link`, the one it declares,
    where that is `url` without parameters that may tell a reader's way; else `url`."""
    if not is_web(canonical_link):
        return url
    ours, theirs = urlsplit(canonical(url)), urlsplit(canonical(canonical_link))
    if (ours.netloc, ours.path) != (theirs.netloc, theirs.path):
        return url
    left = [one for one in parse_qsl(ours.query, True) if one not in parse_qsl(theirs.query, True)]
    all_ways = all(_AMBIGUOUS.match(key) for key, _ in left)
    return canonical_link if left and all_ways and not ours.fragment else url


def _is_way(key: str, value: str) -> bool:
    """Return whether a parameter tells how a reader came; "cid=101" names an article."""
    if _TRACKING.match(key):
        return True
    is_switch = key.lower() in _SWITCHES and value == "1"
    return bool(_AMBIGUOUS.match(key)) and (is_switch or bool(_WAY.match(value)))


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
