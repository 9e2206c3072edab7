"""Which alerts a change raises: only what is new information. A copy, a citation, a repeated figure
is silent. Ids are made of what is said, so saying it twice writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.incidents.claims import DISPUTABLE, ClaimChanges, conflicts, is_official
from monitor.incidents.words import figure, figures, headline, said, told_by
from monitor.model.deciding import Claim, Incident, Report, Toll
from monitor.model.names import AlertKind, IncidentState, Role, make_id
from monitor.model.telling import Alert

#: A report this long after the last one is a late development.
LATE = timedelta(days=30)
#: A known incident reported this soon after it happened is news, not a look back.
FRESH = timedelta(days=7)
_TOLLS = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class _Change:
    """One report's effect on one incident, as the rules below look at it."""

    before: Incident | None
    after: Incident
    changes: ClaimChanges
    report: Report
    known: Sequence[Claim]
    now: datetime


def alerts(
    before: Incident | None,
    after: Incident,
    changes: ClaimChanges,
    report: Report,
    now: datetime,
    *,
    known: Sequence[Claim] = (),
    suppressed: bool = False,
) -> tuple[Alert, ...]:
    """Return what is new information in this change; nothing where `suppressed` (first sight of a
    feed, backfill).

    `known` are the incident's claims before the change. A background mention raises nothing.
    """
    if suppressed or report.role is not Role.PRIMARY or after.state is IncidentState.MENTIONED_ONLY:
        return ()
    change = _Change(before, after, changes, report, known, now)
    if _is_first(change):
        return (_first(change), *_responsibility(change))
    found = (
        *_reopened(change),
        *_second_origin(change),
        *_tolls(change),
        *_responsibility(change),
        *_official(change),
        *_corrections(change),
        *_disputes(change),
        *_warnings(change),
    )
    return tuple({alert.id: alert for alert in found}.values())


def severity(incident: Incident) -> int:
    """Return 0–3 by toll: none told 1, anyone hurt or killed 2, ten killed or more 3."""
    killed = incident.killed.best if incident.killed and incident.killed.best else 0
    injured = incident.injured.best if incident.injured and incident.injured.best else 0
    if killed >= 10:
        return 3
    return 2 if killed or injured else 1


def _is_first(change: _Change) -> bool:
    before = change.before
    if before is None or before.state is IncidentState.MENTIONED_ONLY:
        return True
    return before.state is IncidentState.KNOWN and _is_fresh(change)


def _is_fresh(change: _Change) -> bool:
    when, published = change.after.when, change.report.published
    if when is None or published is None:
        return False
    return published.date() - when.end <= FRESH


def _first(change: _Change) -> Alert:
    before = change.before
    known = "told before only as background" if before and not before.first_published else ""
    if before is not None and before.known_from != "article":
        known = f"known from {before.known_from}"
    return _alert(
        change,
        AlertKind.NEW_INCIDENT,
        (),
        headline(change.after, figures(change.after)),
        before=known,
        reason="the first report of this incident",
    )


def _reopened(change: _Change) -> Iterator[Alert]:
    before, published = change.before, change.report.published
    assert before is not None
    if before.state is IncidentState.KNOWN:
        yield _alert(
            change,
            AlertKind.REOPENED,
            (),
            headline(change.after, "first report on an incident known from a list"),
            before=f"known from {before.known_from}",
            reason="a late report on a known incident",
        )
    elif published is not None and published - before.updated_at > LATE:
        days = (published - before.updated_at).days
        yield _alert(
            change,
            AlertKind.REOPENED,
            (published.date().isoformat(),),
            headline(change.after, f"new report after {days} days"),
            before=f"last report {before.updated_at.date().isoformat()}",
            reason="a late development",
        )


def _second_origin(change: _Change) -> Iterator[Alert]:
    before, after = change.before, change.after.origins
    assert before is not None
    if before.origins.independent < 2 <= after.independent:
        yield _alert(
            change,
            AlertKind.SECOND_ORIGIN,
            (),
            headline(change.after, f"second origin: {', '.join(after.names[:3])}", by=False),
            before=told_by(before.origins),
            reason="a second origin that is independent as far as can be told",
        )


def _tolls(change: _Change) -> Iterator[Alert]:
    assert change.before is not None
    for field in _TOLLS:
        old, new = getattr(change.before, field), getattr(change.after, field)
        if new is None or not _toll_is_new(old, new):
            continue
        claimant = _claimants(change, field)
        was = figure(old, field) or f"no figure of {field}"
        yield _alert(
            change,
            AlertKind.TOLL_CHANGED,
            (field, new.low, new.best, new.high),
            headline(change.after, f"{figure(new, field)} (was {was}){claimant}"),
            before=was,
            reason=f"the number {field} changed",
        )


def _toll_is_new(old: Toll | None, new: Toll) -> bool:
    """Whether the figure moved; the first figure of nobody is no news of its own."""
    if old is None:
        return bool(new.best)
    return new.best != old.best or _above(new.high, old.high) or (new.low or 0) < (old.low or 0)


