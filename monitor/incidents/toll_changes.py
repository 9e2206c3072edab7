"""When a toll has moved so that a person should be told, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.incidents.change import TOLLS, Change, alert_of
from monitor.incidents.corrections import corrected
from monitor.incidents.ledger import Claims, ledger
from monitor.incidents.words import figure, headline
from monitor.model.deciding import Claim, Incident, Toll
from monitor.model.names import AlertKind, SourceClass
from monitor.model.reading import Source
from monitor.model.telling import Alert

#: Whose lower figure may be any count: outlets tell of parts, and of earlier hours.
_UNNAMED = (SourceClass.OUTLET, SourceClass.UNSOURCED, SourceClass.PERSON, SourceClass.WITNESS)
#: A smaller change than this share of what was known is counting on, not news.
_NOTEWORTHY = {"killed": 0.05, "injured": 0.25}


def tolls(change: Change) -> Iterator[Alert]:
    """Yield one alert for both figures; what is a correction of one is told as such, not here."""
    assert change.before is not None
    mended = {was.field for was, _ in corrected(change)}
    moved = [field for field in TOLLS if field not in mended and _has_moved(change, field)]
    if not moved:
        return
    told = [_moved_words(change, field) for field in moved]
    yield alert_of(
        change,
        AlertKind.TOLL_CHANGED,
        tuple((field, _figure(getattr(change.after, field))) for field in moved),
        headline(change.after, ", ".join(told) + _teller(change, moved)),
        before=tolls_before(change.before, moved),
        reason=f"the number {' and '.join(moved)} changed",
    )


def tolls_before(incident: Incident, fields: Sequence[str]) -> str:
    """Return what was known of some figures, in words."""
    told = (figure(getattr(incident, field), field) for field in fields)
    return ", ".join(words for words in told if words) or f"no figure of {fields[0]}"


def _has_moved(change: Change, field: str) -> bool:
    """Whether this report brings a figure that nobody gave before, and the card follows it.

    Tolls rise: what is above every figure told so far is news. A lower figure is a part of the
    victims, an older count, or a dispute; it is news where the very source lowers its own.
    """
    old, new = getattr(change.before, field), getattr(change.after, field)
    if new is None or (_best(new), new.high) == (_best(old), old.high if old else None):
        return False
    told = _highest(change.known, field)
    figure = max((c.high or c.low or 0 for c in _new(change, field)), default=0)
    if figure > told:
        rises = figure in (new.best, new.low, new.high) and (field == "killed" or _leads(new, told))
        return rises and figure - told >= _NOTEWORTHY[field] * told
    return _best(new) != _best(old) and any(
        (c.low or 0) == new.best and not _is_told(change.known, field, new.best)
        for c in _lowered(change, field)
    )


def _new(change: Change, field: str) -> list[Claim]:
    return [c for c in change.changes.new if c.field == field]


def _leads(new: Toll, told: int) -> bool:
    """Whether most origins tell more than was told: one that counts more injured is no news."""
    return (new.best or 0) > told


def _highest(known: Claims, field: str) -> int:
    """The most that was told: by one claim, or by the groups of one version together."""
    told = ledger(known).of_field(field)
    whole = [c.high or c.low or 0 for c in told if not c.group]
    groups: dict[str, int] = {}
    for claim in told:
        if claim.group:
            summed = groups.get(claim.version_id, 0) + (claim.high or claim.low or 0)
            groups[claim.version_id] = summed
    return max((*whole, *groups.values()), default=0)


def _lowered(change: Change, field: str) -> Iterator[Claim]:
    """Yield the new claims by which a named source takes its own earlier figure down."""
    old = ledger(change.known)
    new = {c.id: c for c in _new(change, field)}
    for was_id, is_id in change.changes.superseded.items():
        was, told = old.get(was_id), new.get(is_id)
        if was and told and _is_one_source(told.claimant):
            yield told


def _is_one_source(source: Source) -> bool:
    """Whether the name stands for one voice: "police" is whoever speaks that day."""
    return source.source_class not in _UNNAMED and not source.name.islower()


def _best(toll: Toll | None) -> int | None:
    """The figure that most origins tell; that of nobody is no figure."""
    return toll.best or None if toll else None


def _figure(toll: Toll) -> tuple[int | None, int | None]:
    return toll.best, toll.high


def _is_told(known: Claims, field: str, number: int | None) -> bool:
    """Whether somebody said this very figure before; none ("nobody was killed") counts as zero."""
    told = [c for c in ledger(known).of_field(field) if not c.group]
    return any((number or 0) in (c.low, c.high) for c in told)


def _moved_words(change: Change, field: str) -> str:
    """Return "5 killed (was 3)", or "up to 7 killed (was up to 5)" where one origin says more."""
    assert change.before is not None
    old, new = getattr(change.before, field), getattr(change.after, field)
    if _best(old) == _best(new):
        return f"up to {new.high} {field} (was {_range(old)})"
    at_least = "at least " if new.high is None else ""
    known = old is not None and (old.best or old.high == 0)
    was = f" (was {old.best or 'none'})" if known else ""
    return f"{at_least}{new.best or 'nobody'} {field}{was}"


def _range(toll: Toll) -> str:
    return str(toll.best) if toll.high == toll.best else f"up to {toll.high}"


def _teller(change: Change, moved: Sequence[str]) -> str:
    """Return who tells the figure that is new: the one whose very figure it is, else any."""
    new: Toll = getattr(change.after, moved[0])
    claims = [c for c in change.changes.new if c.field == moved[0]]
    exact = [c for c in claims if new.best in (c.low, c.high)]
    wide = [c for c in claims if new.high is not None and c.high == new.high]
    chosen = next(iter((*exact, *wide, *claims)), None)
    return f", according to {chosen.claimant.name}" if chosen else ""
