"""The reconsider leg: incidents that changed are looked at again, and fragments of one are joined.

Which two could be one was found out when their reports were decided (the others on the shortlist);
here all their reports are asked (matching/hindsight.py). A join is a decision of the machine's: a
row like a person's, with its reason, undoable, after which old ids lead on for ever. What persons
decided binds it, an undone join too. A cursor over reports says what was looked at: a kill costs a
repeat. What is likely but not so sure is proposed to persons, once a pair (`monitor review`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from monitor.errors import InputError
from monitor.incidents.joining import joined_alert
from monitor.jobs import holds
from monitor.jobs.cards import refresh_cards
from monitor.jobs.gathering import around_of
from monitor.jobs.pairs import is_barred
from monitor.jobs.walk import Walk
from monitor.matching import packing
from monitor.matching.features import Candidate
from monitor.matching.hindsight import JOIN, Around, Side, Surroundings, joined, likely, parted
from monitor.matching.profile import Profile
from monitor.model.deciding import Incident, Report
from monitor.model.names import IncidentState, Role
from monitor.store import alerts as alert_rows
from monitor.store import decisions, meta
from monitor.store import incidents as incident_rows
from monitor.store import proposals as proposal_rows
from monitor.store import reports as report_rows
from monitor.store.open import Store, writing
from monitor.store.person_decisions import MACHINE, PersonDecision
from monitor.store.proposals import Proposal
from monitor.words import incident_name, plural

log = structlog.get_logger(__name__)

_CURSOR = "reconsidered_to"
#: Reports looked at between two notes of the cursor.
_BATCH = 500
#: A shortlist's score from which another incident is worth a second look.
_WORTH = 0.05
#: How probable it must be that two are one for a person to be asked. Of 18 pairs of labelled sets
#: between this and a join nine were right, of ten from .05 on two.
PROPOSE = 0.1
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two incidents that turned out to be one."""

    kept: Incident
    gone: Incident
    probability: float

    def plain(self) -> dict[str, object]:
        """Return it as a row."""
        return {
            "kept": self.kept.id,
            "title": incident_name(self.kept),
            "gone": self.gone.id,
            "gone_title": incident_name(self.gone),
            "probability": round(self.probability, 2),
        }


@dataclass(slots=True)
class Reconsidered:
    """What one run did."""

    reports: int = 0
    joins: list[Join] = field(default_factory=list)
    #: Pairs that persons are asked about.
    proposals: list[Proposal] = field(default_factory=list)


def run(walk: Walk, *, anew: bool = False) -> Reconsidered:
    """Look again at the incidents of all reports since the last run; with `anew` at all of them."""
    done, store = Reconsidered(), walk.store
    cursor = 0 if anew else int(meta.get(store, _CURSOR) or 0)
    while not walk.stop.is_set():
        page = report_rows.page(store, after=cursor, limit=_BATCH)
        if not page:
            break
        _joins(walk, _pairs(store, (report for _, report in page)), done)
        if walk.stop.is_set():
            # What was not come to is looked at next time.
            break
        cursor = page[-1][0]
        done.reports += len(page)
        meta.put(store, _CURSOR, str(cursor))
        walk.pulse("reconsider")
    if done.joins:
        log.info("incidents joined", joins=len(done.joins))
    if done.proposals:
        log.info("joins proposed", proposals=len(done.proposals))
    return done


def _pairs(store: Store, reports: Iterable[Report]) -> list[Pair]:
    """Return the pairs of incidents that a report was found like both of, as their ids lead now."""
    found: dict[Pair, None] = {}
    for report in reports:
        if report.role is not Role.PRIMARY or not report.incident_id:
            continue
        for other, score in report.verdict.others:
            if score >= _WORTH:
                found.setdefault((report.incident_id, other))
    led = [_led(store, pair) for pair in found]
    return [pair for pair in dict.fromkeys(led) if pair[0] != pair[1]]


def _led(store: Store, pair: Pair) -> Pair:
    one, other = sorted(incident_rows.resolve(store, one) for one in pair)
    return one, other


def _joins(walk: Walk, pairs: list[Pair], done: Reconsidered) -> None:
    """Join what is one, the surest first; what a join changes is asked again."""
    waiting = list(pairs)
    while waiting and not walk.stop.is_set():
        likely_first = sorted(_asked(walk, waiting), key=lambda told: -told[0])
        touched: set[str] = set()
        for probability, one, other in likely_first:
            ids = {one.candidate.incident.id, other.candidate.incident.id}
            if ids & touched:
                continue
            if _is_sure(walk, one, other, probability):
                done.joins.append(_join(walk, one, other, probability))
                touched |= ids
            elif proposal := _propose(walk, one, other, probability):
                done.proposals.append(proposal)
        led = (_led(walk.store, pair) for pair in waiting if touched & set(pair))
        waiting = [pair for pair in dict.fromkeys(led) if pair[0] != pair[1]]


