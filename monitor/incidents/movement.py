"""When a toll has moved so that a person should be told, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.incidents.change import TOLLS, Change, alert_of
from monitor.incidents.corrections import corrected
from monitor.incidents.words import figure, headline
from monitor.model.deciding import Claim, Incident, Toll
from monitor.model.names import AlertKind
from monitor.model.telling import Alert

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
    """Whether this report brings a figure that is new, and that moves what the card tells.

    A figure that was told before is no news when more origins take it up, or when it comes back.
    """
    assert change.before is not None
    old, new = getattr(change.before, field), getattr(change.after, field)
    if new is None or not any(c.field == field for c in change.changes.new):
        return False
    if _best(new) != _best(old):
        before = _best(old)
        enough = before is None or abs((_best(new) or 0) - before) >= _NOTEWORTHY[field] * before
        return enough and not _is_told(change.known, field, _best(new))
    widened = field == "killed" and old is not None and old.high is not None
    return bool(
        widened
        and new.high is not None
        and new.high > old.high
        and not _is_told(change.known, field, new.high)
    )


def _best(toll: Toll | None) -> int | None:
    """The figure that most origins tell; that of nobody is no figure."""
    return toll.best or None if toll else None


def _figure(toll: Toll) -> tuple[int | None, int | None]:
    return toll.best, toll.high


def _is_told(known: Sequence[Claim], field: str, number: int | None) -> bool:
    """Whether somebody said this very figure before; none ("nobody was killed") counts as zero."""
    told = [c for c in known if c.field == field and not c.group]
    return any((number or 0) in (c.low, c.high) for c in told)


def _moved_words(change: Change, field: str) -> str:
    """Return "5 killed (was 3)", or "up to 7 killed (was up to 5)" where one origin says more."""
    assert change.before is not None
    old, new = getattr(change.before, field), getattr(change.after, field)
    if _best(old) == _best(new):
        return f"up to {new.high} {field} (was {_range(old)})"
    at_least = "at least " if new.high is None else ""
    was = f" (was {old.best})" if old is not None and old.best is not None else ""
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
