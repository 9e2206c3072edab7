"""Reports become the outcome of one article: cards, claims, alerts.

Before it `assign` (in assigning.py) says which incidents the article touches, and the caller
fetches their histories and counts their origins.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.incidents.assigning import WITHDRAWN
from monitor.incidents.card import card
from monitor.incidents.change import Change, Manner, Past
from monitor.incidents.claims import ClaimChanges, claims
from monitor.incidents.corrections import withdrawn
from monitor.incidents.news import alerts
from monitor.incidents.notices import owns_error
from monitor.incidents.stages import stage_of
from monitor.model.deciding import Claim, Edge, Incident, Origins, Outcome, Report
from monitor.model.names import (
    IncidentState,
    Relation,
    Role,
    SourceClass,
)
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
    claims: tuple[Claim, ...] = ()
    #: What was told of it.
    alerts: tuple[Alert, ...] = ()


def conclude(
    reading: Reading,
    reports: Sequence[Report],
    histories: Mapping[str, History],
    origins: Mapping[str, Origins],
    now: datetime,
    *,
    keys: Mapping[int, Keys],
    entry_id: str | None = None,
    earlier: Article | None = None,
    edges: tuple[Edge, ...] = (),
    host: Source | None = None,
    suppressed: bool = False,
) -> Outcome:
    """Return everything the article changes.

    `histories` and `origins` are by incident id, origins already with this article's reports;
    `keys` are blocking keys by mention ordinal; `host` is what the article's outlet is as a source,
    `earlier` the stored version of its page.
    """
    told = _by_incident(reports)
    # How it is told matters to alerts alone.
    manner = Manner() if suppressed else _manner(reading, edges, earlier)
    new = _New(reading, host, now, suppressed, manner)
    changes = {
        incident_id: _change(incident_id, own, new, histories, origins)
        for incident_id, own in told.items()
    }
    for report in reports:
        left = report.verdict.incident_id or ""
        if report.verdict.decided_by == WITHDRAWN and left in histories:
            changes[left] = _withdrawal(left, report, new, histories[left], origins)
    superseded: dict[str, str] = {}
    for change in changes.values():
        superseded.update(change.claims.superseded)
    return Outcome(
        entry_id=entry_id,
        article=reading.article,
        is_new_version=True,
        reading=reading,
        edges=edges,
        reports=tuple(reports),
        incidents=tuple(change.incident for change in changes.values()),
        keys={
            incident_id: tuple(dict.fromkeys(k for r in own for k in keys.get(r.ordinal, ())))
            for incident_id, own in told.items()
        },
        claims=tuple(c for change in changes.values() for c in change.claims.new),
        superseded=superseded,
        retracted=tuple(r for change in changes.values() for r in change.claims.retracted),
        alerts=tuple(a for change in changes.values() for a in change.alerts),
    )


@dataclass(frozen=True, slots=True)
class _Changed:
    incident: Incident
    claims: ClaimChanges
    alerts: tuple[Alert, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _New:
    """What came in."""

    reading: Reading
    host: Source | None
    now: datetime
    #: Nothing of it raises an alert.
    suppressed: bool
    manner: Manner


def _manner(reading: Reading, edges: Sequence[Edge], earlier: Article | None) -> Manner:
    own = [e for e in edges if e.from_article_id == reading.article.id]
    copied = [e.to_article_id for e in own if e.relation in _COPIES and e.to_article_id]
    credited = any(credit.relation in _COPIES for credit in reading.credits)
    return Manner(
        is_copy=bool(copied) or credited,
        copied=frozenset(copied),
        owns_error=owns_error(reading.article, earlier),
        stage=stage_of(reading.article),
    )


def _change(
    incident_id: str,
    own: Sequence[Report],
    new: _New,
    histories: Mapping[str, History],
    origins: Mapping[str, Origins],
) -> _Changed:
    history, now = histories.get(incident_id, History()), new.now
    before = history.incident
    told = _merged([claims(incident_id, one, new.reading, history.claims, now) for one in own])
    told = dataclasses.replace(told, new=tuple(_by_host(claim, new) for claim in told.new))
    every = (*_marked(history.claims, told), *told.new)
    older = [r for r in history.reports if r.version_id != new.reading.article.version_id]
    after = card(
        incident_id,
        before.opened_at if before else now,
        (*older, *own),
        every,
        origins.get(incident_id) or (before.origins if before else _NO_ORIGINS),
        now,
        before,
    )
    raised = tuple(
        alert
        for report in own[:1]
        for alert in alerts(
            before,
            after,
            told,
            report,
            now,
            past=_past(history),
            manner=new.manner,
            suppressed=new.suppressed,
        )
    )
    return _Changed(after, told, raised)


def _withdrawal(
    incident_id: str,
    report: Report,
    new: _New,
    history: History,
    origins: Mapping[str, Origins],
) -> _Changed:
    """Return what is left of an incident when a page takes its report back."""
    article, before = new.reading.article, history.incident
    assert before is not None
    gone = tuple(
        claim.id
        for claim in history.claims
        if claim.article_id == article.id and not (claim.superseded_by or claim.retracted)
    )
    told = ClaimChanges(retracted=gone)
    older = [r for r in history.reports if r.article_id != article.id]
    counted = origins.get(incident_id, before.origins)
    if any(one.role is Role.PRIMARY for one in older):
        claimed = _marked(history.claims, told)
        after = card(incident_id, before.opened_at, older, claimed, counted, new.now, before)
    else:
        after = dataclasses.replace(
            before, state=IncidentState.MENTIONED_ONLY, origins=counted, updated_at=new.now
        )
    change = Change(before, after, told, report, new.now, _past(history), new.manner)
    raised = withdrawn(change, article.outlet_name or article.outlet)
    is_silent = new.suppressed or before.state is not IncidentState.OPEN
    return _Changed(after, told, () if is_silent else (raised,))


def _by_host(claim: Claim, new: _New) -> Claim:
    """Return an outlet's own claim under what the outlet is: a ministry's page is the ministry."""
    article, claimant = new.reading.article, claim.claimant
    own = (article.outlet_name or article.outlet) == claimant.name
    if new.host is None or not own or claimant.source_class is not SourceClass.OUTLET:
        return claim
    named = dataclasses.replace(claimant, source_class=new.host.source_class)
    return dataclasses.replace(claim, claimant=named)


def _past(history: History) -> Past:
    first_hand = [r for r in history.reports if r.role is Role.PRIMARY]
    return Past(
        claims=history.claims,
        alerts=history.alerts,
        articles=frozenset(r.article_id for r in first_hand),
        reported_at=max((r.published or r.decided_at for r in first_hand), default=None),
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


def _marked(known: Sequence[Claim], told: ClaimChanges) -> tuple[Claim, ...]:
    gone = set(told.retracted)
    return tuple(
        dataclasses.replace(
            c,
            superseded_by=told.superseded.get(c.id, c.superseded_by),
            retracted=c.retracted or c.id in gone,
        )
        if c.id in gone or c.id in told.superseded
        else c
        for c in known
    )
