"""What was used, hit and damaged, and at which address. Words only; nobody is counted here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.facts.lexical.numbers import NumberWords, amount
from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags, one_of
from monitor.facts.nouns import Clause
from monitor.model.facts import Count, Term
from monitor.model.spans import Span

_MOST = 24
_KIND_STREET = one_of("what.weapons_and_targets", "streets")
_STREET = re.compile(
    rf"(?:\d{{1,5}}(?:[ -]block of)? )?(?:(?:North|South|East|West|[NSEW]\.?) )?"
    rf"(?:[A-Z0-9][\w'.-]{{0,24}} ){{1,3}}{_KIND_STREET}\b"
)
#: Which of them need a number ("31 Elm Court"), and what is known for something else.
_NUMBERED = frozenset(bags("what.weapons_and_targets")["numbered"])
_HOUSE = re.compile(r"\d+[ -]")
_NO_STREET = re.compile(rf"\b{one_of('what.weapons_and_targets', 'no_streets')}$")
_KIND_SITE = one_of("what.weapons_and_targets", "sites")
_SITE = re.compile(rf"(?:[A-Z][\w'.-]{{1,24}} ){{1,4}}{_KIND_SITE}\b")
#: Each with how it must end: most clauses name no such thing, which is seen far sooner so.
_ADDRESSES = (
    ("street", re.compile(rf" {_KIND_STREET}\b"), _STREET),
    ("site", re.compile(rf" {_KIND_SITE}\b"), _SITE),
)
#: Fired, launched, landed: a number of these is a count of munitions.
_MUNITIONS = bags("what.weapons_and_targets")["munitions"]


def terms(found: Iterable[Clause]) -> tuple[Term, ...]:
    """Return weapons, targets, damage and addresses told in these clauses, each value once."""
    made: dict[tuple[str, str], Term] = {}
    for clause in found:
        for hit in clause.terms:
            kind, value = hit.value
            span = clause.prose.span(hit.first, hit.past)
            made.setdefault(
                (kind, value),
                Term(kind=kind, value=value, span=span, reason="a word of terms.toml"),
            )
        for kind, match in _addresses(clause):
            made.setdefault(
                (kind, match.text.casefold()),
                Term(kind=kind, value=match.text, span=match, reason="shape of an address"),
            )
        if len(made) >= _MOST:
            break
    return tuple(made.values())[:_MOST]


def _addresses(clause: Clause) -> Iterable[tuple[str, Span]]:
    prose = clause.prose
    if prose.uncased:
        return
    start, end = prose.starts[clause.first], prose.ends[clause.past - 1]
    for kind, ending, pattern in _ADDRESSES:
        if ending.search(prose.text, start, end) is None:
            continue
        for match in pattern.finditer(prose.text, start, end):
            told = match.group()
            if kind == "street" and not _is_street(told):
                continue
            yield kind, Span(field=prose.field, start=match.start(), end=match.end(), text=told)


def _is_street(told: str) -> bool:
    if told.rpartition(" ")[2] in _NUMBERED and not _HOUSE.match(told):
        return False
    return _NO_STREET.search(told) is None


def munitions(found: Iterable[Clause], numbers: NumberWords) -> tuple[Count, ...]:
    """Return how many rockets, missiles, drones … were fired, each unit once (the first told)."""
    made: dict[str, Count] = {}
    for clause in found:
        for hit in clause.terms:
            kind, unit = hit.value
            if kind == "weapon" and unit in _MUNITIONS and unit not in made:
                count = _number_before(clause.prose, hit, unit, numbers, clause.first)
                if count:
                    made[unit] = count
    return tuple(made.values())


def _number_before(
    prose: Prose, hit: Hit[tuple[str, str]], unit: str, numbers: NumberWords, floor: int
) -> Count | None:
    for index in range(hit.first - 1, max(floor, hit.first - 3) - 1, -1):
        told = amount(prose, index, numbers)
        if told and told.past <= hit.first and hit.first - told.past <= 1:
            return Count(
                field="munitions",
                low=told.low,
                best=told.best,
                high=told.high,
                span=prose.span(min(told.first, index), hit.past),
                unit=unit,
                reason="a number before a weapon of terms.toml",
            )
    return None
