"""Which of the times told is that of the happening, not of its telling, and how surely.

"Police said Tuesday that a man was shot Saturday night": Saturday. The times told are weighed by
fitted weights (`lists/weights/days.json`) beside two readings that no word tells: the day of
publication or the day before, and none. One day is told where it is sure enough, else the few days
that together are, else nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor.facts.attachment import attached
from monitor.facts.lexical.choice import Choice
from monitor.facts.lexical.prose import Prose
from monitor.facts.nouns import Clause, Moment
from monitor.facts.when.day_candidates import DayCandidate, Told, candidates
from monitor.facts.when.day_signs import all_signs
from monitor.model.facts import When
from monitor.model.names import DatePrecision

#: One day is told from this share on; a day that is fresh needs more, as the window beside it says
#: nearly as much, a day of the verb of a happening less.
_SURE, _SURE_OF_FRESH, _SURE_OF_VERB = 0.6, 0.75, 0.5
_OF_SEVERAL = 0.4
#: A time wider than this gives its share to a day told inside it.
_COARSE = timedelta(days=5)
#: Else an interval of so many days more than one, from this share on.
_WIDER, _TOGETHER = (1, 2), 0.6
_FRESH = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MainDay:
    """The time chosen, with its share of all that might be meant."""

    moment: Moment
    share: float
    #: Where it stands, None where no word tells it.
    told: Told | None

    def when(self) -> When | None:
        """Return it as a When."""
        confidence = round(self.share, 3)
        if self.told is None:
            start, end = self.moment.start, self.moment.end
            assert start is not None, "chosen for its days"
            assert end is not None, "chosen for its days"
            reason = "no day told for it: news of the day of publication or the day before"
            return When(
                start=start,
                end=end,
                precision=self.moment.precision,
                confidence=confidence,
                reason=reason,
            )
        when = self.moment.when()
        reason = f"{self.told.moment.kind}, {_ATTACHED[self.told.of]}"
        return replace(when, reason=reason, confidence=confidence) if when else None


def main_day(
    found: Sequence[Clause], published: date | None, group: str, weights: Choice
) -> MainDay | None:
    """Return the time of what the article tells first, None where none is sure enough.

    `group`: of its incident type; `published`: the local day it was written, None = unknown.
    """
    if not found:
        return None
    made = candidates(found, published)
    shares = weights.shares(all_signs(found, made, published, group))
    return chosen(found[0].prose, made, shares, published)


def chosen(
    prose: Prose, made: Sequence[DayCandidate], shares: Sequence[float], published: date | None
) -> MainDay | None:
    """Return the time to tell, given each candidate's share."""
    told = _to_finer(
        [(share, one) for share, one in zip(shares, made, strict=True) if one.start is not None]
    )
    share, best = max(told, key=lambda pair: pair[0], default=(0.0, None))
    if best is not None and best.told and share >= _enough(best, told, published):
        return _of(best, share)
    return _together(prose, told)


def _to_finer(told: list[tuple[float, DayCandidate]]) -> list[tuple[float, DayCandidate]]:
    """The candidates with the share of a month or week added to the likeliest day told inside.

    "Last month … on Feb. 12": both are the same time.
    """
    shares = [share for share, _ in told]
    for number, (share, coarse) in enumerate(told):
        if not coarse.told or _width(coarse) <= _COARSE:
            continue
        inside = [n for n, (_, one) in enumerate(told) if one.told and _is_inside(one, coarse)]
        if inside:
            shares[max(inside, key=lambda n: shares[n])] += share
            shares[number] = 0.0
    return [(share, one) for share, (_, one) in zip(shares, told, strict=True)]


def _width(one: DayCandidate) -> timedelta:
    return one.end - one.start if one.start and one.end else timedelta()


def _is_inside(one: DayCandidate, other: DayCandidate) -> bool:
    if not (one.start and one.end and other.start and other.end) or _width(one) > _COARSE:
        return False
    happening = any(t.of == "happening" for t in one.told)
    return happening and other.start <= one.start and one.end <= other.end


def _enough(
    best: DayCandidate, told: Sequence[tuple[float, DayCandidate]], published: date | None
) -> float:
    """The share from which one time is told by itself.

    Beside a second happening with a day of its own the fresh window is no way out: over both it
    would be of neither.
    """
    happenings = [(share, one) for share, one in told if any(t.of == "happening" for t in one.told)]
    window = next((share for share, one in told if not one.told), 0.0)
    rivals = [one for share, one in happenings if one is not best and share > window]
    if _is_fresh(best, published):
        if not rivals:
            return _SURE_OF_FRESH
        return _OF_SEVERAL if any(_is_fresh(one, published) for one in rivals) else _SURE_OF_VERB
    return _SURE_OF_VERB if any(one is best for _, one in happenings) else _SURE


def _is_fresh(one: DayCandidate, published: date | None) -> bool:
    return published is not None and one.end is not None and published - one.end <= _FRESH


def _of(one: DayCandidate, share: float) -> MainDay:
    """The time as its best words tell it: of a happening, early."""
    told = min(one.told, key=lambda t: (bool(t.stamp), t.of != "happening", t.clause.rank))
    return MainDay(told.moment, share, told)


def _together(prose: Prose, told: Sequence[tuple[float, DayCandidate]]) -> MainDay | None:
    """The narrowest interval that holds enough of the shares."""
    for days in _WIDER:
        width = timedelta(days=days)
        starts = {one.start for _, one in told if one.start is not None}
        starts |= {one.end - width for _, one in told if one.end is not None}
        best = max((_within(told, start, width) for start in starts), default=None)
        if best is not None and best[0] >= _TOGETHER:
            return _joined(prose, best[0], [told[number] for number in best[1]])
    return None


def _within(
    told: Sequence[tuple[float, DayCandidate]], start: date, width: timedelta
) -> tuple[float, tuple[int, ...]]:
    """The share of an interval, and the numbers of the candidates inside."""
    inside = tuple(
        number
        for number, (_, one) in enumerate(told)
        if one.start is not None and one.end is not None
        if start <= one.start and one.end <= start + width
    )
    return sum(told[number][0] for number in inside), inside


def _joined(prose: Prose, share: float, inside: Sequence[tuple[float, DayCandidate]]) -> MainDay:
    """One interval of several candidates, with the words of the likeliest that has any."""
    start = min(one.start for _, one in inside if one.start is not None)
    end = max(one.end for _, one in inside if one.end is not None)
    spoken = [(own, one) for own, one in inside if one.told]
    _, best = max(spoken, key=lambda pair: pair[0], default=(0.0, None))
    window = next((own for own, one in inside if not one.told), 0.0)
    days = DatePrecision.DAY if start == end else DatePrecision.DAYS
    if best is None or window >= max(own for own, _ in spoken):
        return MainDay(Moment(prose, -1, -1, "fresh", start, end, days), share, None)
    made = _of(best, share)
    return replace(made, moment=replace(made.moment, start=start, end=end, precision=days))


#: What `attached` calls the words nearest to a time, in words.
_ATTACHED = {
    "happening": "of the verb that tells it",
    "speech": "of who tells it",
    "law": "of an arrest or trial",
    "aftermath": "of what followed",
    "": "no verb near it",
}


def when_of(moment: Moment | None, found: Sequence[Clause]) -> When | None:
    """Return a moment of these clauses as When, with how it was read."""
    when = moment.when() if moment else None
    if moment is None or when is None:
        return None
    clause = next((one for one in found if any(m is moment for m in one.moments)), None)
    tie = _ATTACHED[attached(clause, moment)] if clause else _ATTACHED[""]
    return replace(when, reason=f"{moment.kind}, {tie}")
