"""What a host's robots.txt lets us read, fetched through the same gate and lane as everything.

Source: RFC 9309 (4xx: allowed; 5xx or unreachable: wait; cached at most a day).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from protego import Protego

from monitor.clock import Clock
from monitor.fetch.client import Fetcher
from monitor.fetch.nouns import FetchFailure, FetchOutcome, FetchRequest

#: RFC 9309 §2.4: not longer than a day.
KEEP = timedelta(hours=24)
#: A host that could not be asked is asked again after this.
ASK_AGAIN = timedelta(minutes=15)
#: A Crawl-delay beyond this is taken as this.
MAX_CRAWL_DELAY_S = 60.0
_FILE = "/robots.txt"
#: Hosts remembered.
_MANY = 5000

#: Answers that mean "there are no rules" (RFC 9309 §2.3.1.3); 429 means "not now".
_NO_RULES = frozenset(
    {
        FetchFailure.HTTP_401,
        FetchFailure.HTTP_403,
        FetchFailure.HTTP_404,
        FetchFailure.HTTP_410,
        FetchFailure.HTTP_4XX,
        FetchFailure.BLOCKED,
        FetchFailure.REDIRECT,
        FetchFailure.BLOCKED_SCHEME,
        FetchFailure.EMPTY,
    }
)


class Permission(StrEnum):
    ALLOWED = "allowed"
    DISALLOWED = "disallowed"
    #: The rules could not be asked for: pages of that host wait.
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class _Rules:
    until: datetime
    #: None = everything is allowed, or (unreachable) nothing for now.
    parsed: Protego | None = None
    unreachable: bool = False


class RobotsGate:
    """Asks robots.txt once a day and host; safe to call from any number of threads."""

    def __init__(self, fetcher: Fetcher, clock: Clock, agent: str, *, respect: bool = True) -> None:
        """`agent` is our User-Agent; its word before "/" is what rules name."""
        self._fetcher = fetcher
        self._clock = clock
        self._agent = agent.split("/")[0].strip() or "monitor"
        self._respect = respect
        self._rules: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def check(self, urls: Iterable[str]) -> dict[str, Permission]:
        """Return what may be done with each of `urls`; fetches missing rules, hosts in parallel."""
        wanted = list(dict.fromkeys(urls))
        if not self._respect:
            return dict.fromkeys(wanted, Permission.ALLOWED)
        origins = {url: _origin(url) for url in wanted}
        self._learn({origin for origin in origins.values() if origin})
        return {url: self._permission(url, origins[url]) for url in wanted}

    def known(self, url: str) -> Permission | None:
        """Return what may be done with `url`, None where its host must be asked first."""
        origin = _origin(url)
        if not self._respect:
            return Permission.ALLOWED
        with self._lock:
            if origin and (origin not in self._rules or self._old(origin, self._clock.now())):
                return None
        return self._permission(url, origin)

    def learn(self, outcome: FetchOutcome) -> None:
        """Take in what came of `rules_request`; an answer that never came teaches nothing."""
        if outcome.failure is FetchFailure.CLOSED:
            return
        origin = outcome.request.url.removesuffix(_FILE)
        rules = self._read(outcome, origin, self._clock.now())
        with self._lock:
            if len(self._rules) >= _MANY:
                self._rules.clear()
            self._rules[origin] = rules

    def _learn(self, origins: set[str]) -> None:
        now = self._clock.now()
        with self._lock:
            unknown = [o for o in sorted(origins) if o not in self._rules or self._old(o, now)]
        requests = [rules_request(origin) for origin in unknown]
        for outcome in self._fetcher.fetch_all(requests) if requests else ():
            self.learn(outcome)

    def _old(self, origin: str, now: datetime) -> bool:
        return self._rules[origin].until <= now

    def _read(self, outcome: FetchOutcome, origin: str, now: datetime) -> _Rules:
        if outcome.page is None:
            if outcome.failure in _NO_RULES:
                return _Rules(now + KEEP)
            return _Rules(now + ASK_AGAIN, unreachable=True)
        text = outcome.page.body.decode("utf-8-sig", errors="replace")
        try:
            parsed = Protego.parse(text)
            delay = parsed.crawl_delay(self._agent)
        except (ValueError, OverflowError, RecursionError):
            return _Rules(now + KEEP)  # no rules that could be read
        if delay and delay > 0:
            host = urlsplit(origin).hostname or ""
            self._fetcher.slow_down(host, min(float(delay), MAX_CRAWL_DELAY_S))
        return _Rules(now + KEEP, parsed)

    def _permission(self, url: str, origin: str) -> Permission:
        with self._lock:
            rules = self._rules.get(origin)
        if rules is None or rules.unreachable:
            return Permission.UNREACHABLE
        if rules.parsed is None or rules.parsed.can_fetch(url, self._agent):
            return Permission.ALLOWED
        return Permission.DISALLOWED


def rules_request(url: str) -> FetchRequest:
    """Return the request for the rules of the host of `url`, a web address."""
    return FetchRequest(url=f"{_origin(url)}{_FILE}", kind="robots")


def _origin(url: str) -> str:
    """Return scheme, host and port of `url`, "" where it has none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")
