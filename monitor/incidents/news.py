"""Which alerts a change raises: only what is new information. A copy, a citation, a repeated figure
is silent. Ids are made of what is said, so saying it twice writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from monitor.incidents.change import TOLLS, Change, alert_of
from monitor.incidents.claims import DISPUTABLE, ClaimChanges, is_official
from monitor.incidents.disputes import disputes
from monitor.incidents.words import figure, figures, headline, said, told_by
from monitor.model.deciding import Claim, Incident, Report
from monitor.model.names import AlertKind, IncidentState, Role
from monitor.model.telling import Alert

#: A report this long after the last one is a late development.
LATE = timedelta(days=30)
#: A known incident reported this soon after it happened is news, not a look back.
FRESH = timedelta(days=7)
#: A change of the number injured below this share is counting, not news.
_NOTEWORTHY = 0.25
#: As many outlets carrying one origin look like confirmation, and are none.
_MANY_OUTLETS = 4


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
    change = Change(before, after, changes, report, known, now)
    if _is_first(change):
        return (_first(change), *_responsibility(change))
    found = (
        *_reopened(change),
        *_second_origin(change),
        *_tolls(change),
        *_responsibility(change),
        *_official(change),
        *_corrections(change),
        *disputes(change),
        *_warnings(change),
    )
    return tuple({alert.id: alert for alert in found}.values())


def _is_first(change: Change) -> bool:
    before = change.before
    if before is None or before.state is IncidentState.MENTIONED_ONLY:
        return True
    return before.state is IncidentState.KNOWN and _is_fresh(change)


def _is_fresh(change: Change) -> bool:
    when, published = change.after.when, change.report.published
    if when is None or published is None:
        return False
    return published.date() - when.end <= FRESH


def _first(change: Change) -> Alert:
    before = change.before
    known = "told before only as background" if before and not before.first_published else ""
    if before is not None and before.known_from != "article":
        known = f"known from {before.known_from}"
    return alert_of(
        change,
        AlertKind.NEW_INCIDENT,
        (),
        headline(change.after, figures(change.after)),
        before=known,
        reason="the first report of this incident",
    )


def _reopened(change: Change) -> Iterator[Alert]:
    before, published = change.before, change.report.published
    assert before is not None
    if before.state is IncidentState.KNOWN:
        yield alert_of(
            change,
            AlertKind.REOPENED,
            (),
            headline(change.after, "first report on an incident known from a list"),
            before=f"known from {before.known_from}",
            reason="a late report on a known incident",
        )
    elif published is not None and published - before.updated_at > LATE:
        days = (published - before.updated_at).days
        yield alert_of(
            change,
            AlertKind.REOPENED,
            (published.date().isoformat(),),
            headline(change.after, f"new report after {days} days"),
            before=f"last report {before.updated_at.date().isoformat()}",
            reason="a late development",
        )


def _second_origin(change: Change) -> Iterator[Alert]:
    before, after = change.before, change.after.origins
    assert before is not None
    if before.origins.independent < 2 <= after.independent:
        yield alert_of(
            change,
            AlertKind.SECOND_ORIGIN,
            (),
            headline(change.after, f"second origin: {', '.join(after.names[:3])}", by=False),
            before=told_by(before.origins),
            reason="a second origin that is independent as far as can be told",
        )


def _tolls(change: Change) -> Iterator[Alert]:
    """One alert for both figures; a correction of them is told as such, not again here."""
    assert change.before is not None
    if change.changes.retracted:
        return
    moved = [field for field in TOLLS if _has_moved(change, field)]
    if not moved:
        return
    told = [_moved_words(change, field) for field in moved]
    yield alert_of(
        change,
        AlertKind.TOLL_CHANGED,
        tuple((field, getattr(change.after, field).best) for field in moved),
        headline(change.after, ", ".join(told) + _claimants(change, moved[0])),
        before=tolls_before(change.before, moved),
        reason=f"the number {' and '.join(moved)} changed",
    )


def _has_moved(change: Change, field: str) -> bool:
    """Whether the figure that most origins tell is another one.

    That a single report widens the range is told by the card. Numbers of injured move with every
    report; only the first one, and a quarter more or less, are news.
    """
    assert change.before is not None
    old, new = getattr(change.before, field), getattr(change.after, field)
    if new is None or not new.best:
        return bool(new is not None and old is not None and old.best)
    if old is None or not old.best:
        return True
    if field == "killed":
        return bool(new.best != old.best or _above(new.high, old.high))
    return bool(abs(new.best - old.best) >= _NOTEWORTHY * old.best)


def _moved_words(change: Change, field: str) -> str:
    assert change.before is not None
    new = figure(getattr(change.after, field), field)
    was = figure(getattr(change.before, field), field)
    return f"{new} (was {was.removesuffix(f' {field}')})" if was and was != new else new


def tolls_before(incident: Incident, fields: Sequence[str]) -> str:
    """Return what was known of some figures, in words."""
    told = (figure(getattr(incident, field), field) for field in fields)
    return ", ".join(words for words in told if words) or f"no figure of {fields[0]}"


def _above(new: int | None, old: int | None) -> bool:
    return old is not None and new is not None and new > old


def _responsibility(change: Change) -> Iterator[Alert]:
    kinds = {
        "responsibility": (AlertKind.RESPONSIBILITY_CLAIMED, "claims responsibility"),
        "denial": (AlertKind.RESPONSIBILITY_DENIED, "denies responsibility"),
    }
    told = {(c.field, c.value) for c in change.known if not c.retracted}
    for claim in change.changes.new:
        if claim.field in kinds and (claim.field, claim.value) not in told:
            kind, words = kinds[claim.field]
            yield alert_of(
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


def _official(change: Change) -> Iterator[Alert]:
    if not change.known or any(_is_official_fact(c) for c in change.known):
        return
    official = next((c for c in change.changes.new if _is_official_fact(c)), None)
    if official is not None:
        before = ", ".join(dict.fromkeys(c.claimant.name for c in change.known))
        yield alert_of(
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


def _corrections(change: Change) -> Iterator[Alert]:
    old = {c.id: c for c in change.known}
    new = {c.id: c for c in change.changes.new}
    for was_id, is_id in change.changes.superseded.items():
        was, now_said = old.get(was_id), new.get(is_id)
        if was and now_said and was.article_id == now_said.article_id:
            yield alert_of(
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
            yield alert_of(
                change,
                AlertKind.RETRACTION,
                (claim_id,),
                headline(change.after, f"no longer said: {said(was)}"),
                before=f"{said(was)} ({was.claimant.name})",
                reason="a new version of the article leaves it out",
            )


def _warnings(change: Change) -> Iterator[Alert]:
    assert change.before is not None
    told = {
        "single_root": (AlertKind.SINGLE_ROOT, "all reports trace to one origin"),
        "circular": (AlertKind.CIRCULAR, "the reports lean on one another in a circle"),
    }
    for warning in told:
        if _matters(change.after, warning) and not _matters(change.before, warning):
            kind, words = told[warning]
            yield alert_of(
                change,
                kind,
                (),
                headline(change.after, words),
                before=told_by(change.before.origins),
                reason=words,
            )


def _claimants(change: Change, field: str) -> str:
    names = dict.fromkeys(c.claimant.name for c in change.changes.new if c.field == field)
    return f", according to {next(iter(names))}" if names else ""


def _matters(incident: Incident, warning: str) -> bool:
    """Whether a warning changes the picture. That two copies of a wire are one origin does not."""
    warnings = incident.origins.warnings
    if warning not in warnings:
        return False
    return warning != "single_root" or incident.origins.outlets >= _MANY_OUTLETS
