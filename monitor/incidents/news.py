"""Which alerts a change raises: only what is new information. A copy, a citation, a repeated figure
is silent. Ids are made of what is said, so saying it twice writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from monitor.incidents.change import Change, alert_of
from monitor.incidents.claims import is_official
from monitor.incidents.corrections import corrections, retractions
from monitor.incidents.disputes import disputes
from monitor.incidents.late_developments import reopened
from monitor.incidents.ledger import Claims, ledger
from monitor.incidents.toll_changes import tolls
from monitor.incidents.words import figures, headline, said, told_by
from monitor.model.deciding import Claim
from monitor.model.names import AlertKind, IncidentState, Role
from monitor.model.telling import Alert

#: A known incident reported this soon after it happened is news, not a look back.
FRESH = timedelta(days=7)
#: So many outlets that tell one origin's news in words of their own look like confirmation.
_MANY_OUTLETS = 3
#: What contradictions are alerts about; those on days and rockets stand in the digest's table.
_GRAVE = ("killed", "injured", "missing", "kidnapped")
_DISPUTED = "disputed: "
#: Facts by which an official word confirms something; that it was Tuesday does not.
_CONFIRMING = (*_GRAVE, "munitions")


def alerts(change: Change) -> tuple[Alert, ...]:
    """Return what is new information in this change. A background mention raises nothing."""
    is_primary = change.report.role is Role.PRIMARY
    if not is_primary or change.after.state is IncidentState.MENTIONED_ONLY:
        return ()
    found = _of_first(change) if _is_first(change) else _of_later(change)
    told = {alert.id for alert in change.past.alerts}
    return tuple({alert.id: alert for alert in found if alert.id not in told}.values())


def _of_first(change: Change) -> Iterator[Alert]:
    yield _first(change)
    yield from _responsibility(change)
    yield from _disputes(change)


def _of_later(change: Change) -> Iterator[Alert]:
    yield from reopened(change)
    yield from tolls(change)
    yield from _second_origin(change)
    yield from _responsibility(change)
    yield from _official(change)
    yield from corrections(change)
    yield from retractions(change)
    yield from _disputes(change)
    yield from _warnings(change)


def _disputes(change: Change) -> Iterator[Alert]:
    """Yield one alert a field: that a figure is disputed is told once, by whom is in the digest."""
    told = [a.headline.partition(_DISPUTED)[2] for a in change.past.alerts]
    for field in _GRAVE:
        if not any(f" {field}" in words for words in told):
            yield from islice(disputes(_about(change, field)), 1)


def _about(change: Change, field: str) -> Change:
    new = tuple(c for c in change.changes.new if c.field == field)
    known = tuple(ledger(change.known).standing(field)) if new else ()
    return replace(
        change,
        changes=replace(change.changes, new=new),
        past=replace(change.past, claims=known),
    )


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


def _second_origin(change: Change) -> Iterator[Alert]:
    before, after = change.before, change.after.origins
    assert before is not None
    # The text of a report we have, under another name, is nobody else's word.
    if change.was_told(AlertKind.SECOND_ORIGIN) or change.manner.copied & change.past.articles:
        return
    if before.origins.independent < 2 <= after.independent:
        yield alert_of(
            change,
            AlertKind.SECOND_ORIGIN,
            (),
            headline(change.after, f"second origin: {_newcomer(change)}", by=False),
            before=told_by(before.origins),
            reason="a second origin that is independent as far as can be told",
        )


def _newcomer(change: Change) -> str:
    """Return whose voice is new, and beside whose: "Radio Tarkouma, beside Nordwire"."""
    names = change.after.origins.names
    new = change.after.origins.by_version.get(change.report.version_id)
    if new is None or new not in names or len(names) < 2:
        return ", ".join(names[:3])
    others = [name for name in names if name != new]
    return f"{new}, beside {', '.join(others[:2])}"


def _responsibility(change: Change) -> Iterator[Alert]:
    kinds = {
        "responsibility": (AlertKind.RESPONSIBILITY_CLAIMED, "claims responsibility"),
        "denial": (AlertKind.RESPONSIBILITY_DENIED, "denies responsibility"),
    }
    claimed = [claim for claim in change.changes.new if claim.field in kinds]
    known = ledger(change.known) if claimed else ledger(())
    told = {(c.field, c.value) for one in kinds for c in known.of_field(one) if not c.retracted}
    for claim in claimed:
        if (claim.field, claim.value) not in told:
            kind, words = kinds[claim.field]
            yield alert_of(
                change,
                kind,
                (claim.value,),
                headline(change.after, f"{claim.value} {words}"),
                before=_said_before(change.known),
                reason=f"{claim.value} had not said so before",
            )


def _said_before(known: Claims) -> str:
    named = [f"{c.field}: {c.value} ({c.claimant.name})" for c in known if c.field == "blame"]
    return "; ".join(dict.fromkeys(named))[:300] or "nobody had claimed it"


def _official(change: Change) -> Iterator[Alert]:
    if change.was_told(AlertKind.OFFICIAL_CONFIRMATION):
        return
    told = [c for c in change.changes.new if _is_of_official(c) and c.field in _CONFIRMING]
    if told and len(change.known) and not any(_is_of_official(c) for c in change.known):
        official = min(told, key=lambda c: _CONFIRMING.index(c.field))
        before = ", ".join(dict.fromkeys(c.claimant.name for c in change.known))
        yield alert_of(
            change,
            AlertKind.OFFICIAL_CONFIRMATION,
            (),
            headline(change.after, f"{official.claimant.name} said: {said(official)}"),
            before=f"told by {before}"[:300],
            reason="the first official body to speak of it",
        )


def _is_of_official(claim: Claim) -> bool:
    """Whether an official body speaks of the incident. Its blame of somebody confirms nothing."""
    return claim.field != "blame" and is_official(claim.claimant)


def _warnings(change: Change) -> Iterator[Alert]:
    told = {
        "single_root": (AlertKind.SINGLE_ROOT, "all reports trace to one origin"),
        "circular": (AlertKind.CIRCULAR, "the reports lean on one another in a circle"),
    }
    assert change.before is not None
    for warning, (kind, words) in told.items():
        if _changes_picture(change, warning) and not change.was_told(kind):
            yield alert_of(
                change,
                kind,
                (),
                headline(change.after, words),
                before=told_by(change.before.origins),
                reason=words,
            )


def _changes_picture(change: Change, warning: str) -> bool:
    """Whether a reader would see more in the reports than there is.

    Open copies of a wire fool nobody. Outlets that tell in their own words what goes back to one
    origin look like so many confirmations.
    """
    origins = change.after.origins
    if warning not in origins.warnings:
        return False
    if warning == "single_root":
        return not change.manner.is_copy and origins.outlets >= _MANY_OUTLETS
    assert change.before is not None
    return warning not in change.before.origins.warnings
