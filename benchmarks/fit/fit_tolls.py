"""Fit `lists/weights/tolls.json`: which tolls told in an article are of what it reports.

    python -m benchmarks.fit.fit_tolls DATA [--write]

A clause's number of dead (or wounded) is the report's own where it is the labelled one; another's
where it is larger, or where the labels know none; a smaller one is a part and not fitted on. Crime
reports, whose labels are of the final count, weigh a tenth. The sentences of
`tests/facts/tables` are fitted on too, so that those rows measure little. Needs numpy and scipy
(development only).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.fit.articles_coded import Coded, coded, crimes
from benchmarks.fit.choice import Case, asked, calibration_error, fit, folds, left_out, show, write
from benchmarks.score.facts_common import article, tools
from monitor.facts.casualties.own_tolls import WEIGHED, enough, signs
from monitor.facts.data import FactTools
from monitor.facts.finding import Finder
from monitor.facts.mentions import Reader

L2, FEWEST, STEP = 8.0, 5, 3
WEIGHT = {"gun-violence": 0.1, "own": 0.3}
TABLES = Path(__file__).resolve().parents[2] / "tests" / "facts" / "tables"
SENTENCES = ("tolls", "tolls_crimes", "tolls_disasters", "tolls_told_twice")


@dataclass(frozen=True, slots=True)
class Telling:
    """A clause's toll as a case, and the share from which the product keeps it."""

    case: Case
    enough: float


def cases(data: Path) -> Iterator[Telling]:
    kit = tools()
    for one in (*coded(data, kit), *crimes(data, STEP, kit)):
        if one.reports and one.gold:
            yield from _of_article(one, kit)
    yield from _sentences(kit)


def _of_article(one: Coded, kit: FactTools) -> Iterator[Telling]:
    reader = Reader(one.article, kit)
    first = reader.first()
    own = first.own
    report = reader.report(reader.kind(own, first.told)[0], first.day)
    weight = WEIGHT.get(one.corpus, 1.0)
    for clause in own:
        for field in WEIGHED:
            number = sum(t.best for t in clause.tallies if t.field == field)
            label = _label(one.gold.get(field), number)
            if number and label is not None:
                made = signs(clause, field, own, report)
                right = frozenset([0 if label else 1])
                case = Case([made, {}], right, one.group, one.corpus, weight)
                yield Telling(case, enough(clause, field, own, report))


def _sentences(kit: FactTools) -> Iterator[Telling]:
    """The sentences of the tests' tables, with the counts that a reader takes from them."""
    for file in SENTENCES:
        for line in (TABLES / f"{file}.tsv").read_text("utf-8").splitlines():
            cells = line.removeprefix("? ").split("\t")
            if line.startswith("#") or len(cells) < 2:
                continue
            told = dict(one.split("=") for one in cells[1].split() if "=" in one)
            gold = {field: int(told[field]) if field in told else None for field in WEIGHED}
            row = {"id": cells[0], "url": "", "text": cells[0], "published": "2024-05-15"}
            finder = Finder(article(row), kit)
            made = Coded("own", cells[0], finder.article, finder, finder.clauses(), gold)
            yield from _of_article(made, kit)


def _label(gold: Any, number: int) -> bool | None:
    """Whether a number is the labelled one; None where it may be a part of it."""
    if gold is None:
        return False
    low, high = gold if isinstance(gold, list) else (gold, gold)
    low = int(low or 0)
    high = low if high is None else int(high)
    if low <= number <= high:
        return True
    return False if number > high or high == 0 else None


def judged(every: Sequence[Telling], shares: Sequence[Sequence[float]]) -> dict[str, object]:
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    sure = []
    for one, share in zip(every, shares, strict=True):
        case = one.case
        own, kept = 0 in case.right, share[0] >= one.enough
        tally[case.corpus][f"{'own' if own else 'other'} {'kept' if kept else 'left out'}"] += 1
        sure.append((share[0], own))
    told: dict[str, object] = {corpus: dict(sorted(n.items())) for corpus, n in tally.items()}
    return told | {"calibration error": round(calibration_error(sure), 3)}


def main() -> None:
    options = asked(__doc__)
    every = list(cases(options.data))
    fitted = [one.case for one in every]
    figures = {
        "five folds over incidents": judged(every, folds(fitted, l2=L2, fewest=FEWEST)),
        "the set left out": judged(every, left_out(fitted, l2=L2, fewest=FEWEST)),
    }
    show(figures)
    if options.write:
        recipe = f"python -m benchmarks.fit.fit_tolls DATA --write, L2 {L2}, signs of {FEWEST}"
        write("tolls", fit(fitted, l2=L2, fewest=FEWEST), recipe, figures)


if __name__ == "__main__":
    main()
