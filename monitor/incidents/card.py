"""An incident's card, always recomputed from its reports and claims, never edited in place.

The rule of the toll: every independent origin votes once, with its latest figure for the whole
incident (an ungrouped figure, else the sum of its groups). An open figure ("dozens", "nobody else")
has half a vote, and so has the number of wounded by an origin that did not know all the dead yet.
`best` is the figure of most votes (then the latest), `low` and `high` the least and the greatest
bound that any live claim allows. A register's figure is the best where it has one.

The rules of the day and the place are in `consensus`; which reports are set aside because they
contradict both stands in `core`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime

from monitor.incidents.ballots import Ballot, Electorate, ballots, latest
from monitor.incidents.consensus import voter_of
from monitor.incidents.core import agreed, perhaps_two
from monitor.incidents.titles import title
from monitor.model.deciding import Claim, Incident, Origins, Report, Toll
from monitor.model.facts import ActorRole, Place, When
from monitor.model.names import IncidentState

#: Weight of an open figure, and of the wounded told before all the dead were known.
_HALF = 0.5
#: Low, best, high of one voter.
Figure = tuple[int, int, int | None]


def card(
    incident_id: str,
    opened: datetime,
    reports: Iterable[Report | Ballot],
    claims: Sequence[Claim],
    origins: Origins,
    now: datetime,
    external: Incident | None = None,
    *,
    is_bound: bool = False,
) -> Incident:
    """Return the card as its reports and live claims have it.

    `reports` are the current ones of the incident, `claims` all of them; `external` is the card it
    had from incidents.toml or a register, kept where the reports are silent. `is_bound`: a person
    decided that all of it is one.
    """
    current = latest(ballots(reports))
    core = agreed(current, origins, external, is_bound=is_bound)
    when, place = core.when, core.place
    live = [
        c
        for c in claims
        if c.superseded_by is None and not c.retracted and c.article_id not in core.aside
    ]
    killed = _toll(live, "killed", origins, external)
    injured = _toll(live, "injured", origins, external, killed)
    kind = _type(core.told_by, external)
    published = [one.published for one in current if one.published is not None]
    return Incident(
        id=incident_id,
        state=_state(current, external),
        title=_title(external, kind, when, place, killed, injured, core.voters),
        incident_type=kind,
        when=when,
        place=place,
        killed=killed,
        injured=injured,
        origins=origins,
        opened_at=opened,
        updated_at=now,
        first_published=min(published, default=None),
        actors=_actors(core.everyone) or (external.actors if external else ()),
        external_id=external.external_id if external else None,
        known_from=external.known_from if external else "article",
        of_complete=external.of_complete if external else False,
        given_name=external.given_name if external else "",
        perhaps_two="" if is_bound else perhaps_two(current, core),
    )


def _state(current: Sequence[Ballot], external: Incident | None) -> IncidentState:
    if external is not None and external.state in (IncidentState.CLOSED, IncidentState.MERGED):
        return external.state
    if any(one.is_primary for one in current):
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
    voters: Sequence[Ballot],
) -> str:
    if external is not None and external.known_from != "article" and external.title:
        return external.title
    reports = [one.report for one in voters] if kind == "other" else []
    return title(kind, when, place, killed, injured, reports)


def _toll(
    live: Sequence[Claim],
    name: str,
    origins: Origins,
    external: Incident | None,
    killed: Toll | None = None,
) -> Toll | None:
    """Return the toll of one field; `killed` as known, where the wounded are asked for."""
    known = _known_toll(external, name)
    totals = _totals([c for c in live if c.field == name], origins)
    if not totals:
        return known
    if known is not None and known.best is not None:
        return _bounded(known.best, totals, known)
    return _bounded(_voted(totals, _unaware(live, origins, killed)), totals, known)


def _known_toll(external: Incident | None, name: str) -> Toll | None:
    """Return what a register or incidents.toml says; a card's own last toll is no such word."""
    if external is None or external.known_from == "article":
        return None
    return external.killed if name == "killed" else external.injured


def _voted(totals: Mapping[str, Figure], early: Container[str]) -> int:
    """Return the figure that most voters tell, of equals the one told last; "at least" and what
    was told by those `early` counts half."""
    votes: dict[int, float] = defaultdict(float)
    for voter, (_, best, high) in totals.items():
        votes[best] += (_HALF if high is None else 1.0) * (_HALF if voter in early else 1.0)
    latest = {best: position for position, (_, best, _) in enumerate(totals.values())}
    return max(votes, key=lambda figure: (votes[figure], latest[figure]))


def _bounded(chosen: int, totals: Mapping[str, Figure], known: Toll | None) -> Toll:
    """Return a figure between the lowest and the highest of all; open above where one is."""
    lows = [chosen, *(low for low, _, _ in totals.values())]
    highs = [high for _, _, high in totals.values()]
    if known is not None:
        lows += [known.low] if known.low is not None else []
        highs += [known.high] if known.high is not None else []
    told = [high for high in highs if high is not None]
    is_open = len(told) < len(highs)
    return Toll(low=min(lows), best=chosen, high=None if is_open else max(chosen, *told))


def _unaware(live: Sequence[Claim], origins: Origins, killed: Toll | None) -> set[str]:
    """Return the voters who tell of fewer dead than there are: some of their wounded died."""
    if killed is None or killed.best is None:
        return set()
    dead = _totals([c for c in live if c.field == "killed"], origins)
    return {voter for voter, (_, best, _) in dead.items() if best < killed.best}


def _totals(claims: Iterable[Claim], origins: Origins) -> dict[str, Figure]:
    """Return each voter's latest (low, best, high) for the whole incident, in order of telling."""
    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.first_seen):
        told[claim.version_id, claim.article_id].append(claim)
    totals: dict[str, Figure] = {}
    for (version_id, article_id), figures in told.items():
        voter = voter_of(version_id, article_id, origins)
        totals.pop(voter, None)
        totals[voter] = _whole(figures)
    return totals


def _whole(figures: Sequence[Claim]) -> Figure:
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


def _type(told_by: Electorate, external: Incident | None) -> str:
    told: Counter[str] = Counter()
    for one, number, _ in told_by.firsts:
        if one.incident_type is not None:
            told[one.incident_type] += number
    if told:
        return told.most_common(1)[0][0]
    return external.incident_type if external else "other"


def _actors(told_by: Electorate) -> tuple[ActorRole, ...]:
    found: dict[tuple[str, str], ActorRole] = {}
    for one, _, _ in told_by.firsts:
        for actor in one.actors:
            found.setdefault((actor.actor_id, actor.role), actor)
    return tuple(found.values())[:12]
