"""Fit `lists/weights/report_or_not.json`: is an article a report of something new?

    python -m benchmarks.fit.fit_report_or_not DATA [--write]

Fitted on the articles coded by reading (`facts/primary-*`, `coded/verdicts.tsv`), with reports of
shootings, fires, politics and twin events beside them, which only hold it back. Of each set reports
weigh as much as other pieces, so that no set is known by its mixture. Printed for thresholds: the
share of other pieces that pass as reports, of reports that do not, and of reports of violence and
disaster that do not, by folds over incidents and with each set left out as a whole; last at the
threshold that loses so much of each set's reports. Needs numpy and scipy (development only).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.fit.articles_coded import Coded, coded, further, others
from benchmarks.fit.choice import Case, asked, fit, folds, left_out, temperature, write
from benchmarks.score.facts_common import tools
from monitor.facts.data import FactTools
from monitor.facts.lexical.choice import Choice
from monitor.facts.nouns import HARD
from monitor.facts.what.report_or_not import signs

#: What is left out, and shown, as one; what its other pieces and its reports weigh together.
SETS = {
    "world": (("world-news", "wikinews"), (300.0, 300.0)),
    "pages": (("pages",), (300.0, 300.0)),
    # Few others, all of one publisher.
    "german": (("german", "german-further"), (40.0, 200.0)),
    "local": (("local-news",), (200.0, 200.0)),
    "campaign": (("campaign",), (200.0, 200.0)),
    "tongues": (("tongues",), (140.0, 140.0)),
}
#: Sets beside, nearly all of them reports: the weight of each article.
BESIDE = {
    "gun-violence": 0.1,
    "fires": 0.2,
    "us-politics": 0.4,
    "twin-events": 0.4,
    "reuse": 0.2,
    "outbreaks": 0.3,
    "business": 0.3,
}
#: Of these every so-manieth article, none of which was read.
STEP = {"gun-violence": 7, "fires": 1, "us-politics": 1, "twin-events": 3}
#: Sets beside that are left out with others, for they are of one kind.
LIKE = {"us-politics": "campaign", "reuse": "gun-violence"}
#: Losing a report of violence or disaster weighs so much more; an arguable label so much less.
HARD_WEIGHT, ARGUABLE = 1.5, 0.6
L2, FEWEST = 12.0, 8
THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7)
LOST = (0.07, 0.12)

_SET_OF = {corpus: name for name, (own, _) in SETS.items() for corpus in own}


@dataclass(frozen=True, slots=True)
class Told:
    """One article as it is shown: its set, what it is, and how surely it is no report."""

    name: str
    report: bool
    hard: bool
    sure: bool
    share: float


def case(one: Coded, kit: FactTools) -> Case:
    """Return an article as a choice between no report (its signs) and a report (none)."""
    finder = one.finder
    made = signs(
        finder.fields,
        one.found,
        finder.anchor(),
        tongue=finder.tongue,
        url=one.article.url,
        roots=kit.groups,
    )
    weight = BESIDE.get(one.corpus, 1.0 if is_sure(one) else ARGUABLE)
    return Case([made, {}], frozenset([int(one.reports)]), one.group, set_of(one), weight)


def set_of(one: Coded) -> str:
    """Return the set that an article is left out with."""
    return _SET_OF.get(one.corpus) or LIKE.get(one.corpus, one.corpus)


def is_sure(one: Coded) -> bool:
    """Whether no other reader would say otherwise."""
    return one.gold is None or bool(one.gold.get("sure", 1))


def is_hard(one: Coded, kit: FactTools) -> bool:
    """Whether it reports violence, a disaster or an accident: what must not be lost."""
    kind = (
        one.gold["type"]
        if one.gold
        else {"gun-violence": "shooting", "fires": "fire"}.get(one.corpus, "")
    )
    return one.reports and kit.groups.get(kind or "") in HARD


def balanced(found: Sequence[Coded], cases: Sequence[Case], kit: FactTools) -> list[Case]:
    """Return the cases so weighed that reports and other pieces of a set are even."""
    whole: dict[tuple[str, bool], float] = {}
    for one, own in zip(found, cases, strict=True):
        key = (_SET_OF.get(one.corpus, ""), one.reports)
        whole[key] = whole.get(key, 0.0) + own.weight
    made = []
    for one, own in zip(found, cases, strict=True):
        name = _SET_OF.get(one.corpus, "")
        even = SETS[name][1][one.reports] / whole[name, one.reports] if name else 1.0
        even *= HARD_WEIGHT if is_hard(one, kit) else 1.0
        made.append(replace(own, weight=own.weight * even))
    return made


def shown(told: Sequence[Told], enough: float) -> str:
    """Return other pieces that pass / reports lost (hard ones lost) at a threshold."""
    passed = [one.share < enough for one in told if not one.report]
    lost = [one.share >= enough for one in told if one.report]
    hard = [one.share >= enough for one in told if one.hard]
    return f"{_mean(passed):.2f}/{_mean(lost):.2f} ({_mean(hard):.2f})"


def at_lost(told: Sequence[Told], lost: float) -> str:
    """Return the other pieces that pass, all and the sure ones, where so many reports are lost."""
    enough = float(np.quantile([one.share for one in told if one.report], 1 - lost))
    passed = [one.share < enough for one in told if not one.report]
    sure = [one.share < enough for one in told if not one.report and one.sure]
    return f"{_mean(passed):.2f} sure {_mean(sure):.2f} (at {enough:.2f})"


def _mean(told: Sequence[bool]) -> float:
    return sum(told) / max(1, len(told))


def show(name: str, told: Sequence[Told]) -> dict[str, object]:
    """Print, for each threshold and set, others that pass and reports that do not."""
    sets = {key: [one for one in told if one.name == key] for key in SETS}
    sets["beside"] = [one for one in told if one.name not in SETS]
    figures: dict[str, object] = {}
    for enough in THRESHOLDS:
        line = ", ".join(f"{key} {shown(own, enough)}" for key, own in sets.items())
        figures[f"{name} at {enough}"] = line
    for lost in LOST:
        line = ", ".join(f"{key} {at_lost(sets[key], lost)}" for key in SETS)
        figures[f"{name}, {lost} lost"] = line
    for key, line in figures.items():
        print(key, line)
    return figures


def main() -> None:
    """Fit, show what held-out articles get, and write."""
    options = asked(__doc__)
    kit = tools()
    found = [*coded(options.data, kit), *further(options.data, kit)]
    for name, step in STEP.items():
        found += others(options.data, name, step, kit)
    cases = balanced(found, [case(one, kit) for one in found], kit)
    held = folds(cases, l2=L2, fewest=FEWEST)
    heat = temperature(cases, held)

    def told(shares: Sequence[Sequence[float]]) -> list[Told]:
        made = []
        for one, (none, report) in zip(found, shares, strict=True):
            share = 1 / (1 + (report / none) ** (1 / heat))
            name = _SET_OF.get(one.corpus, one.corpus)
            made.append(Told(name, one.reports, is_hard(one, kit), is_sure(one), share))
        return made

    figures = show("folds", told(held))
    figures |= show("left out", told(left_out(cases, l2=L2, fewest=FEWEST)))
    if options.write:
        model = fit(cases, l2=L2, fewest=FEWEST)
        warm = Choice(model.weights, heat)
        write("report_or_not", warm, (__doc__ or "").split("\n")[0], figures)


if __name__ == "__main__":
    main()
