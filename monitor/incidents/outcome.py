"""Reports become the outcome of one article: cards, claims, alerts.

Before it `assign` (in assigning.py) says which incidents the article touches, and the caller
gathers their histories and counts their origins: all that is asked for stands in one `Case`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.incidents.ballots import Ballot, ballots
from monitor.incidents.card import card
from monitor.incidents.change import TOLLS, Change, Manner, Past
from monitor.incidents.claims import ClaimChanges, claims
from monitor.incidents.core import is_odd
from monitor.incidents.corrections import withdrawn
from monitor.incidents.ledger import Claims, ledger
from monitor.incidents.news import alerts
from monitor.incidents.notices import owns_error
from monitor.incidents.possible import possible_incidents
from monitor.incidents.stages import stage_of
from monitor.model.deciding import Claim, Edge, Incident, Origins, Outcome, Report
from monitor.model.names import IncidentState, Relation, Role, SourceClass
from monitor.model.reading import Article, Reading, Source
from monitor.model.telling import Alert

#: Edges and credits by which a text is another's.
_COPIES = (Relation.REPUBLISHES, Relation.ADAPTS, Relation.TEXT_FROM)
Keys = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the store knows of an incident before this article; all empty for a new one."""

    incident: Incident | None = None
    reports: tuple[Report, ...] = ()
    #: What those have to say, where that was worked out before.
    ballots: tuple[Ballot, ...] = field(default=(), compare=False, repr=False)
    claims: Claims = ()
    #: What was told of it.
    alerts: tuple[Alert, ...] = ()
    #: A person decided that incidents told as several are this one: nothing it tells is set aside.
    is_bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that the outcome of one article is made of."""

    reading: Reading
    #: One per mention; see assigning.py.
    reports: tuple[Report, ...]
    now: datetime
    #: Of every incident that the reports touch, by its id; none = it is new.
    histories: Mapping[str, History] = field(default_factory=dict)
    #: By incident id, this article's reports counted in.
    origins: Mapping[str, Origins] = field(default_factory=dict)
    #: Blocking keys by mention ordinal.
    keys: Mapping[int, Keys] = field(default_factory=dict)
    entry_id: str | None = None
    #: The stored version of its page.
    earlier: Article | None = None
    edges: tuple[Edge, ...] = ()
    #: Ids of older edges that the new ones prove wrong.
    withdrawn_edges: tuple[str, ...] = ()
    #: What the article's outlet is as a source.
    host: Source | None = None
    #: Nothing of it raises an alert (first sight of a feed, backfill).
    suppressed: bool = False

    def history(self, incident_id: str) -> History:
        """Return what was known of an incident, all empty for a new one."""
        return self.histories.get(incident_id) or History()


def conclude(case: Case) -> Outcome:
    """Return everything the article changes."""
    told = _by_incident(case.reports)
    # How it is told matters to alerts alone.
    manner = Manner() if case.suppressed else _manner(case)
    changes = {
        incident_id: _change(case, manner, incident_id, own) for incident_id, own in told.items()
    }
    for report in case.reports:
        left = report.verdict.incident_id or ""
        if report.verdict.is_withdrawal and left in case.histories:
            changes[left] = _withdrawal(case, manner, left, report)
    return _outcome(case, told, tuple(changes.values()))


@dataclass(frozen=True, slots=True)
class _Changed:
    incident: Incident
    claims: ClaimChanges
    alerts: tuple[Alert, ...] = ()


def _outcome(
    case: Case, told: Mapping[str, Sequence[Report]], changes: Sequence[_Changed]
) -> Outcome:
    possible = () if case.suppressed else possible_incidents(case.reports, case.now)
    unsure = tuple(alert for alert, _ in possible)
    unsure_told = {alert.id: told_alone for alert, told_alone in possible}
    superseded: dict[str, str] = {}
    for change in changes:
        superseded.update(change.claims.superseded)
    return Outcome(
        entry_id=case.entry_id,
        article=case.reading.article,
        is_new_version=True,
        reading=case.reading,
        edges=case.edges,
        withdrawn_edges=case.withdrawn_edges,
        reports=case.reports,
        incidents=tuple(change.incident for change in changes),
        keys={
            incident_id: tuple(dict.fromkeys(k for r in own for k in case.keys.get(r.ordinal, ())))
            for incident_id, own in told.items()
        },
        claims=tuple(c for change in changes for c in change.claims.new),
        superseded=superseded,
        retracted=tuple(r for change in changes for r in change.claims.retracted),
        alerts=(*(a for change in changes for a in change.alerts), *unsure),
        told_alone=unsure_told,
    )


def _manner(case: Case) -> Manner:
    article = case.reading.article
    own = [e for e in case.edges if e.from_article_id == article.id]
    copied = [e.to_article_id for e in own if e.relation in _COPIES and e.to_article_id]
    credited = any(credit.relation in _COPIES for credit in case.reading.credits)
    return Manner(
        is_copy=bool(copied) or credited,
        copied=frozenset(copied),
        owns_error=owns_error(article, case.earlier),
        stage=stage_of(article),
    )


def _change(case: Case, manner: Manner, incident_id: str, own: Sequence[Report]) -> _Changed:
    """Return what an incident becomes by the article's reports of it, the primary one first."""
    history = case.history(incident_id)
    before = history.incident
    told = _claims(case, incident_id, own)
    version_id = case.reading.article.version_id
    after = card(
        incident_id,
        before.opened_at if before else case.now,
        (*[one for one in _told(history) if one.version_id != version_id], *ballots(own)),
        (*_left(history.claims, told), *told.new),
        case.origins.get(incident_id) or (before.origins if before else _NO_ORIGINS),
        case.now,
        before,
        is_bound=history.is_bound,
    )
    if case.suppressed:
        return _Changed(after, told)
    is_aside = before is not None and not history.is_bound and is_odd(own[0], after)
    # What the card takes no figure from is news of nothing there.
    news = ClaimChanges() if is_aside else told
    change = Change(before, after, news, own[0], case.now, _past(history), manner)
    return _Changed(after, told, alerts(change))


