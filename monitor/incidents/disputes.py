"""Which claims contradict one another so that a person should be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from monitor.incidents.change import TOLLS, Change, alert_of
from monitor.incidents.claims import bounds, conflicts
from monitor.incidents.data import figure_phrase
from monitor.incidents.ledger import subject
from monitor.incidents.words import headline, said
from monitor.model.deciding import Claim
from monitor.model.names import AlertKind, SourceClass
from monitor.model.telling import Alert

#: What was heard so much later than a report was written was not known to it.
_AT_ONCE = timedelta(hours=3)


def disputes(change: Change) -> Iterator[Alert]:
    """Two claims that cannot both be right, and of which neither is merely the later one.

    A toll that rises is no dispute, and a late copy of an old figure is none either: what counts is
    one report that tells both, or a lower figure by somebody who is named for it.
    """
    gone = set(change.changes.superseded) | set(change.changes.retracted)
    live = [c for c in change.known if not c.superseded_by and not c.retracted]
    alive = [c for c in live if c.id not in gone]
    for claim in change.changes.new:
        if not _may_dispute(claim):
            continue
        beside = [c for c in change.changes.new if c.id != claim.id and _may_dispute(c)]
        earlier = [] if _is_repeated(claim, alive) else _at_its_time(change, claim, alive)
        against = [
            c
            for c in (*beside, *earlier)
            if c.claimant.name != claim.claimant.name and conflicts(claim, c)
        ]
        against = [c for c in against if not _is_part(claim, c)]
        if against:
            yield _dispute(change, claim, against[0])


def _dispute(change: Change, claim: Claim, old: Claim) -> Alert:
    pair = sorted((said(claim), said(old)))
    both = f"{said(claim)} ({claim.claimant.name}) against {said(old)}"
    return alert_of(
        change,
        AlertKind.DISPUTE,
        (claim.field, claim.group, *pair),
        headline(change.after, f"disputed: {both} ({old.claimant.name})", by=False),
        before=f"{said(old)} ({old.claimant.name})",
        reason="two claims that cannot both be right",
    )


def _may_dispute(claim: Claim) -> bool:
    return claim.claimant.source_class not in (SourceClass.OUTLET, SourceClass.UNSOURCED)


def _at_its_time(change: Change, claim: Claim, alive: Sequence[Claim]) -> list[Claim]:
    """Return the figures that stood when the report was written and that it does not raise."""
    written = change.report.published or claim.first_seen
    return [c for c in alive if not _is_rise(c, claim) and c.first_seen <= written + _AT_ONCE]


def _is_repeated(claim: Claim, alive: Sequence[Claim]) -> bool:
    """Whether the very figure stood already: an older count told again contradicts no newer one."""
    return any(subject(c) == subject(claim) and bounds(c) == bounds(claim) for c in alive)


def _is_part(one: Claim, other: Claim) -> bool:
    """Whether the lower of two tolls counts some of the higher's: "two children"."""
    low, high = sorted((one, other), key=bounds)
    kind = figure_phrase("kind")
    is_of_all = " " in high.span.text and kind.search(high.span.text) is None
    return is_of_all and kind.search(low.span.text) is not None


def _is_rise(old: Claim, new: Claim) -> bool:
    if new.field not in TOLLS:
        return False
    floor = new.low if new.low is not None else new.high
    ceiling = old.high if old.high is not None else old.low
    return floor is not None and ceiling is not None and floor > ceiling
