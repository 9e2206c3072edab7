"""What a person should look at: feeds in trouble and dead messages, in words and as alerts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import structlog

from monitor.feeds.health import WORDS, Trouble, trouble
from monitor.jobs import holds
from monitor.jobs.walk import Walk
from monitor.model.collecting import Feed
from monitor.model.names import AlertKind, OutboxState, make_id
from monitor.model.telling import Alert
from monitor.settings.nouns import PollSettings, Settings
from monitor.store import alerts as alert_rows
from monitor.store import feeds as feed_rows
from monitor.store import meta, outbox
from monitor.store.open import Store, writing
from monitor.store.rows import Row, moment
from monitor.text import one_line, shorten
from monitor.words import plural

log = structlog.get_logger(__name__)

#: From so many feeds on a shared reason is told in one line.
_MANY = 3
_MOST_NAMED = 6
#: Over by the next poll, or a matter of days: told in the digest, no alert.
_DIGEST_ONLY = frozenset({"gap", "entries_lost", "silent"})
_KNOWN = "feed_trouble:"


def in_trouble(
    store: Store, settings: PollSettings, now: datetime
) -> Iterable[tuple[Row, Feed, Trouble]]:
    """Yield the health row, the feed and its trouble of each that is in trouble, worst first."""
    feeds = {feed.id: feed for feed in feed_rows.all_feeds(store)}
    for row in feed_rows.health(store):
        told = trouble(
            feeds[row["id"]],
            reason=row["reason"] or "",
            detail=row["last_detail"] or "",
            newest=moment(row["last_new_at"]),
            gap=row["last_reason"] == "gap",
            settings=settings,
            now=now,
        )
        if told is not None:
            yield row, feeds[row["id"]], told


def lines(store: Store, settings: PollSettings, now: datetime) -> tuple[str, ...]:
    """Return a line for each trouble, for the digest; what many feeds share is one line."""
    by_reason: dict[str, list[tuple[Row, Trouble]]] = {}
    for row, _, told in in_trouble(store, settings, now):
        by_reason.setdefault(told.reason, []).append((row, told))
    apart: list[str] = []
    together: list[str] = []
    for reason, several in by_reason.items():
        if len(several) >= _MANY:
            together.append(_together(reason, [row["outlet"] for row, _ in several]))
            continue
        for row, told in several:
            url = "" if row["url"] in told.words else f" ({row['url']})"
            apart.append(f"{row['outlet']}: {told.words}{url}")
    for channel, count in _dead(store).items():
        together.append(
            f"{plural(count, 'message')} to {channel} could not be delivered; "
            "`monitor outbox --state dead` says why, `monitor outbox retry --all` sends again"
        )
    return (*apart, *together)


def changed(store: Store, raised: Sequence[Alert]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the feeds that came into trouble and of those that came out of it.

    Of several alerts on a feed the last one counts.
    """
    names = {feed.id: _name(feed) for feed in feed_rows.all_feeds(store)}
    last = {alert.feed_id: alert for alert in raised if alert.feed_id in names}
    into = tuple(names[one] for one, alert in last.items() if one and alert.severity)
    out_of = tuple(names[one] for one, alert in last.items() if one and not alert.severity)
    return into, out_of


def run(walk: Walk) -> int:
    """Raise an alert for every feed that is newly in trouble or out of it; return how many.

    What stands is remembered with the alert, in one transaction: neither is told twice.
    """
    now = walk.clock.now()
    store = walk.store
    standing = {feed.id: told for _, feed, told in in_trouble(store, walk.settings.poll, now)}
    standing = {id_: told for id_, told in standing.items() if told.reason not in _DIGEST_ONLY}
    raised = 0
    for feed in feed_rows.all_feeds(store):
        raised += _note(store, walk.settings, feed, standing.get(feed.id), now)
    if raised:
        log.info("feeds in trouble or out of it", alerts=raised)
    return raised


def _note(store: Store, settings: Settings, feed: Feed, told: Trouble | None, now: datetime) -> int:
    key = _KNOWN + feed.id
    before = meta.get(store, key) or ""
    reason = told.reason if told else ""
    # One trouble that turns into another is the same trouble to a reader.
    if bool(reason) == bool(before):
        return 0
    alert = _alert(feed, told, before, now)
    with writing(store) as db:
        meta.put(store, key, reason)
        alert_rows.save(db, [alert])
        holds.hold(db, settings, alert, None, None, now)
    return 1


def _alert(feed: Feed, told: Trouble | None, before: str, now: datetime) -> Alert:
    name = _name(feed)
    if told is not None:
        headline, reason = f"{name}: {told.words}", "this feed is newly in trouble"
        was = "it worked"
    else:
        headline, reason = f"{name}: the feed works again", "this feed is out of trouble"
        was = WORDS.get(before, before.replace("_", " "))
    return Alert(
        id=make_id("alert", AlertKind.FEED_TROUBLE, feed.id, bool(told), now.isoformat()),
        kind=AlertKind.FEED_TROUBLE,
        incident_id=None,
        headline=shorten(one_line(headline, 500), 140),
        before=was,
        reason=f"{reason} ({feed.url})",
        raised_at=now,
        severity=1 if told else 0,
        feed_id=feed.id,
    )


def _name(feed: Feed) -> str:
    return shorten(one_line(feed.outlet or feed.title or feed.url), 60)


def _together(reason: str, outlets: Sequence[str]) -> str:
    names = list(dict.fromkeys(outlets))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    words = WORDS.get(reason, reason.replace("_", " "))
    return f"{len(outlets)} feeds: {words} – {', '.join(names[:_MOST_NAMED])}{more}"


def _dead(store: Store) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for row in outbox.list_messages(store, state=OutboxState.DEAD, limit=1000):
        counts[row["channel"]] = counts.get(row["channel"], 0) + 1
    return counts
