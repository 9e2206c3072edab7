"""Fit `lists/weights/report_or_not.json`: is an article a report of something new?

    python -m benchmarks.fit.fit_report_or_not DATA [--write]

Fitted on the articles coded by reading (`facts/primary-*`), with reports of shootings, fires,
politics and twin events beside them, which only hold it back. Printed for thresholds: the share of
other pieces that pass as reports, and of reports that do not, by folds over incidents and with each
set left out as a whole. Needs numpy and scipy (development only).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.fit.articles_coded import Coded, coded, others
from benchmarks.fit.choice import Case, asked, fit, folds, left_out, temperature, write
from benchmarks.score.facts_common import tools
from monitor.facts.data import FactTools
from monitor.facts.lexical.choice import Choice
from monitor.facts.what.report_or_not import signs

#: Corpus → weight of its reports and of its other pieces, so that no set is known by its mixture.
WEIGHT = {
    "world-news": (1.0, 2.2),
    "wikinews": (1.0, 2.2),
    "pages": (2.5, 1.0),
    "tongues": (0.8, 0.8),
    "german": (1.0, 1.0),
    "gun-violence": (0.15, 0.0),
    "fires": (0.3, 0.0),
    "us-politics": (0.2, 0.0),
    "twin-events": (0.2, 0.0),
}
#: Set beside → every so-manieth article.
STEP = {"gun-violence": 7, "fires": 1, "us-politics": 1, "twin-events": 3}
#: Losing a report of violence or disaster weighs so much more.
HARD = 1.5
L2 = 12.0
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


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
    weight = WEIGHT[one.corpus][not one.reports]
    if one.gold and one.reports and kit.groups.get(one.gold["type"]) in kit_hard():
        weight *= HARD
    return Case([made, {}], frozenset([int(one.reports)]), one.group, one.corpus, weight)


def kit_hard() -> frozenset[str]:
    """Return the groups whose reports must not be lost."""
    return frozenset(("violent", "battle", "disaster", "accident"))


def show(name: str, cases: Sequence[Case], shares: Sequence[Sequence[float]]) -> dict[str, object]:
    """Print, for each threshold and set, others that pass and reports that do not."""
    figures: dict[str, object] = {}
    for enough in THRESHOLDS:
        line = []
        for corpus in WEIGHT:
            told = [
                (share[0] < enough, 1 in c.right)
                for c, share in zip(cases, shares, strict=True)
                if c.corpus == corpus
            ]
            none = [passed for passed, report in told if not report]
            lost = [not passed for passed, report in told if report]
            line.append(f"{corpus} {sum(none) / max(1, len(none)):.2f}/{sum(lost) / len(lost):.2f}")
        figures[f"{name} at {enough}"] = ", ".join(line)
        print(name, enough, ", ".join(line))
    return figures


def together(cases: Sequence[Case]) -> list[Case]:
    """Return the cases with the two sets of world news as one, which are left out as one."""
    one = ("world-news", "wikinews")
    return [replace(c, corpus="world" if c.corpus in one else c.corpus) for c in cases]


def main() -> None:
    """Fit, show what held-out articles get, and write."""
    options = asked(__doc__)
    kit = tools()
    cases = [case(one, kit) for one in coded(options.data, kit)]
    for name, step in STEP.items():
        cases += [case(one, kit) for one in others(options.data, name, step, kit)]
    held = folds(cases, l2=L2, fewest=8)
    figures = show("folds", cases, held)
    figures |= show("left out", cases, left_out(together(cases), l2=L2, fewest=8))
    if options.write:
        model = fit(cases, l2=L2, fewest=8)
        warm = Choice(model.weights, temperature(cases, held))
        write("report_or_not", warm, (__doc__ or "").split("\n")[0], figures)


if __name__ == "__main__":
    main()
