"""Fit `lists/weights/days.json`: which of the times told is that of the happening.

    python -m benchmarks.fit.fit_days DATA [--write]

Right is a time told inside the labelled days; a range, or a wider time, that meets them; the fresh
window where no words tell a labelled day of the last two; "none" where the labels know no day.
Articles whose day is neither told nor fresh are not fitted on. Crime reports count a sixth each.
Two minutes; needs numpy and scipy (development only).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.fit.articles_coded import Coded, coded, crimes
from benchmarks.fit.choice import (
    Case,
    asked,
    calibration_error,
    fit,
    folds,
    left_out,
    show,
    temperature,
    write,
)
from benchmarks.score.facts_common import tools
from monitor.facts.data import FactTools
from monitor.facts.finding import Finder
from monitor.facts.lexical.choice import Choice
from monitor.facts.mentions import Reader, deeds_told
from monitor.facts.when.day_candidates import DayCandidate, candidates
from monitor.facts.when.day_signs import all_signs
from monitor.facts.when.event_time import chosen

L2, FEWEST, CRIME, STEP = 20.0, 10, 0.33, 2
#: What is read as a verdict is dated by its court: the few that are one count more, those that tell
#: of a deed are left out.
COURT, OF_COURTS = "verdict", 4.0
#: A told time counts as right if it is no wider than this, or a day wider than the label.
_WIDE = 2
_RANGES = ("range", "ahead", "ahead, early")


@dataclass(frozen=True, slots=True)
class Sample:
    """A case with what it takes to choose and to judge."""

    case: Case
    made: Sequence[DayCandidate]
    gold: tuple[date, date] | None
    published: date | None
    finder: Finder


def samples(data: Path) -> Iterator[Sample]:
    kit = tools()
    for one in (*coded(data, kit), *crimes(data, STEP, kit)):
        if one.reports and one.gold:
            yield from _sample(one, kit)


def _sample(one: Coded, kit: FactTools) -> Iterator[Sample]:
    found, day = one.found, one.finder.anchor()
    kind, _ = Reader(one.article, kit).kind(found, deeds_told(one.finder, found))
    made = candidates(found, day)
    group = kit.groups.get(kind, kind)
    court = kind == COURT
    if court:
        if one.gold["type"] != COURT:
            return
        group = COURT
    signs = all_signs(found, made, day, group)
    told = one.gold["day"]
    gold = (date.fromisoformat(told[0]), date.fromisoformat(told[1])) if told else None
    weight = CRIME if one.corpus == "gun-violence" else OF_COURTS if court else 1.0
    case = Case(signs, _right(made, gold), one.group, one.corpus, weight)
    yield Sample(case, made, gold, day, one.finder)


def _right(made: Sequence[DayCandidate], gold: tuple[date, date] | None) -> frozenset[int]:
    if gold is None:
        return frozenset([len(made) - 1])
    meets = {n for n, one in enumerate(made) if one.start and is_right(gold, one.start, one.end)}
    told = {n for n in meets if made[n].told}
    exact = {n for n in told if gold[0] <= made[n].start and made[n].end <= gold[1]}
    ranges = {n for n in told if made[n].told[0].moment.kind in _RANGES}
    return frozenset((exact | ranges) or told or meets)


def is_right(gold: tuple[date, date], start: date, end: date) -> bool:
    """Whether an interval is right by the labels: it meets them and is hardly wider."""
    wide = max(_WIDE, (gold[1] - gold[0]).days + 1)
    return start <= gold[1] and end >= gold[0] and (end - start).days <= wide


def judged(every: Sequence[Sample], shares: Sequence[Sequence[float]]) -> dict[str, object]:
    """Figures of each corpus, and the error of calibration over all."""
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    sure: list[tuple[float, bool]] = []
    for one, share in zip(every, shares, strict=True):
        day = chosen(one.finder.fields[0], one.made, share, one.published)
        count = tally[one.case.corpus]
        if one.gold is None:
            count["none"] += 1
            count["invented"] += day is not None
            continue
        count["n"] += 1
        if day is not None:
            right = is_right(one.gold, day.moment.start, day.moment.end)
            count["right" if right else "wrong"] += 1
            count["exact"] += right and day.moment.start == day.moment.end
            sure.append((day.share, right))
    figures: dict[str, object] = {
        corpus: {
            **{name: round(count[name] / count["n"], 3) for name in ("right", "wrong", "exact")},
            "invented": f"{count['invented']} of {count['none']}",
        }
        for corpus, count in tally.items()
    }
    return figures | {"calibration error": round(calibration_error(sure), 3)}


def main() -> None:
    options = asked(__doc__)
    every = list(samples(options.data))
    cases = [one.case for one in every]
    held_out = folds(cases, l2=L2, fewest=FEWEST)
    cooler = temperature(cases, held_out)
    figures = {
        "five folds over incidents": judged(every, _at(held_out, cooler)),
        "the set left out": judged(every, _at(left_out(cases, l2=L2, fewest=FEWEST), cooler)),
    }
    show(figures)
    if options.write:
        model: Choice = replace(fit(cases, l2=L2, fewest=FEWEST), temperature=cooler)
        write(
            "days",
            model,
            f"python -m benchmarks.fit.fit_days DATA --write, L2 {L2}, signs of {FEWEST} articles",
            figures,
        )


def _at(shares: Sequence[Sequence[float]], heat: float) -> list[list[float]]:
    """Shares at another temperature."""
    made = []
    for one in shares:
        raw = [share ** (1 / heat) for share in one]
        made.append([value / sum(raw) for value in raw])
    return made


if __name__ == "__main__":
    main()
