"""What one poll means for the next: when, how, and what to store. No feed is dropped silently.

The pause adapts to how often news comes; a failure is weighed (hard 1, soft ½, DNS ¼), the pause
doubling with each whole weight to at most a day. Only 410 Gone for a month retires a feed, and the
PollResult says so (`state`, `reason`), so that the operator is told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from monitor.feeds.nouns import ParsedFeed
from monitor.feeds.retry_after import max_age, retry_after
from monitor.model.collecting import Entry, Feed, PollResult
from monitor.model.names import FeedState
from monitor.settings.nouns import PollSettings

#: Nothing, neither a server nor our own back-off, makes a feed wait longer.
LONGEST = timedelta(hours=24)
#: A publisher's hint (ttl, max-age) is followed up to here; hints of a day are mostly templates.
LONGEST_HINT = timedelta(hours=6)
#: Without news the pause grows up to here and no further: an unchanged feed costs a 304.
_CALM = 4
_GROW = 1.25
_SHRINK = 0.5
#: Share of the pause by which starts are spread.
_SPREAD = 0.1
#: A feed is retired at a 410 after this weight of unbroken failures: at one a day past the first
#: seven doublings, never before 30 days.
_RETIRE_AT = 38.0
_MAX_VALIDATOR = 1024

_DNS = frozenset({"dns"})
_SOFT_WORDS = (
    "timeout connect_timeout refused unreachable reset protocol truncated http_5xx http_429 "
    "parser_died deadline memory raised closed internal empty"
)
_SOFT = frozenset(_SOFT_WORDS.split())
#: A challenge of the server's own: come back four times later.
_WALLS = frozenset({"blocked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFacts:
    """What came of polling one feed: `failure` "" and `parsed` None means not modified."""

    #: HTTP status, None where no answer came.
    status: int | None
    #: FetchFailure value or ParseError reason, "" = fine.
    failure: str = ""
    detail: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    parsed: ParsedFeed | None = None
    #: body_hash() of the answer, None where there is no body.
    body_hash: str | None = None
    #: The Retry-After header as written.
    retry_after: str | None = None
    #: Where a chain of only permanent redirects led.
    permanent_url: str | None = None
    #: Ids among `parsed.entries` that the store knows; None = not asked.
    known_ids: frozenset[str] | None = None
    took_s: float = 0.0


def body_hash(body: bytes) -> str:
    """Return the hash by which an unchanged body is known."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def jitter(feed_url: str, now: datetime) -> float:
    """Return a number in [0, 1) that is the same for the same host, path and poll, on any port."""
    told = urlsplit(feed_url)
    seed = f"{told.hostname} {told.path} {told.query} {now.timestamp():.0f}"
    digest = hashlib.blake2b(seed.encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


def validators(feed: Feed, now: datetime) -> tuple[str | None, str | None]:
    """Return the (etag, last_modified) to send: none once a day, as some servers always say 304."""
    if is_full_poll(feed, now):
        return None, None
    return feed.etag, feed.last_modified


def is_full_poll(feed: Feed, now: datetime) -> bool:
    """Return whether this poll must ask without validators: the first after the feed's own hour.

    Each feed has its own second of the day, so that full answers are spread.
    """
    if feed.polled_at is None:
        return True
    offset = timedelta(seconds=int(86_400 * jitter(feed.url, datetime.fromtimestamp(0, UTC))))
    return (feed.polled_at - offset).date() != (now - offset).date()


def plan(
    feed: Feed, facts: PollFacts, settings: PollSettings, now: datetime, jitter: float
) -> PollResult:
    """Return what this poll changes. `jitter` in [0, 1) spreads the next start."""
    if facts.failure:
        return _failed(feed, facts, settings, now, jitter)
    if facts.parsed is None:
        return _quiet(feed, facts, settings, now, jitter)
    return _answered(feed, facts, facts.parsed, settings, now, jitter)


def _answered(
    feed: Feed,
    facts: PollFacts,
    parsed: ParsedFeed,
    settings: PollSettings,
    now: datetime,
    jitter: float,
) -> PollResult:
    first = feed.first_seen_at is None
    entries = tuple(replace(e, feed_id=feed.id, backlog=e.backlog or first) for e in parsed.entries)
    known = facts.known_ids
    fresh = None if known is None or first else sum(1 for e in entries if e.id not in known)
    interval = _adapted(feed, fresh, settings, parsed.ttl, facts)
    whole = bool(entries) and "truncated" not in parsed.oddities
    return PollResult(
        feed_id=feed.id,
        polled_at=now,
        outcome="entries",
        status=facts.status,
        entries=entries,
        due_at=_due(now, interval, facts, jitter),
        interval=interval,
        failures=0.0,
        state=feed.state if feed.state is FeedState.PAUSED else FeedState.ACTIVE,
        # Validators of half an answer would hide the other half for ever.
        etag=_validator(facts.headers.get("etag")) if whole else None,
        last_modified=_validator(facts.headers.get("last-modified")) if whole else None,
        body_hash=facts.body_hash if whole else None,
        new_url=_moved(feed, facts, entries),
        reason=_reason(parsed),
        detail=", ".join(parsed.oddities)[:300],
        title=parsed.title,
        took_s=facts.took_s,
        gap=bool(entries) and fresh == len(entries),
    )


def _reason(parsed: ParsedFeed) -> str:
    for worth_telling in ("empty", "truncated", "entries_lost"):
        if worth_telling in parsed.oddities:
            return worth_telling
    return ""


def _quiet(
    feed: Feed, facts: PollFacts, settings: PollSettings, now: datetime, jitter: float
) -> PollResult:
    interval = _adapted(feed, 0, settings, None, facts)
    not_modified = facts.status == 304
    return PollResult(
        feed_id=feed.id,
        polled_at=now,
        outcome="not_modified" if not_modified else "unchanged",
        status=facts.status,
        entries=(),
        due_at=_due(now, interval, facts, jitter),
        interval=interval,
        failures=0.0,
        state=feed.state if feed.state is FeedState.PAUSED else FeedState.ACTIVE,
        etag=_validator(facts.headers.get("etag")) or feed.etag,
        last_modified=_validator(facts.headers.get("last-modified")) or feed.last_modified,
        body_hash=facts.body_hash or feed.body_hash,
        took_s=facts.took_s,
    )


def _failed(
    feed: Feed, facts: PollFacts, settings: PollSettings, now: datetime, jitter: float
) -> PollResult:
    gone = facts.failure == "http_410"
    failures = feed.failures + _weight(facts.failure)
    pause = _base(feed, settings) * 2 ** min(int(failures), 12)
    if facts.failure in _WALLS:
        pause *= 4
    pause = LONGEST if gone else min(pause, LONGEST)
    retired = gone and failures >= _RETIRE_AT
    return PollResult(
        feed_id=feed.id,
        polled_at=now,
        outcome="gone" if gone else "failed",
        status=facts.status,
        entries=(),
        due_at=_due(now, pause, facts, jitter),
        interval=feed.interval or _base(feed, settings),
        failures=failures,
        state=FeedState.RETIRED if retired else feed.state,
        # A full poll that failed is asked again in full.
        etag=None if is_full_poll(feed, now) else feed.etag,
        last_modified=None if is_full_poll(feed, now) else feed.last_modified,
        body_hash=feed.body_hash,
        reason=facts.failure,
        detail=facts.detail[:300],
        took_s=facts.took_s,
    )


def _weight(failure: str) -> float:
    if failure in _DNS:
        return 0.25
    return 0.5 if failure in _SOFT else 1.0


def _base(feed: Feed, settings: PollSettings) -> timedelta:
    return feed.every or settings.default_interval


def _adapted(
    feed: Feed,
    fresh: int | None,
    settings: PollSettings,
    ttl: timedelta | None,
    facts: PollFacts,
) -> timedelta:
    """Return the pause after a poll with `fresh` new entries (None = unknown: no change).

    What the user wrote (`every`) stands; else news halves the pause and quiet lengthens it, never
    below what the publisher asks for.
    """
    if feed.every is not None:
        return min(max(feed.every, timedelta(seconds=1)), LONGEST)
    pause = feed.interval or settings.default_interval
    calm = min(settings.max_interval, _CALM * settings.default_interval)
    if fresh == 0:
        pause = max(min(pause * _GROW, calm), min(pause, calm))
    elif fresh is not None:
        pause *= _SHRINK if fresh > 1 else (1 + _SHRINK) / 2
    hints = (ttl, max_age(facts.headers))
    wished = min(max((hint for hint in hints if hint), default=timedelta()), LONGEST_HINT)
    pause = max(pause, wished, settings.min_interval)
    return min(pause, settings.max_interval, LONGEST)


def _due(now: datetime, pause: timedelta, facts: PollFacts, jitter: float) -> datetime:
    asked = retry_after(facts.retry_after or facts.headers.get("retry-after"), now)
    if asked is not None:
        pause = min(max(pause, asked), LONGEST)
    return now + pause * (1 + _SPREAD * min(max(jitter, 0.0), 1.0))


def _validator(value: str | None) -> str | None:
    if not value or len(value) > _MAX_VALIDATOR or not value.isascii() or not value.isprintable():
        return None
    return value


def _moved(feed: Feed, facts: PollFacts, entries: tuple[Entry, ...]) -> str | None:
    """Return the feed's new address, once it is proven by what stands there.

    A login portal answers 301 for everything. The new address is believed only when it serves at
    least half of its entries under ids we already have from the old one, and not over plain http
    where the old one was https. No counter is needed, and a portal has none of our entries.
    """
    target = facts.permanent_url
    if not target or target == feed.url or facts.known_ids is None or not entries:
        return None
    if feed.url.startswith("https:") and not target.startswith("https:"):
        return None
    known = sum(1 for entry in entries if entry.id in facts.known_ids)
    return target if known * 2 >= len(entries) else None
