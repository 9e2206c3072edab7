"""How surely a text tells of one violent act, done at some place and time, rather than of violence.

"Gunmen killed the mayor on Monday" tells of an act; "he urged an end to the killings", "troops and
rebels clashed" and "thousands died in ten years of war" do not. Signs that a reader can name are
weighed: first of each sentence, then of the whole. The weights are fitted by
`benchmarks/fit/fit_deeds.py` and stand in `lists/deeds.toml`. English only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import exp, log
from typing import Any

from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Group, TypeHit
from monitor.facts.what.clause_events import clause_kind, event_moment
from monitor.facts.what.incident_type import main_kind
from monitor.facts.what.told_in_passing import in_passing

_WORDS = bags("what.act_or_talk")

#: A day told is fresh, recent or old by its distance to the day of publication.
_FRESH, _RECENT = 7, 60
#: A time wider than this (days) is no day.
_WIDE = 10
_FEW, _MANY = 12, 50
_BEFORE, _BESIDE = 5, 2
_LEAD, _LATE = 3, 10
#: An act is told in sentences so near to one another.
_NEAR = 2
#: Sentences of which the first words are looked at.
_READ_WORDS = 40
#: No sentence tells of violence: as unsure as this.
_NOTHING = -5.0
_SHORTEST, _HIGHEST_RATE = 60, 8.0
_HURT = frozenset(("killed", "injured", "kidnapped", "shot", "missing"))
_NAMED_HARM = ("killed", "injured", "kidnapped")
_MOST_VIOLENT, _MOST_NAMED = 6, 4
_HURT_RANK = 2
_BE = _WORDS["be"]
_NOT = _WORDS["not"]


@dataclass(frozen=True, slots=True)
class DeedWeights:
    """The fitted weights and the bags of words that they are given for."""

    bags: Mapping[str, frozenset[str]]
    #: Sign or "w:word" → weight, of one sentence.
    clause: Mapping[str, float]
    #: Sign → weight, of the whole text.
    text: Mapping[str, float]
    #: A text is one of an act from here.
    enough: float


@dataclass(frozen=True, slots=True)
class Deeds:
    """What was found: the text's score, and each telling clause with its own."""

    score: float
    clauses: Sequence[tuple[Clause, float]]


def deed_weights(table: Mapping[str, Any]) -> DeedWeights:
    """Build the weights from the parsed list."""
    return DeedWeights(
        bags={name: frozenset(words) for name, words in table["en"]["bags"].items()},
        clause=table["clause"],
        text=table["text"],
        enough=table["enough"],
    )


def weigh(
    found: Sequence[Clause], anchor: date | None, roots: Mapping[str, str], weights: DeedWeights
) -> Deeds:
    """Return how surely these clauses tell of a violent act; 0 is even, on a logarithmic scale."""
    told: list[tuple[Clause, float]] = []
    given = weights.clause
    for clause in found:
        signs = clause_signs(clause, anchor, roots, weights.bags)
        if signs:
            score = given["always"] + sum(given.get(sign, 0.0) for sign in signs)
            told.append((clause, score))
    signs_of_text = text_signs(found, told, roots, weights.bags)
    of_text = weights.text
    score = of_text["always"] + sum(of_text.get(s, 0.0) * v for s, v in signs_of_text.items())
    return Deeds(score, told)


def clause_signs(
    clause: Clause,
    anchor: date | None,
    roots: Mapping[str, str],
    bags: Mapping[str, frozenset[str]],
) -> set[str]:
    """Return the signs of a clause that speaks of violence or fighting, none of any other."""
    kinds = [hit for hit in clause.types if roots[hit.value[0]] in ("violent", "battle")]
    blasts = [hit for hit in clause.types if hit.value[0] == "explosion"]
    hurt = [t for t in clause.tallies if t.field in _HURT and t.best > 0]
    if not (kinds or blasts or hurt):
        return set()
    words = clause.prose.words[clause.first : min(clause.past, clause.first + _READ_WORDS)]
    signs = {f"w:{word}" for word in words}
    signs.update(name for name, listed in bags.items() if not listed.isdisjoint(words))
    signs.update(_kinds(kinds, roots), ("blast",) if blasts else ())
    starts = [hit.first for hit in (*kinds, *blasts)] + [t.cue for t in hurt]
    signs.update(_place_in_text(clause))
    signs.update(_before(clause, min(starts), bags))
    signs.update(_harm(hurt, bags))
    signs.update(_days(clause, anchor))
    signs.update(_named(clause))
    return signs


def _kinds(kinds: Sequence[TypeHit], roots: Mapping[str, str]) -> set[str]:
    """Fighting, a violent word that is strong with its kind, else a weak one."""
    violent = [hit.value for hit in kinds if roots[hit.value[0]] != "battle"]
    signs = {"battle"} if len(violent) < len(kinds) else set()
    strong = {f"kind:{name}" for name, is_strong in violent if is_strong}
    if strong:
        return signs | strong | {"strong"}
    return signs | {"weak"} if violent else signs


