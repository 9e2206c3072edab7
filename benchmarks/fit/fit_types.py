"""Fit `lists/weights/types.json`: which type of incident is meant.

    python -m benchmarks.fit.fit_types DATA [--write]

Fitted on the reports coded by reading (`facts/primary-*`); beside them shootings, plain politics
(no type of violence, disaster or accident is right) and `latin-america` (any violent type is right
where a template stands, none where not). Shown by folds over incidents and with each set left out:
the exact type and its family on hard news, and of the other reports those given a hard type.
Needs numpy and scipy (development only).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.fit.articles_coded import NOW, Coded, coded, others, rows
from benchmarks.fit.choice import (
    Case,
    asked,
    calibration_error,
    fit,
    folds,
    left_out,
    temperature,
    write,
)
from benchmarks.score.facts_common import article, tools
from monitor.articles.rows import from_row
from monitor.facts.data import FactTools
from monitor.facts.finding import Finder
from monitor.facts.lexical.choice import Choice
from monitor.facts.mentions import deeds_told
from monitor.facts.what.act_or_talk import is_hurt
from monitor.facts.what.incident_type import is_match
from monitor.facts.what.type_choice import candidates

HARD = frozenset(("violent", "battle", "disaster", "accident"))
#: Beside the groups: types whose reports are hard news too.
HARD_TYPES = ("protest", "kidnapping")
WEIGHT = {"gun-violence": 0.1, "us-politics": 0.4, "latin": 0.15, "own": 0.3}
TABLES = Path(__file__).resolve().parents[2] / "tests" / "facts" / "tables"
STEP = {"gun-violence": 7, "us-politics": 1}
LATIN_STEP = 3
#: Losing hard news weighs so much more than calling other news hard.
HARD_WEIGHT = 1.5
L2, FEWEST = 2.0, 4


@dataclass(frozen=True, slots=True)
class Told:
    """A case, with the names of its candidates and its gold type ("" = none)."""

    case: Case
    names: tuple[str, ...]
    gold: str


def told(one: Coded, kit: FactTools) -> Told | None:
    """Return an article as a choice among types, None where sport settles it."""
    if one.gold is not None and not one.reports:
        return None
    made = _made(one.finder, one.found, kit)
    if made is None:
        return None
    names, signs = made
    gold = one.gold["type"] if one.gold else ""
    right = _right(gold or one.corpus, names, kit)
    weight = WEIGHT.get(one.corpus, HARD_WEIGHT if is_hard(gold, kit.groups) else 1.0)
    return Told(Case(signs, right, one.group, one.corpus, weight), names, gold)


def _made(finder: Finder, found: list, kit: FactTools):
    if is_match(found, kit.groups):
        return None
    deeds = deeds_told(finder, found)
    talk = deeds is not None and deeds.score < kit.deeds.enough
    made = candidates(
        found,
        kit.groups,
        language=finder.tongue.language,
        hurt=is_hurt(found),
        talk=talk,
        act=deeds is not None and not talk,
    )
    kept = {n: s for n, s in made.items() if not (talk and kit.groups.get(n) == "violent")}
    return tuple(kept), list(kept.values())


def _right(gold: str, names: Sequence[str], kit: FactTools) -> frozenset[int]:
    if gold in names:
        return frozenset([names.index(gold)])
    soft = frozenset(n for n, name in enumerate(names) if not is_hard(name, kit.groups))
    if gold in ("us-politics", "no template") or not is_hard(gold, kit.groups):
        return soft
    if gold == "template":
        return frozenset(n for n, name in enumerate(names) if kit.groups.get(name) == "violent")
    if gold == "gun-violence":
        allowed = [name for name in ("shooting", "armed_attack") if name in names][:1]
        return frozenset(names.index(name) for name in allowed)
    return frozenset()


def is_hard(name: str, groups: Mapping[str, str]) -> bool:
    """Return whether a type is hard news."""
    return groups.get(name) in HARD or name in (*HARD_TYPES, "template", "gun-violence")


def latin(data: Path, kit: FactTools) -> Iterator[Told]:
    """Yield documents of `latin-america` that scores are not told of."""
    for number, row in enumerate(rows(data / "facts" / "latin-america.jsonl")):
        if number % LATIN_STEP or row["split"] != "dev":
            continue
        row["published"] = row["header"].get("date")
        finder = Finder(article(row), kit)
        made = _made(finder, finder.clauses(), kit) if finder.fields else None
        if made is not None:
            right = _right("template" if row["gold"]["incidents"] else "no template", made[0], kit)
            yield Told(Case(made[1], right, row["id"], "latin", WEIGHT["latin"]), made[0], "")


def own(kit: FactTools) -> Iterator[Told]:
    """Yield our own sentences of one happening each, as the tests have them."""
    for file in ("types", "types_told", "types_languages"):
        for line in (TABLES / f"{file}.tsv").read_text("utf-8").splitlines():
            cells = line.removeprefix("? ").split("\t")
            if line.startswith("#") or len(cells) < 2:
                continue
            text, kind = cells[-2:]
            row = {"id": text, "url": "", "text": text, "published": "2024-05-15"}
            # A sentence alone is too short to know its language by.
            language = from_row(row | {"text": f"{text} " * 9}, NOW).language
            finder = Finder(article(row, language=language), kit)
            made = _made(finder, finder.clauses(), kit)
            if made is not None and kind in made[0]:
                case = Case(made[1], _right(kind, made[0], kit), text, "own", WEIGHT["own"])
                yield Told(case, made[0], kind)


def show(name: str, every: Sequence[Told], shares: Sequence[Sequence[float]], kit) -> dict:
    """Print figures by set: hard news exact and family, others called hard."""
    figures: dict[str, object] = {}
    sure: list[tuple[float, bool]] = []
    for corpus in sorted({t.case.corpus for t in every}):
        exact = family = hard = soft = false = 0
        for one, share in zip(every, shares, strict=True):
            if one.case.corpus != corpus or not share:
                continue
            best = max(range(len(share)), key=lambda n: share[n])
            kind = one.names[best]
            if one.gold:
                sure.append((share[best], best in one.case.right))
            if not is_hard(one.gold or corpus, kit.groups):
                soft += 1
                false += kit.groups.get(kind) in HARD
                continue
            hard += 1
            right = best in one.case.right
            exact += kind == one.gold or (not one.gold and right)
            group = kit.groups.get(kind, kind)
            family += group == kit.groups.get(one.gold, one.gold) or (not one.gold and right)
        line = f"hard {hard} exact {exact / max(1, hard):.3f} family {family / max(1, hard):.3f}"
        figures[f"{name} {corpus}"] = f"{line}; soft {soft}, called hard {false}"
        print(name, corpus, figures[f"{name} {corpus}"])
    figures[f"{name} calibration error"] = round(calibration_error(sure), 3)
    print(name, "calibration error", figures[f"{name} calibration error"])
    return figures


def gather(data: Path, kit: FactTools) -> list[Told]:
    """Return every case."""
    found = [told(one, kit) for one in coded(data, kit)]
    for name, step in STEP.items():
        found += [told(one, kit) for one in others(data, name, step, kit)]
    return [one for one in found if one is not None] + [*latin(data, kit), *own(kit)]


def main() -> None:
    """Fit, show what held-out articles get, and write."""
    options = asked(__doc__)
    kit = tools()
    every = gather(options.data, kit)
    cases = [one.case for one in every]
    held = folds(cases, l2=L2, fewest=FEWEST)
    figures = show("folds", every, held, kit)
    world = ("world-news", "wikinews")
    one = [replace(c, corpus="world" if c.corpus in world else c.corpus) for c in cases]
    figures |= show("left out", every, left_out(one, l2=L2, fewest=FEWEST), kit)
    if options.write:
        model = fit(cases, l2=L2, fewest=FEWEST)
        warm = Choice(model.weights, temperature(cases, held))
        write("types", warm, (__doc__ or "").split("\n")[0], figures)


if __name__ == "__main__":
    main()