def _is_sure(walk: Walk, one: Side, other: Side, probability: float) -> bool:
    """Whether two are joined; what is perhaps two itself is joined by persons alone."""
    # A user who asks for surer ties asks for surer joins.
    least = max(JOIN, walk.settings.matching.same_above or 0.0)
    doubted = any(side.candidate.incident.perhaps_two for side in (one, other))
    return probability >= least and not doubted


def _asked(walk: Walk, pairs: Iterable[Pair]) -> Iterator[tuple[float, Side, Side]]:
    """Yield the pairs that are perhaps one, with how probable that is."""
    sides: dict[str, Side | None] = {}
    for pair in pairs:
        for incident_id in pair:
            if incident_id not in sides:
                sides[incident_id] = _side(walk.store, incident_id)
        one, other = sides[pair[0]], sides[pair[1]]
        if one is None or other is None:
            continue
        if parted(one, other) or likely(one, other, walk.model) < PROPOSE:
            continue
        # Asks the store of every article: last of what may say no without the neighbours.
        if is_barred(walk.store, *pair):
            continue
        probability = joined(one, other, walk.model, _surroundings(walk, *pair))
        if probability >= PROPOSE:
            yield probability, one, other


def _surroundings(walk: Walk, one: str, other: str) -> Surroundings:
    most = walk.settings.matching.shortlist

    def around(profile: Profile) -> Around:
        return around_of(walk.store, profile, most, frozenset((one, other)))

    return around


def _side(store: Store, incident_id: str) -> Side | None:
    """An incident with the profiles of its reports, None where it is not open."""
    incident = incident_rows.get(store, incident_id)
    if incident is None or incident.state is not IncidentState.OPEN:
        return None
    told = report_rows.of_incident(store, incident_id)
    try:
        profiles = tuple(
            packing.load(r.profile) for r in told if r.role is Role.PRIMARY and r.profile
        )
    except InputError as error:
        log.warning("incident not looked at", incident=incident_id, problem=str(error))
        return None
    if not profiles:
        return None
    return Side(Candidate(incident=incident, profiles=profiles), profiles)


def _propose(walk: Walk, one: Side, other: Side, probability: float) -> Proposal | None:
    """Ask persons whether two are one; None where that was asked before."""
    kept, gone = sorted((one.candidate.incident, other.candidate.incident), key=_seniority)
    count = plural(len(one.profiles) + len(other.profiles), "report")
    proposal = Proposal(
        one_id=kept.id,
        other_id=gone.id,
        score=round(probability, 4),
        why=f"perhaps the same as “{incident_name(gone)}”: all {count} seen together"
        f" say so to {probability:.2f}" + _doubt(kept, gone),
        proposed_at=walk.clock.now(),
    )
    with writing(walk.store) as db:
        return proposal if proposal_rows.save(db, proposal) else None


def _doubt(*two: Incident) -> str:
    told = next((one for one in two if one.perhaps_two), None)
    return f"; “{incident_name(told)}” is {told.perhaps_two}" if told else ""


def _join(walk: Walk, one: Side, other: Side, probability: float) -> Join:
    """Record a join, the card that stays, and what whoever was alerted is told; all or nothing."""
    store, now = walk.store, walk.clock.now()
    kept, gone = sorted((one.candidate.incident, other.candidate.incident), key=_seniority)
    why = (
        f"all {plural(len(one.profiles) + len(other.profiles), 'report')} seen together say that"
        f" “{incident_name(gone)}” is the same ({probability:.2f})"
    )
    decision = PersonDecision(
        id=decisions.decision_id("merge", kept.id, gone.id, MACHINE, now),
        kind="merge",
        incident_id=kept.id,
        who=MACHINE,
        why=why,
        decided_at=now,
        other_incident_id=gone.id,
    )
    with writing(store) as db:
        told = alert_rows.of_incident(store, gone.id)
        decisions.decide(store, decision)
        refresh_cards(store, walk.register, [kept.id], now)
        card = incident_rows.get(store, kept.id)
        if told and card is not None:
            alert = joined_alert(card, gone, why, now)
            alert_rows.save(db, [alert])
            holds.hold(db, walk.settings, alert, card, None, now)
    log.info("incidents are one", kept=kept.id, gone=gone.id, why=why)
    return Join(kept=kept, gone=gone, probability=probability)


def _seniority(incident: Incident) -> tuple[bool, datetime, str]:
    """A register's incident stays, else the one that was opened first."""
    return incident.known_from == "article", incident.opened_at, incident.id