def _claims(case: Case, incident_id: str, own: Sequence[Report]) -> ClaimChanges:
    known = case.history(incident_id).claims
    told = _merged([claims(incident_id, one, case.reading, known, case.now) for one in own])
    return replace(told, new=tuple(_by_host(claim, case) for claim in told.new))


def _withdrawal(case: Case, manner: Manner, incident_id: str, report: Report) -> _Changed:
    """Return what is left of an incident when a page takes its report back."""
    history, article = case.histories[incident_id], case.reading.article
    before = history.incident
    assert before is not None
    told = ClaimChanges(retracted=_standing(history.claims, article))
    after = _without(case, before, history, told)
    if case.suppressed or before.state is not IncidentState.OPEN:
        return _Changed(after, told)
    change = Change(before, after, told, report, case.now, _past(history), manner)
    return _Changed(after, told, (withdrawn(change, article.outlet_name or article.outlet),))


def _standing(known: Claims, article: Article) -> tuple[str, ...]:
    """Return the ids of the claims of an article that stand."""
    return tuple(claim.id for claim in ledger(known).of_article(article.id))


def _without(case: Case, before: Incident, history: History, told: ClaimChanges) -> Incident:
    """Return the card as the other articles tell it; where none does, it is mentioned only."""
    counted = case.origins.get(before.id, before.origins)
    others = [one for one in _told(history) if one.article_id != case.reading.article.id]
    if any(one.is_primary for one in others):
        left = _left(history.claims, told)
        return card(
            before.id,
            before.opened_at,
            others,
            left,
            counted,
            case.now,
            before,
            is_bound=history.is_bound,
        )
    return replace(before, state=IncidentState.MENTIONED_ONLY, origins=counted, updated_at=case.now)


def _by_host(claim: Claim, case: Case) -> Claim:
    """Return an outlet's own claim under what the outlet is: a ministry's page is the ministry."""
    article, claimant = case.reading.article, claim.claimant
    own = (article.outlet_name or article.outlet) == claimant.name
    if case.host is None or not own or claimant.source_class is not SourceClass.OUTLET:
        return claim
    return replace(claim, claimant=replace(claimant, source_class=case.host.source_class))


def _told(history: History) -> Sequence[Ballot]:
    return history.ballots or ballots(history.reports)


def _past(history: History) -> Past:
    first_hand = [one for one in _told(history) if one.is_primary]
    return Past(
        claims=ledger(history.claims),
        alerts=history.alerts,
        articles=frozenset([one.article_id for one in first_hand]),
        reported_at=max([one.published or one.order[0] for one in first_hand], default=None),
    )


_NO_ORIGINS = Origins(independent=0, names=(), undetermined=1, articles=1, outlets=1)


def _by_incident(reports: Sequence[Report]) -> dict[str, list[Report]]:
    """Return the reports of each incident, the primary one first."""
    found: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda r: (r.role is not Role.PRIMARY, r.ordinal)):
        if report.incident_id is not None:
            found.setdefault(report.incident_id, []).append(report)
    return found


def _merged(changes: Sequence[ClaimChanges]) -> ClaimChanges:
    new = {c.id: c for change in changes for c in change.new}
    superseded = {old: new_id for change in changes for old, new_id in change.superseded.items()}
    kept = set.intersection(*(set(c.retracted) for c in changes)) if changes else set()
    retracted = tuple(
        c for c in dict.fromkeys(r for x in changes for r in x.retracted) if c in kept
    )
    return ClaimChanges(new=tuple(new.values()), superseded=superseded, retracted=retracted)


def _left(known: Claims, told: ClaimChanges) -> tuple[Claim, ...]:
    """Return the claims that a toll is made of, as far as they stand after the article."""
    gone = {*told.retracted, *told.superseded}
    standing = ledger(known)
    return tuple(c for one in TOLLS for c in standing.standing(one) if c.id not in gone)
