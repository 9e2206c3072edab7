"""Words for what is wrong with a feed, for a person who runs the daemon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.collecting import Feed
from monitor.model.names import FeedState
from monitor.settings.nouns import PollSettings

#: Failures (weighed) from which a feed is named as failing.
_WORTH_TELLING = 3.0
#: A feed may be empty for so long after its first sight: a new one, or one of rare news.
_EMPTY_GRACE = timedelta(days=2)

WORDS = {
    "dns": "its name cannot be looked up",
    "refused": "the server refuses the connection",
    "unreachable": "the server cannot be reached",
    "reset": "the server broke the connection off",
    "connect_timeout": "the server does not take the connection",
    "timeout": "the server is too slow",
    "tls": "its certificate or encryption is not in order",
    "protocol": "the server does not speak proper HTTP",
    "redirect": "its redirects lead nowhere",
    "too_large": "the answer is larger than allowed",
    "blocked_address": "its name leads to an address that is not public",
    "blocked_scheme": "it leads to something that is no web address",
    "truncated": "the answer is cut off",
    "encoding": "the answer is packed or written in a way that was not asked for",
    "robots": "robots.txt does not allow it",
    "blocked": "the server asks for proof of being human",
    "http_401": "it wants a login (401)",
    "http_403": "access is forbidden (403)",
    "http_404": "nothing is there (404)",
    "http_410": "gone for good (410)",
    "http_429": "we are told to come less often (429)",
    "http_4xx": "the server refuses the request",
    "http_5xx": "the server has trouble of its own",
    "http_other": "the server gives an odd answer",
    "not_a_feed": "what stands there is no feed",
    "empty": "no entry in it",
    "entries_lost": "some of its entries could not be read",
    "parser_died": "its content crashed the parser",
    "deadline": "its content takes too long to parse",
    "memory": "its content takes too much memory to parse",
    "raised": "its content could not be parsed",
    "closed": "the poll was broken off while stopping",
    "internal": "something unexpected went wrong",
    "salvaged": "damaged, its entries were read one by one",
    "not_well_formed": "it is not well-formed",
    "more_entries": "it has more entries than are read at once",
    "entries_without_link": "some entries have no address",
    "shared_links": "several entries share one address",
    "no_dates": "its entries have no dates",
    "not_opml": "it is no OPML file",
    "silent": "nothing new for long",
    "gap": "none of its entries was known: some may have been missed",
    "retired": "it was gone for a month and is no longer asked",
    "never_polled": "it was never polled",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is wrong with a feed: one reason and a sentence."""

    feed_id: str
    reason: str
    words: str


def words_for(reason: str, detail: str = "") -> str:
    """Return one sentence part for a failure or oddity; unknown reasons are shown as they are."""
    words = WORDS.get(reason, reason.replace("_", " "))
    return f"{words} ({detail})" if detail else words


def trouble(
    feed: Feed,
    *,
    reason: str,
    detail: str,
    newest: datetime | None,
    gap: bool,
    settings: PollSettings,
    now: datetime,
) -> Trouble | None:
    """Return what a person should be told about `feed` after its last poll, None = all is well.

    `reason` and `detail` are the last PollResult's; `newest` is when its newest entry was
    published or, without a date, first seen.
    """
    if feed.state is FeedState.PAUSED:
        return None
    kind = _kind(feed, reason, newest, gap, settings, now)
    if not kind:
        return None
    if kind == "silent":
        since = f"the last on {newest:%Y-%m-%d}" if newest else "never anything"
        return Trouble(feed_id=feed.id, reason=kind, words=words_for(kind, since))
    return Trouble(feed_id=feed.id, reason=kind, words=words_for(kind, detail))


def _kind(
    feed: Feed,
    reason: str,
    newest: datetime | None,
    gap: bool,
    settings: PollSettings,
    now: datetime,
) -> str:
    if feed.state is FeedState.RETIRED:
        return "retired"
    if reason == "empty" and now - (feed.first_seen_at or now) < _EMPTY_GRACE:
        return ""  # it may not have published yet
    if reason in ("http_410", "not_a_feed", "empty", "entries_lost"):
        return reason  # told at once: waiting does not mend these
    if reason and feed.failures >= _WORTH_TELLING:
        return reason
    if gap:
        return "gap"
    if _is_silent(feed, newest, settings.silent_after, now):
        return "silent"
    return ""


def _is_silent(feed: Feed, newest: datetime | None, after: timedelta, now: datetime) -> bool:
    since = newest or feed.first_seen_at
    return since is not None and now - since > after
