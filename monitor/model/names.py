"""Ids, and the enumerations whose strings SQL CHECKs, exports, logs and tests share.

Times everywhere are aware UTC datetimes. Characters are Python str positions, end exclusive.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from itertools import product

#: Base32 (RFC 4648, small letters), two letters at a time: base64.b32encode takes four times as
#: long, and an article needs some fifty ids.
_PAIRS = tuple(map("".join, product("abcdefghijklmnopqrstuvwxyz234567", repeat=2)))
_SHIFTS = tuple(range(70, -10, -10))


def make_id(kind: str, *parts: object) -> str:
    """Return a stable id made of content: `kind` and 16 base32 letters of BLAKE2b-80.

    Parts are joined with U+001F, so ("a", "bc") and ("ab", "c") differ.
    """
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8"), digest_size=10).digest()
    number = int.from_bytes(digest)
    return f"{kind}_{''.join([_PAIRS[number >> shift & 0x3FF] for shift in _SHIFTS])}"


class FeedKind(StrEnum):
    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    STATE_MEDIA = "state_media"
    OFFICIAL = "official"
    AGGREGATOR = "aggregator"
    MONITOR_GROUP = "monitor_group"


class FeedState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"  # by the user, or no longer configured
    RETIRED = "retired"  # the server said 410 Gone for long enough; the operator was told


class EntryState(StrEnum):
    WAITING = "waiting"
    READ = "read"
    SKIPPED = "skipped"  # robots.txt, not an article, older than the window: see `reason`
    FAILED = "failed"  # given up after its attempts; the feed's own text was read instead


class Quality(StrEnum):
    """How much of the article we really have."""

    FULL = "full"
    EXCERPT = "excerpt"  # the feed's summary, or the part before a paywall
    TITLE_ONLY = "title_only"


class SourceClass(StrEnum):
    AGENCY = "agency"
    OUTLET = "outlet"
    STATE_MEDIA = "state_media"
    OFFICIAL_BODY = "official_body"
    NAMED_OFFICIAL = "named_official"
    ANONYMOUS_OFFICIAL = "anonymous_official"
    ARMED_GROUP = "armed_group"
    WITNESS = "witness"
    NGO = "ngo"
    PERSON = "person"
    DOCUMENT = "document"
    SOCIAL_POST = "social_post"
    UNSOURCED = "unsourced"


class Relation(StrEnum):
    """Typed lineage ties. W3C PROV sense in docs/lineage.md."""

    REVISES = "revises"
    REPUBLISHES = "republishes"
    ADAPTS = "adapts"
    CITES = "cites"
    SHARES_SOURCE = "shares_source"
    TEXT_FROM = "text_from"
    CONTRIBUTED_BY = "contributed_by"
    ATTRIBUTES = "attributes"
    PHOTO_FROM = "photo_from"


class Decision(StrEnum):
    SAME = "same"
    NEW = "new"
    UNSURE = "unsure"
    NOT_INCIDENT = "not_incident"


class Role(StrEnum):
    PRIMARY = "primary"
    BACKGROUND = "background"


class IncidentState(StrEnum):
    OPEN = "open"  # reported first-hand by at least one article
    MENTIONED_ONLY = "mentioned_only"  # told only as background so far: no alert
    KNOWN = "known"  # from incidents.toml or a register, no article yet
    MERGED = "merged"  # redirects to `merged_into`
    CLOSED = "closed"  # by a person


class DatePrecision(StrEnum):
    DAY = "day"
    DAYS = "days"  # a short interval of at most a week
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class AlertKind(StrEnum):
    NEW_INCIDENT = "new_incident"
    SECOND_ORIGIN = "second_origin"
    TOLL_CHANGED = "toll_changed"
    RESPONSIBILITY_CLAIMED = "responsibility_claimed"
    RESPONSIBILITY_DENIED = "responsibility_denied"
    OFFICIAL_CONFIRMATION = "official_confirmation"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    DISPUTE = "dispute"
    SINGLE_ROOT = "single_root"
    CIRCULAR = "circular"
    REOPENED = "reopened"
    FEED_TROUBLE = "feed_trouble"


class OutboxState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"  # permanent error or out of attempts; `monitor outbox retry` wakes it
