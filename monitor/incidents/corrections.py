"""What a new version of a page says otherwise, or says no more."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.incidents.change import Change, alert_of
from monitor.incidents.claims import bounds
from monitor.incidents.ledger import ledger, subject
from monitor.incidents.words import headline, said
from monitor.model.deciding import Claim
from monitor.model.names import AlertKind
from monitor.model.telling import Alert
from monitor.words import SILENT_EDIT

#: Fields whose correction a reader must know of; a day or a place read anew is told by the card.
_GRAVE = ("killed", "injured", "missing", "kidnapped")
#: Why it is told, where the page owns up to its error.
OWNED = "a new version of the article corrects it, and says so"
_LEFT_OUT = "a new version of the article leaves it out"
#: What a page may take back.
_TAKEN_BACK = (*_GRAVE, "responsibility", "denial")


def corrections(change: Change) -> Iterator[Alert]:
    """Yield an alert for each figure that a page corrects.

    A page that is brought up to date with a higher figure corrects nothing: that is a toll that
    rises. Copies that are corrected alike say it once.
    """
    owned = change.manner.owns_error
    manner = "corrected" if owned else "changed without a notice"
    for was, now_said in corrected(change):
        yield alert_of(
            change,
            AlertKind.CORRECTION,
            (*subject(was), *bounds(was), *bounds(now_said)),
            headline(change.after, f"{manner}: {said(now_said)} (was {said(was)})"),
            before=f"{said(was)} ({was.claimant.name})",
            reason=OWNED if owned else SILENT_EDIT,
        )


def corrected(change: Change) -> Iterator[tuple[Claim, Claim]]:
    """Yield (old, new) of each figure that the article corrects: its own, or its source's."""
    old = ledger(change.known)
    new = {c.id: c for c in change.changes.new}
    for was_id, is_id in change.changes.superseded.items():
        was, now_said = old.get(was_id), new.get(is_id)
        if was is None or now_said is None:
            continue
        # Another page corrects only where it says so itself.
        is_own = was.article_id == now_said.article_id
        if not is_own and not change.manner.owns_error:
            continue
        falls = bounds(now_said)[1] < bounds(was)[0]
        rises = bounds(now_said)[0] > bounds(was)[1]
        if was.field in _GRAVE and (falls or (rises and is_own and change.manner.owns_error)):
            yield was, now_said


def retractions(change: Change) -> Iterator[Alert]:
    """Yield an alert for each grave claim that a page no longer makes and nobody else does."""
    gone = {*change.changes.retracted, *change.changes.superseded}
    new = change.changes.new
    known = ledger(change.known)
    for claim in known.in_order(change.changes.retracted):
        if claim.field not in _TAKEN_BACK:
            continue
        live = (c for c in known.standing(claim.field) if c.id not in gone)
        if any(_says(other, claim) for other in (*live, *new)):
            continue
        if any(subject(other) == subject(claim) for other in new):
            continue  # the page tells another figure: a correction, or a toll that rises
        yield alert_of(
            change,
            AlertKind.RETRACTION,
            (*subject(claim), *bounds(claim)),
            headline(change.after, f"no longer said: {said(claim)}"),
            before=f"{said(claim)} ({claim.claimant.name})",
            reason=_LEFT_OUT if change.manner.owns_error else f"{_LEFT_OUT}, without a word of it",
        )


def withdrawn(change: Change, outlet: str) -> Alert:
    """Return the alert that a page no longer tells of the incident at all."""
    left = change.after.origins.articles
    rest = f"{left} other reports stand" if left > 1 else "another report stands" if left else ""
    return alert_of(
        change,
        AlertKind.RETRACTION,
        ("report", change.report.article_id),
        headline(change.after, f"{outlet} took its report back", by=False),
        before=f"reported by {outlet}",
        reason=f"the page no longer tells of it; {rest or 'no other report stands'}",
    )


def _says(other: Claim, claim: Claim) -> bool:
    if subject(other) != subject(claim):
        return False
    return (other.low, other.high, other.value) == (claim.low, claim.high, claim.value)
