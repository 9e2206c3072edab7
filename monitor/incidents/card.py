"""An incident's card, always recomputed from its reports and claims, never edited in place.

The rule of the toll: every independent origin votes once, with its latest figure for the whole
incident (an ungrouped figure, else the sum of its groups). `best` is the figure of most origins
(then the latest), `low` and `high` the least and the greatest bound that any live claim allows. A
register's figure is the best where it has one. The rule of the day is the same vote.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from monitor.incidents.titles import title
from monitor.model.deciding import Claim, Incident, Origins, Report, Toll
from monitor.model.facts import ActorRole, Place, When
from monitor.model.names import DatePrecision, IncidentState, Role

T = TypeVar("T")

_EXACT = (DatePrecision.DAY, DatePrecision.DAYS)
_ORDER = tuple(DatePrecision)


def card(
    incident_id: str,
    opened: datetime,
    reports: Sequence[Report],
    claims: Sequence[Claim],
    origins: Origins,
    now: datetime,
    external: Incident | None = None,
) -> Incident:
    """Return the card as its reports and live claims have it.

    `reports` are the current ones of the incident, `claims` all of them; `external` is the card it
    had from incidents.toml or a register, kept where the reports are silent.
    """
    current = _latest(reports)
    first_hand = [r for r in current if r.role is Role.PRIMARY]
    voters = first_hand or current
    live = [c for c in claims if c.superseded_by is None and not c.retracted]
    when, place = _when(voters, origins), _place(voters, origins)
    killed, injured = (_toll(live, name, origins, external) for name in ("killed", "injured"))
    kind = _type(voters, external)
    if external is not None:
        when, place = _finer_when(external.when, when), external.place or place
    published = [r.published for r in current if r.published is not None]
    return Incident(
        id=incident_id,
        state=_state(current, external),
        title=_title(external, kind, when, place, killed, injured, voters),
        incident_type=kind,
        when=when,
        place=place,
        killed=killed,
        injured=injured,
        origins=origins,
        opened_at=opened,
        updated_at=now,
        first_published=min(published, default=None),
        actors=_actors(current) or (external.actors if external else ()),
        external_id=external.external_id if external else None,
        known_from=external.known_from if external else "article",
        given_name=external.given_name if external else "",
    )


def _latest(reports: Iterable[Report]) -> list[Report]:
    """Return one report per article and role: of its latest version, oldest article first."""
    kept: dict[tuple[str, Role], Report] = {}
    for report in sorted(reports, key=lambda r: (r.decided_at, -r.ordinal)):
        kept[report.article_id, report.role] = report
    return list(kept.values())


def _state(reports: Sequence[Report], external: Incident | None) -> IncidentState:
    if external is not None and external.state in (IncidentState.CLOSED, IncidentState.MERGED):
        return external.state
    if any(r.role is Role.PRIMARY for r in reports):
        return IncidentState.OPEN
    if external is not None and external.known_from != "article":
        return IncidentState.KNOWN
    return IncidentState.MENTIONED_ONLY


def _title(
    external: Incident | None,
    kind: str,
    when: When | None,
    place: Place | None,
    killed: Toll | None,
    injured: Toll | None,
    reports: Sequence[Report],
) -> str:
    if external is not None and external.known_from != "article" and external.title:
        return external.title
    return title(kind, when, place, killed, injured, reports)


def _voter(version_id: str, article_id: str, origins: Origins) -> str:
    """Return whose vote a version carries: its origin, else its own article."""
    return origins.by_version.get(version_id) or article_id


def _toll(
    live: Sequence[Claim], name: str, origins: Origins, external: Incident | None
) -> Toll | None:
    known = getattr(external, name) if external is not None else None
    if external is not None and external.known_from == "article":
        known = None
    totals = _totals([c for c in live if c.field == name], origins)
    if not totals:
        return known if isinstance(known, Toll) else None
    votes = Counter(best for _, best, _ in totals.values())
    latest = {best: position for position, (_, best, _) in enumerate(totals.values())}
    chosen = max(votes, key=lambda figure: (votes[figure], latest[figure]))
    if isinstance(known, Toll) and known.best is not None:
        chosen = known.best
    lows = [low for low, _, _ in totals.values()]
    highs = [high for _, _, high in totals.values()]
    if isinstance(known, Toll):
        lows += [known.low] if known.low is not None else []
        highs += [known.high] if known.high is not None else []
    high = None if None in highs else max(h for h in highs if h is not None)
    return Toll(
        low=min((*lows, chosen)), best=chosen, high=None if high is None else max(high, chosen)
    )


def _totals(claims: Iterable[Claim], origins: Origins) -> dict[str, tuple[int, int, int | None]]:
    """Return each voter's latest (low, best, high) for the whole incident, in order of telling."""
    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.first_seen):
        told[claim.version_id, claim.article_id].append(claim)
    totals: dict[str, tuple[int, int, int | None]] = {}
    for (version_id, article_id), figures in told.items():
        voter = _voter(version_id, article_id, origins)
        totals.pop(voter, None)
        totals[voter] = _whole(figures)
    return totals