def _above(new: int | None, old: int | None) -> bool:
    return old is not None and new is not None and new > old


def _responsibility(change: _Change) -> Iterator[Alert]:
    kinds = {
        "responsibility": (AlertKind.RESPONSIBILITY_CLAIMED, "claims responsibility"),
        "denial": (AlertKind.RESPONSIBILITY_DENIED, "denies responsibility"),
    }
    told = {(c.field, c.value) for c in change.known if not c.retracted}
    for claim in change.changes.new:
        if claim.field in kinds and (claim.field, claim.value) not in told:
            kind, words = kinds[claim.field]
            yield _alert(
                change,
                kind,
                (claim.value,),
                headline(change.after, f"{claim.value} {words}"),
                before=_said_before(change.known),
                reason=f"{claim.value} had not said so before",
            )


def _said_before(known: Sequence[Claim]) -> str:
    named = [f"{c.field}: {c.value} ({c.claimant.name})" for c in known if c.field == "blame"]
    return "; ".join(dict.fromkeys(named))[:300] or "nobody had claimed it"


def _official(change: _Change) -> Iterator[Alert]:
    if not change.known or any(_is_official_fact(c) for c in change.known):
        return
    official = next((c for c in change.changes.new if _is_official_fact(c)), None)
    if official is not None:
        before = ", ".join(dict.fromkeys(c.claimant.name for c in change.known))
        yield _alert(
            change,
            AlertKind.OFFICIAL_CONFIRMATION,
            (),
            headline(change.after, f"{official.claimant.name} speaks of it: {said(official)}"),
            before=f"told by {before}"[:300],
            reason="the first official body to speak of it",
        )


def _is_official_fact(claim: Claim) -> bool:
    """Blame by an official body confirms nothing."""
    return claim.field in DISPUTABLE and is_official(claim.claimant)


def _corrections(change: _Change) -> Iterator[Alert]:
    old = {c.id: c for c in change.known}
    new = {c.id: c for c in change.changes.new}
    for was_id, is_id in change.changes.superseded.items():
        was, now_said = old.get(was_id), new.get(is_id)
        if was and now_said and was.article_id == now_said.article_id:
            yield _alert(
                change,
                AlertKind.CORRECTION,
                (is_id,),
                headline(change.after, f"corrected: {said(now_said)} (was {said(was)})"),
                before=f"{said(was)} ({was.claimant.name})",
                reason="a new version of the article says otherwise",
            )
    for claim_id in change.changes.retracted:
        if claim_id in old:
            was = old[claim_id]
            yield _alert(
                change,
                AlertKind.RETRACTION,
                (claim_id,),
                headline(change.after, f"no longer said: {said(was)}"),
                before=f"{said(was)} ({was.claimant.name})",
                reason="a new version of the article leaves it out",
            )


def _disputes(change: _Change) -> Iterator[Alert]:
    gone = set(change.changes.superseded) | set(change.changes.retracted)
    live = [c for c in change.known if not c.superseded_by and not c.retracted]
    alive = [c for c in live if c.id not in gone]
    for claim in change.changes.new:
        against = [
            c for c in alive if c.claimant.name != claim.claimant.name and conflicts(claim, c)
        ]
        if against:
            old = against[0]
            pair = sorted((said(claim), said(old)))
            both = f"{said(claim)} ({claim.claimant.name}) against {said(old)}"
            yield _alert(
                change,
                AlertKind.DISPUTE,
                (claim.field, claim.group, *pair),
                headline(change.after, f"disputed: {both} ({old.claimant.name})", by=False),
                before=f"{said(old)} ({old.claimant.name})",
                reason="two claims that cannot both be right",
            )


def _warnings(change: _Change) -> Iterator[Alert]:
    assert change.before is not None
    told = {
        "single_root": (AlertKind.SINGLE_ROOT, "all reports trace to one origin"),
        "circular": (AlertKind.CIRCULAR, "the reports lean on one another in a circle"),
    }
    for warning in change.after.origins.warnings:
        if warning in told and warning not in change.before.origins.warnings:
            kind, words = told[warning]
            yield _alert(
                change,
                kind,
                (),
                headline(change.after, words),
                before=told_by(change.before.origins),
                reason=words,
            )


def _alert(
    change: _Change,
    kind: AlertKind,
    said: tuple[object, ...],
    headline: str,
    *,
    before: str,
    reason: str,
) -> Alert:
    return Alert(
        id=make_id("alert", kind.value, change.after.id, *said),
        kind=kind,
        incident_id=change.after.id,
        headline=headline,
        before=before,
        reason=reason,
        raised_at=change.now,
        article_id=change.report.article_id,
        severity=severity(change.after),
    )


def _claimants(change: _Change, field: str) -> str:
    names = dict.fromkeys(c.claimant.name for c in change.changes.new if c.field == field)
    return f", according to {next(iter(names))}" if names else ""