def _named(clause: Clause) -> Iterator[str]:
    """Cues, weapons, actors and exact places told in it."""
    yield from (f"cue:{cue.value}" for cue in clause.cues)
    yield from (term.value[0] for term in clause.terms)
    named = [a.value for a in clause.actors if not a.value.guessed]
    yield from ("group" if actor.kind == "armed_group" else "body" for actor in named)
    if any(t.chosen and t.chosen.place.precision <= 3 and not t.weak for t in clause.toponyms):
        yield "place"


def _place_in_text(clause: Clause) -> Iterator[str]:
    if clause.rank <= 1:
        yield "first"
    if clause.rank <= _LEAD:
        yield "lead"
    if clause.rank > _LATE:
        yield "late"


def _before(clause: Clause, at: int, bags: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Words right before that make it a wish, a threat, a denial; or a passive."""
    before = clause.prose.words[max(clause.first, at - _BEFORE) : at]
    if not bags["unreal"].isdisjoint(before):
        yield "unreal before"
    if not _NOT.isdisjoint(before):
        yield "negated"
    if before[-1:] == ["to"]:
        yield "infinitive"
    if not _BE.isdisjoint(before[-_BESIDE:]):
        yield "passive"


def _harm(hurt: Sequence[Any], bags: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for tally in hurt:
        yield "toll"
        yield f"toll:{tally.field}"
        if tally.persons.name:
            yield "named victim"
        if tally.best <= _FEW:
            yield "few"
        elif tally.best >= _MANY:
            yield "many"
        words = tally.prose.words[tally.persons.first : tally.persons.past]
        if not bags["fighters"].isdisjoint(words):
            yield "fighters hurt"
        elif not bags["people"].isdisjoint(words):
            yield "people hurt"


def _days(clause: Clause, anchor: date | None) -> Iterator[str]:
    for moment in clause.moments:
        if moment.start is None or moment.end is None or moment.future or anchor is None:
            continue
        ago = (anchor - moment.end).days
        if ago > _RECENT:
            yield "old"
        elif (moment.end - moment.start).days > _WIDE:
            yield "some month"
        else:
            yield "recent"
            if ago <= _FRESH:
                yield "fresh"


def text_signs(
    found: Sequence[Clause],
    told: Sequence[tuple[Clause, float]],
    roots: Mapping[str, str],
    bags: Mapping[str, frozenset[str]],
) -> dict[str, float]:
    """Return the signs of the whole text, each with its amount."""
    best = sorted((score for _, score in told), reverse=True)[:_LEAD] + [_NOTHING] * _LEAD
    lead = [score for clause, score in told if clause.rank <= _LEAD]
    signs = {
        "best": max(best[0], _NOTHING),
        "second": max(best[1], _NOTHING),
        "third": max(best[2], _NOTHING),
        "lead": max(lead, default=_NOTHING),
        "all": log(sum(exp(min(score, 20.0)) for _, score in told) + 0.01),
        "sure sentences": float(min(6, sum(score > 0 for _, score in told))),
    }
    counts = Counter(chain.from_iterable(c.prose.words[c.first : c.past] for c in found))
    total = sum(counts.values())
    for name, listed in bags.items():
        share = 100 * sum(counts[word] for word in listed & counts.keys()) / max(_SHORTEST, total)
        signs[f"rate:{name}"] = min(share, _HIGHEST_RATE)
    signs["length"] = log(total + 1)
    for clause in found[: _LEAD + 1]:
        for hit in clause.types:
            signs[f"lead of {roots[hit.value[0]]}"] = 1.0
    return signs | _by_rules(found, roots)


def _by_rules(found: Sequence[Clause], roots: Mapping[str, str]) -> dict[str, float]:
    """What the plain rules make of the text: its kind, its harmed, its violence in passing."""
    hurt = is_hurt(found)
    kind = main_kind(found, roots, hurt=hurt)
    violent = sum(roots.get(clause_kind(c, roots)) == "violent" for c in found)
    named = sum(
        t.field in _NAMED_HARM and bool(t.persons.name) and t.best > 0
        for c in found
        for t in c.tallies
    )
    return {
        f"kind of {roots.get(kind, kind)}": 1.0,
        "hurt": float(hurt),
        "in passing": float(in_passing(found, roots) is not None),
        "violent sentences": float(min(_MOST_VIOLENT, violent)),
        "named harmed": float(min(_MOST_NAMED, named)),
    }


def is_hurt(found: Sequence[Clause]) -> bool:
    """Return whether title or lead tell of dead or wounded."""
    return any(
        t.field in ("killed", "injured", "shot") and t.best > 0
        for c in found
        if c.rank <= _HURT_RANK
        for t in c.tallies
    )


def act_in_passing(told: Sequence[tuple[Clause, float]], roots: Mapping[str, str]) -> Group | None:
    """The surest clause of an act that no mention tells of, and those beside it that go on.

    `told` holds clauses with scores.
    """
    for clause, _ in sorted(told, key=lambda one: (-one[1], one[0].rank)):
        kind = clause_kind(clause, roots)
        if roots.get(kind) == "violent":
            near = tuple(c for c, s in told if s > 0 and abs(c.rank - clause.rank) <= _NEAR)
            clauses = near if clause in near else (clause,)
            return Group(kind, event_moment(clause), None, clauses)
    return None
