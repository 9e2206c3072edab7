"""When an alert is told, and together with which: not too often, and nothing dropped. Pure.

An alert is held while every watch that asks for it is in its quiet hours or silenced. What is free
is grouped by incident, after a short wait; two messages on one incident keep a gap; above the
hourly cap the rest goes out folded into one message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.settings.nouns import AlertSettings

#: Thread of a message on several incidents.
FOLDED = "*"
HOUR = timedelta(hours=1)
#: Folded messages an hour, so that what the cap holds back waits a quarter of an hour at most.
_FOLDS = 4
#: From this urgency on a watch breaks its quiet hours.
URGENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An alert that a channel has not told yet."""

    alert_id: str
    #: What it is grouped by: the incident, or "feeds".
    thread: str
    raised_at: datetime
    severity: int
    #: Names of the watches that ask for it.
    watches: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silenced:
    """A silence as it bears on timing; "" = of every thread, by every watch."""

    thread: str
    watch: str
    since: datetime
    until: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the user set."""

    settings: AlertSettings
    zone: ZoneInfo
    #: Watch → quiet hours "22:00-06:30"; only of watches that have and keep them.
    quiet_hours: Mapping[str, str] = field(default_factory=dict)
    silences: tuple[Silenced, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a channel was told before."""

    #: Thread → when a message on it was last made.
    last_told: Mapping[str, datetime] = field(default_factory=dict)
    #: When messages were made within the last hour, oldest first.
    made: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What goes into one message now."""

    thread: str
    alert_ids: tuple[str, ...]
    #: Why these come late or together, "" = neither.
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """An alert that is held, and why."""

    alert_id: str
    until: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one channel does with all it owes."""

    bundles: tuple[Bundle, ...] = ()
    waits: tuple[Wait, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """Free alerts of one thread, oldest first."""

    thread: str
    owed: tuple[Owed, ...]
    #: Why they were held before, "" = were not.
    held: str

    @property
    def rank(self) -> tuple[int, datetime, str]:
        """The gravest first, then the oldest."""
        return (-max(one.severity for one in self.owed), self.owed[0].raised_at, self.thread)


def plan(owed: Iterable[Owed], rules: Rules, past: Past, now: datetime) -> Plan:
    """Return which messages to make now, and until when the rest waits; every alert is in one."""
    waits: list[Wait] = []
    free: dict[str, list[Owed]] = {}
    for one in sorted(owed, key=lambda one: (one.raised_at, one.alert_id)):
        until, why = held_until(one, rules, now)
        if until > now:
            waits.append(Wait(alert_id=one.alert_id, until=until, why=why))
        else:
            free.setdefault(one.thread, []).append(one)
    ready: list[_Group] = []
    for thread, group in free.items():
        held = _held_before(group, rules)
        until, why = _pace(group, held, rules.settings, past.last_told.get(thread))
        if until > now:
            waits += [Wait(alert_id=one.alert_id, until=until, why=why) for one in group]
        else:
            ready.append(_Group(thread, tuple(group), held))
    bundles, late = _capped(_summed(sorted(ready, key=lambda g: g.rank)), rules, past, now)
    return Plan(bundles=bundles, waits=(*waits, *late))


def held_until(one: Owed, rules: Rules, now: datetime) -> tuple[datetime, str]:
    """Return from when some watch that asks for `one` lets it go, and what holds it till then."""
    until, why = min(_watch_until(watch, one, rules, now) for watch in one.watches or ("",))
    return until, why


def quiet_until(hours: str, zone: ZoneInfo, moment: datetime) -> datetime | None:
    """Return when the quiet hours that hold at `moment` end; None = they do not hold then.

    `hours` are local wall times "22:00-06:30". One that the clocks skip counts at their jump.
    """
    begin, _, end = hours.partition("-")
    starts, ends = time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
    local = moment.astimezone(zone)
    clock = local.time()
    over_night = ends <= starts
    if not (clock >= starts or clock < ends if over_night else starts <= clock < ends):
        return None
    day = local.date() + timedelta(days=int(over_night and clock >= starts))
    until = datetime.combine(day, ends, tzinfo=zone).astimezone(moment.tzinfo)
    return until if until > moment else None


def _watch_until(watch: str, one: Owed, rules: Rules, moment: datetime) -> tuple[datetime, str]:
    """Return when nothing holds `one` for `watch` any more; quiet hours may begin in a silence."""
    until, why = moment, ""
    for _ in range(4):
        further, reason = _held_at(watch, one, rules, until)
        if further <= until:
            break
        until, why = further, why or reason
    return until, why


def _held_at(watch: str, one: Owed, rules: Rules, moment: datetime) -> tuple[datetime, str]:
    until, why = moment, ""
    for silence in rules.silences:
        covers = silence.thread in ("", one.thread) and silence.watch in ("", watch)
        if covers and silence.since <= moment < silence.until and silence.until > until:
            until, why = silence.until, f"silenced: {silence.why}" if silence.why else "silenced"
    hours = rules.quiet_hours.get(watch)
    quiet = quiet_until(hours, rules.zone, moment) if hours else None
    if quiet is not None and quiet > until:
        until, why = quiet, f"quiet hours {hours} of the watch {watch}"
    return until, why


def _held_before(group: Sequence[Owed], rules: Rules) -> str:
    """Return why all of `group` was held when it was raised, "" where some of it was not."""
    reasons = [held_until(one, rules, one.raised_at) for one in group]
    if any(until <= one.raised_at for (until, _), one in zip(reasons, group, strict=True)):
        return ""
    return reasons[0][1]


def _pace(
    group: Sequence[Owed], held: str, settings: AlertSettings, last_told: datetime | None
) -> tuple[datetime, str]:
    until = group[0].raised_at if held else group[0].raised_at + settings.group_wait
    why = "waits a little for more on the same incident"
    if last_told is not None and last_told + settings.min_gap > until:
        until = last_told + settings.min_gap
        why = f"told of this incident at {last_told:%H:%M} UTC; the next message keeps a gap"
    return until, why


def _summed(groups: Sequence[_Group]) -> list[_Group]:
    """Return the groups with those that the same quiet hours held made one."""
    held: dict[str, list[_Group]] = {}
    made: list[_Group] = []
    for group in groups:
        if group.held:
            held.setdefault(group.held, []).append(group)
        else:
            made.append(group)
    for why, several in held.items():
        made.append(_fold(several, why))
    return sorted(made, key=lambda group: group.rank)


def _fold(groups: Sequence[_Group], held: str) -> _Group:
    if len(groups) == 1:
        return groups[0]
    owed = tuple(one for group in groups for one in group.owed)
    return _Group(FOLDED, tuple(sorted(owed, key=lambda one: one.raised_at)), held)


def _capped(
    groups: Sequence[_Group], rules: Rules, past: Past, now: datetime
) -> tuple[tuple[Bundle, ...], list[Wait]]:
    most = rules.settings.max_per_hour
    folds = max(1, min(_FOLDS, most // 2))
    made = [at for at in past.made if at > now - HOUR]
    room = max(0, most - folds - len(made))
    single, rest = groups[:room], groups[room:]
    bundles = [_bundle(group, group.held) for group in single]
    if not rest:
        return tuple(bundles), []
    count = len(made) + len(single)
    late = made[most - folds :]
    until = now
    if late:
        until = late[-1] + HOUR / folds
    if count >= most:
        until = max(until, made[0] + HOUR)
    if until <= now:
        why = f"more than {most - folds} messages within an hour: the rest comes in one"
        note = rest[0].held if len(rest) == 1 else why
        bundles.append(_bundle(_fold(rest, ""), note))
        return tuple(bundles), []
    why = f"at most {most} messages an hour on this channel; the rest comes in one"
    waits = [
        Wait(alert_id=one.alert_id, until=until, why=why) for group in rest for one in group.owed
    ]
    return tuple(bundles), waits


def _bundle(group: _Group, note: str) -> Bundle:
    ids = tuple(one.alert_id for one in group.owed)
    return Bundle(thread=group.thread, alert_ids=ids, note=f"held – {note}" if group.held else note)
