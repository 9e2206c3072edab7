"""Verdicts become reports and incident ids; reports become the outcome of one article.

Two steps, because lineage stands between them: `assign` says which incidents the article touches,
the caller fetches their histories and counts their origins, `conclude` makes cards, claims, alerts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.incidents.card import card
from monitor.incidents.claims import ClaimChanges, claims
from monitor.incidents.news import alerts
from monitor.model.deciding import Claim, Edge, Incident, Origins, Outcome, Report, Verdict
from monitor.model.facts import Mention
from monitor.model.names import DatePrecision, Decision, Role, make_id
from monitor.model.reading import Reading
from monitor.model.telling import Alert

#: A background mention with a place and a day as exact as this opens a mentioned-only incident.
_EXACT = (DatePrecision.DAY, DatePrecision.DAYS)
#: UCDP where_prec: a province or finer is "a place".
_PLACE = 4

Keys = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the store knows of an incident before this article; all empty for a new one."""

    incident: Incident | None = None
    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two incidents that may be one: shown to people, never merged by itself."""

    one: str
    other: str
    score: float
    version_id: str


def assign(
    reading: Reading, verdicts: Sequence[Verdict], now: datetime, *, earlier: str | None = None
) -> tuple[Report, ...]:
    """Return one report per mention, each with the incident it belongs to (or none).

    `verdicts` stand in the order of the mentions; one verdict without any mention is the verdict on
    an article that tells of no incident. `earlier` is the incident of this article's last version:
    a new version stays with it unless a person decided otherwise.
    """
    if not reading.facts.mentions:
        return tuple(_report(reading, verdict, None, "", now) for verdict in verdicts[:1])
    profiles = reading.profiles or ("",) * len(verdicts)
    return tuple(
        _report(reading, _settled(verdict, mention, earlier), mention, profile, now)
        for mention, verdict, profile in zip(
            reading.facts.mentions, verdicts, profiles, strict=True
        )
    )


def conclude(
    reading: Reading,
    reports: Sequence[Report],
    histories: Mapping[str, History],
    origins: Mapping[str, Origins],
    now: datetime,
    *,
    keys: Mapping[int, Keys],
    entry_id: str | None = None,
    edges: tuple[Edge, ...] = (),
    suppressed: bool = False,
) -> Outcome:
    """Return everything the article changes.

    `histories` and `origins` are by incident id, origins already with this article's reports;
    `keys` are blocking keys by mention ordinal.
    """
    told = _by_incident(reports)
    changes = {
        incident_id: _change(incident_id, own, reading, histories, origins, now, suppressed)
        for incident_id, own in told.items()
    }
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


def proposals(reports: Sequence[Report], same_above: float) -> tuple[Proposal, ...]:
    """Return pairs of incidents that one mention fits equally well: proposed, never merged."""
    return tuple(
        Proposal(
            one=report.incident_id,
            other=other,
            score=score,
            version_id=report.version_id,
        )
        for report in reports
        if report.incident_id and report.verdict.decision is Decision.SAME
        for other, score in report.verdict.others
        if score >= same_above
    )


@dataclass(frozen=True, slots=True)
class _Changed:
    incident: Incident
    claims: ClaimChanges
    alerts: tuple[Alert, ...] = field(default=())


def _change(
    incident_id: str,
    own: Sequence[Report],
    reading: Reading,
    histories: Mapping[str, History],
    origins: Mapping[str, Origins],
    now: datetime,
    suppressed: bool,
) -> _Changed:
    history = histories.get(incident_id, History())
    before = history.incident
    told = _merged([claims(incident_id, report, reading, history.claims, now) for report in own])
    every = (*_marked(history.claims, told), *told.new)
    older = [r for r in history.reports if r.version_id != reading.article.version_id]
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
            before, after, told, report, now, known=history.claims, suppressed=suppressed
        )
    )
    return _Changed(after, told, raised)


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
        for c in known
    )


def _settled(verdict: Verdict, mention: Mention, earlier: str | None) -> Verdict:
    """Return the verdict after the rules that stand above the score."""
    by_person = verdict.decided_by.startswith("person:")
    if mention.role is Role.PRIMARY and earlier is not None and not by_person:
        return dataclasses.replace(
            verdict,
            decision=Decision.SAME,
            incident_id=earlier,
            reason="a new version of an article stays with its incident",
            decided_by="rule:revision",
        )
    if mention.role is Role.BACKGROUND and verdict.decision is Decision.NEW:
        return verdict if _is_exact(mention) else _too_vague(verdict)
    return verdict


def _is_exact(mention: Mention) -> bool:
    has_day = mention.when is not None and mention.when.precision in _EXACT
    return has_day and any(w.place.precision <= _PLACE for w in mention.where)


def _too_vague(verdict: Verdict) -> Verdict:
    return dataclasses.replace(
        verdict,
        decision=Decision.UNSURE,
        reason="told as background without a place and a day: stays unlinked",
        decided_by="rule:vague_background",
    )


def _report(
    reading: Reading, verdict: Verdict, mention: Mention | None, profile: str, now: datetime
) -> Report:
    article = reading.article
    ordinal = mention.ordinal if mention else 0
    incident_id = verdict.incident_id
    if verdict.decision is Decision.NEW:
        incident_id = make_id("incident", article.version_id, ordinal)
        verdict = dataclasses.replace(verdict, incident_id=incident_id)
    return Report(
        id=make_id("report", article.version_id, ordinal),
        article_id=article.id,
        version_id=article.version_id,
        incident_id=incident_id if verdict.decision in (Decision.SAME, Decision.NEW) else None,
        ordinal=ordinal,
        role=mention.role if mention else Role.PRIMARY,
        verdict=verdict,
        mention=mention,
        profile=profile,
        published=article.published,
        decided_at=now,
    )
