"""What the mentions of one place say of it: how early, after which word, by which verb, how surely
a place's name. Nothing is weighed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from monitor.facts.nouns import HARD, Clause, Toponym
from monitor.facts.where.forms import of_form
from monitor.facts.where.parts import is_kept, part_of
from monitor.facts.where.place_words import LEADS
from monitor.facts.where.scene_around import LEAD, Around
from monitor.facts.where.scene_nouns import Option, Told

_RANKS = (0, 1, 2, 3, 6, 10)
_NEVER = 99
#: So near a word of its type is a place told with it.
_NEAR_WORDS = 5
_REACHES = (1, 3, 7, 14)
#: Told where it was spoken of, tried, or followed up: no scene.
_ASIDE = ("told", "law", "aftermath")
_NO_PLACE = 0.1


def of_mentions(option: Option, around: Around, of: str) -> Mapping[str, float]:
    """Return the signs of all mentions of a place, each beginning with `of`."""
    told = option.told
    first = min((c.rank for c, t in told if not t.dateline), default=_NEVER)
    made: dict[str, float] = {
        f"from {sum(first >= rank for rank in _RANKS)}": 1.0,
        f"times {min(len(told), 4)}": 1.0,
        "share of mentions": len(told) / around.mentions,
    }
    for clause, t in told:
        made.update(dict.fromkeys(_of_mention(clause, t, around), 1.0))
    for name, holds in _ALL.items():
        made[f"only {name}"] = float(all(holds(c, t) for c, t in told))
    made.update(_of_names(told))
    return {of + sign: amount for sign, amount in made.items()}


def _of_names(told: list[Told]) -> Mapping[str, float]:
    """How surely its words are a place's name, and what else they may be."""
    named = [t.named for _, t in told if t.named is not None]
    if not named:
        return {"not named": 1.0}
    best = max(place for place, _, _ in named)
    return {
        "named place": best,
        "named no place": float(best < _NO_PLACE),
        "named person": max(person for _, person, _ in named) * (1 - best),
        "named body": max(body for _, _, body in named) * (1 - best),
        "no name": max(1 - sum(one) for one in named) * (1 - best),
    }


_ALL: Mapping[str, Callable[[Clause, Toponym], bool]] = {
    "weak": lambda c, t: t.weak and not t.adjective,
    "adjective": lambda c, t: t.adjective,
    "hospital": lambda c, t: t.hospital,
    "origin": lambda c, t: t.origin,
    "beside": lambda c, t: t.beside,
    "back": lambda c, t: bool(c.back),
    "dateline": lambda c, t: t.dateline,
    "not in": lambda c, t: not t.after_preposition,
}


def _of_mention(clause: Clause, t: Toponym, around: Around) -> Iterator[str]:
    """Yield the signs of one mention, early ones told apart."""
    if t.dateline:
        yield "dateline"
        yield f"dateline {_beside_dateline(around)}"
        return
    early = "early" if clause.rank <= LEAD else "late"
    at = "title" if clause.rank == 0 else early
    part = part_of(clause, t)
    if part:
        yield part
        yield f"{part} {early}"
    happened = around.setting.group in HARD
    aside = (happened and part in _ASIDE) or t.hospital or t.origin
    is_in = t.after_preposition and not t.weak and not aside
    yield from _of_spot(clause, t, around, at)
    yield from of_form(t)
    yield from _of_deed(clause, t, around, at, is_in=is_in)
    if is_in:
        yield f"in {early}"
        if clause.rank <= 1:
            yield "in first"
    if t.lead >= clause.first and not t.weak and not aside and t.prose.words[t.lead] in LEADS:
        yield f"after {t.prose.words[t.lead]}"
        yield f"after {t.prose.words[t.lead]} {at}"


def _of_spot(clause: Clause, t: Toponym, around: Around, at: str) -> Iterator[str]:
    if t is around.first.get(clause.rank):
        yield f"first of {at}"
    if t.first == clause.first or (t.first == clause.first + 1 and not t.after_preposition):
        yield f"opens {at}"
    if clause.rank == 0:
        yield "title " + ("weak" if t.weak else "in" if t.after_preposition else "named")
    if t.within:
        yield "within told"
    if is_kept(t):
        yield "kept"


def _of_deed(clause: Clause, t: Toponym, around: Around, at: str, *, is_in: bool) -> Iterator[str]:
    near = [
        hit.value[0]
        for hit in clause.types
        if min(abs(hit.first - t.past), abs(t.first - hit.past)) <= _NEAR_WORDS
    ]
    if around.setting.kind in near:
        yield "by its kind"
        yield f"by its kind {at}"
    elif near:
        yield "by another kind"
    if is_in and not clause.back:
        yield from _of_reach(clause, t)
    if not (clause.types or clause.tallies) or clause.back or t.weak:
        return
    yield f"deed {'late' if at == 'late' else 'early'}"
    if is_in:
        yield "in of deed"
    if clause.tallies:
        yield "toll"
    if clause.hard:
        yield "hard"


def _of_reach(clause: Clause, t: Toponym) -> Iterator[str]:
    """How far the nearest word that tells what happened stands from the place."""
    spans = [(hit.first, hit.past) for hit in clause.types]
    spans += [(cue.first, cue.past) for cue in clause.cues if cue.value == "deed"]
    spans += [(tally.cue, tally.cue + 1) for tally in clause.tallies]
    if spans:
        words = min(max(first - t.past, t.first - past, 0) for first, past in spans)
        yield f"reach {sum(words > far for far in _REACHES)}"


def _beside_dateline(around: Around) -> str:
    if around.scene_in_lead:
        return "beside scene"
    return "beside place" if around.exact_in_lead else "alone"