def _whole(figures: Sequence[Claim]) -> tuple[int, int, int | None]:
    """Return (low, best, high) of one version: its whole figure, else the sum of its groups."""
    whole = [c for c in figures if not c.group]
    if whole:
        lows = [_best(c) if c.low is None else c.low for c in whole]
        highs = [c.high for c in whole]
        best = _best(whole[0])
        return min(lows), best, None if None in highs else max(h for h in highs if h is not None)
    groups = {c.group: c for c in figures}.values()
    best = sum(_best(c) for c in groups)
    low = sum(_best(c) if c.low is None else c.low for c in groups)
    known = [c.high for c in groups]
    return low, best, None if None in known else sum(h for h in known if h is not None)


def _best(claim: Claim) -> int:
    """ACLED's convention: the stated minimum of an open figure."""
    if claim.low is not None:
        return claim.low
    return claim.high if claim.high is not None else 0


def _when(reports: Sequence[Report], origins: Origins) -> When | None:
    told = [(r, r.mention.when) for r in reports if r.mention and r.mention.when]
    exact = [(r, w) for r, w in told if w.precision in _EXACT]
    finest = min((_ORDER.index(w.precision) for _, w in exact or told), default=None)
    if finest is None:
        return None
    best = [(r, w) for r, w in exact or told if _ORDER.index(w.precision) == finest]
    return _vote(best, origins, lambda w: (w.start, w.end))


def _finer_when(known: When | None, told: When | None) -> When | None:
    """Return the register's day unless it is coarser than what the reports say within it."""
    if known is None or told is None:
        return known or told
    finer = _ORDER.index(told.precision) < _ORDER.index(known.precision)
    return told if finer and known.start <= told.start <= known.end else known


def _place(reports: Sequence[Report], origins: Origins) -> Place | None:
    told = [(r, r.mention.where[0].place) for r in reports if r.mention and r.mention.where]
    if not told:
        return None
    fine = [(r, p) for r, p in told if p.precision <= 3] or told
    return _vote(fine, origins, lambda p: p.id)


def _vote(told: Sequence[tuple[Report, T]], origins: Origins, key: Callable[[T], object]) -> T:
    """Return the value that most origins tell; of equals, the one told first."""
    votes: dict[object, set[str]] = defaultdict(set)
    values: dict[object, T] = {}
    for report, value in told:
        votes[key(value)].add(_voter(report.version_id, report.article_id, origins))
        values.setdefault(key(value), value)
    return values[max(values, key=lambda k: len(votes[k]))]


def _type(reports: Sequence[Report], external: Incident | None) -> str:
    told = Counter(
        r.mention.incident_type for r in reports if r.mention and r.mention.incident_type != "other"
    )
    if told:
        return told.most_common(1)[0][0]
    return external.incident_type if external else "other"


def _actors(reports: Sequence[Report]) -> tuple[ActorRole, ...]:
    found: dict[tuple[str, str], ActorRole] = {}
    for report in reports:
        for actor in report.mention.actors if report.mention else ():
            found.setdefault((actor.actor_id, actor.role), actor)
    return tuple(found.values())[:12]
