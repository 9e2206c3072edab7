"""Which type of incident is meant, of all whose words or things stand in the first sentences.

"Tram overturns": a thing with its mishap names a type as a phrase of the list does. Every type is
weighed by where its words stand, by what stands beside it, by weapons and harm, and by what the
plain rules (`incident_type`) make of it; `benchmarks/fit/fit_types.py` fits the weights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.facts.lexical.choice import Choice, Signs
from monitor.facts.lexical.word_lists import by_language
from monitor.facts.nouns import HARD, Clause
from monitor.facts.what.incident_type import BY_RANK, WEAK, is_match, main_kind

_THINGS = by_language("types.type_choice_things")
_MISHAPS = by_language("types.type_choice_mishaps")
_AGENTS = by_language("types.type_choice_agents")["harm"]
#: What befalls a thing: a building collapses, all others crash.
_OF_STRUCTURE, _STRUCTURE, _VEHICLE = "structure_collapse", "structure", "vehicle"
_VIOLENT = "violent"
_SUICIDE, _BLASTS = "suicide_bombing", ("bombing", "explosion")
#: The type where no other is told.
OTHER = "other"
#: Groups of types that kill by themselves.
_HARD = HARD | {"health"}
#: What says more than another type told beside it.
_FINER = {
    "suicide_bombing": "bombing",
    "bombing": "explosion",
    "rail_crash": "road_crash",
    "drone_strike": "air_strike",
    "vehicle_attack": "road_crash",
    "wildfire": "fire",
    "stabbing": "armed_attack",
    "shooting": "armed_attack",
    "assault": "armed_attack",
    "kidnapping": "arrest",
}
#: Signs of one type alone count less, so that what holds of all types is learnt first.
_OWN = 0.5
_LEAD, _TOP = 1, 3
#: Words of a sentence looked at for things.
_READ_WORDS = 45


@dataclass(slots=True)
class _Told:
    """What one type has for it."""

    points: float = 0.0
    #: Ranks of its strong and weak phrases and of its things with a mishap.
    strong: set[int] = field(default_factory=set)
    weak: set[int] = field(default_factory=set)
    mishaps: set[int] = field(default_factory=set)
    phrases: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def first_strong(self) -> int:
        """Rank of the first strong phrase, or thing with a mishap."""
        return min((*self.strong, *self.mishaps), default=len(BY_RANK))


def chosen_kind(
    found: Sequence[Clause],
    groups: Mapping[str, str],
    weights: Choice,
    *,
    language: str,
    hurt: bool,
    talk: bool = False,
    act: bool = False,
) -> tuple[str, float]:
    """Return the likeliest type and its share (0–1); `hurt`, `talk`, `act` as of `main_kind`.

    A text that only speaks of violence (`talk`) is of no violent type.
    """
    if is_match(found, groups):
        return "sport_match", 1.0
    made = candidates(found, groups, language=language, hurt=hurt, talk=talk, act=act)
    names = [name for name in made if not (talk and groups.get(name) == _VIOLENT)]
    shares = weights.shares([made[name] for name in names])
    best = max(range(len(names)), key=lambda n: (shares[n], names[n]))
    if names[best] in _BLASTS and _SUICIDE in names and _is_led(made[_SUICIDE]):
        # The blast that a suicide attack told in title or lead made is that attack.
        return _SUICIDE, shares[best] + shares[names.index(_SUICIDE)]
    return names[best], shares[best]


def _is_led(signs: Signs) -> bool:
    return "strong in title" in signs or "strong in lead" in signs


def candidates(
    found: Sequence[Clause],
    groups: Mapping[str, str],
    *,
    language: str,
    hurt: bool,
    talk: bool,
    act: bool,
) -> dict[str, Signs]:
    """Return every type that may be meant, each with its signs; `OTHER` is always one."""
    told = _told(found, language)
    rules = main_kind(found, groups, hurt=hurt, talk=talk, act=act)
    told.setdefault(rules, _Told())
    told.setdefault(OTHER, _Told())
    scene = _scene(found, language) | _hard_words(told, groups)
    law = {rank for name, one in told.items() if groups.get(name) == "law" for rank in one.strong}
    scene |= {f"law strong in {at}" for rank, at in enumerate(("title", "lead")) if rank in law}
    scene |= {name for name, is_so in (("hurt", hurt), ("talk", talk), ("act", act)) if is_so}
    leading = {name for name, one in told.items() if one.first_strong <= _LEAD}
    weighed = _by_points(told, groups)
    made: dict[str, Signs] = {}
    for name, one in sorted(told.items()):
        signs = _own(name, one) | weighed[name]
        signs |= _by_rules(name, rules, groups)
        signs |= _by_scene(name, one, scene, groups)
        if _FINER.get(name) in told and one.first_strong <= _TOP:
            signs["finer than one beside it"] = 1.0
        signs |= {f"{name} beside {beside}": _OWN for beside in leading - {name}}
        made[name] = {sign: amount for sign, amount in signs.items() if amount}
    return made


def _by_rules(name: str, rules: str, groups: Mapping[str, str]) -> dict[str, float]:
    """What the plain rules' choice says for a type."""
    same_group = float(groups.get(name, name) == groups.get(rules, rules))
    if name != rules:
        return {"group by the rules": same_group}
    return {"group by the rules": 1.0, "by the rules": 1.0, f"{name} by the rules": _OWN}


def _by_scene(
    name: str, one: _Told, scene: set[str], groups: Mapping[str, str]
) -> dict[str, float]:
    """What stands beside a type, for its kind (hard, soft, other) and for itself."""
    hard = groups.get(name, name) in _HARD
    kind = "hard" if hard else "soft" if name != OTHER else OTHER
    signs = {f"{kind}: {sign}": 1.0 for sign in scene}
    signs |= {f"{name}: {sign}": _OWN for sign in scene}
    for rank, at in enumerate(("title", "lead")):
        if rank in one.strong | one.mishaps:
            signs |= {f"{kind} in {at}": 1.0, f"{name} in {at}": _OWN}
    return signs


def _hard_words(told: Mapping[str, _Told], groups: Mapping[str, str]) -> set[str]:
    """Whether title, or title and lead, are without a word of a hard type."""
    ranks: set[int] = set()
    for name, one in told.items():
        if groups.get(name) in _HARD:
            ranks |= one.strong | one.mishaps
    made = {"no hard word in the title"} if 0 not in ranks else set()
    return made | ({"no hard word in the lead"} if not ranks & {0, 1} else set())


def _by_points(told: Mapping[str, _Told], groups: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """What each type's weight among all of them says for it."""
    whole = sum(one.points for one in told.values()) or 1.0
    most = max(one.points for one in told.values())
    by_group: dict[str, float] = defaultdict(float)
    for name, one in told.items():
        by_group[groups.get(name, name)] += one.points
    return {
        name: {
            "share of points": one.points / whole,
            "share of its group": by_group[groups.get(name, name)] / whole,
            "points": min(one.points, 12.0) ** 0.5,
            "most points": float(one.points == most and most > 0),
        }
        for name, one in told.items()
    }


def _own(name: str, one: _Told) -> dict[str, float]:
    """What a type's own words say for it: where they stand, how many there are."""
    signs = {f"is {name}": _OWN, "phrases": min(float(len(one.phrases)), 5.0) / 2}
    for word, ranks in (("strong", one.strong), ("weak", one.weak), ("mishap", one.mishaps)):
        for rank in ranks:
            at = ("title", "lead")[rank] if rank <= _LEAD else "top" if rank <= _TOP else "later"
            signs[f"{word} in {at}"] = 1.0
        signs[f"only {word}"] = float(bool(ranks) and len(one.phrases) == 1)
    first = min((*one.strong, *one.mishaps, *one.weak), default=len(BY_RANK))
    signs["first told"] = first / 4
    signs[f"{name} told"] = _OWN * (first <= _TOP)
    return signs


def _told(found: Sequence[Clause], language: str) -> dict[str, _Told]:
    told: dict[str, _Told] = defaultdict(_Told)
    things = {name: by[language] for name, by in _THINGS.items() if language in by}
    for clause in found:
        if clause.rank >= len(BY_RANK):
            break
        weight = BY_RANK[clause.rank]
        seen: set[tuple[str, bool]] = set()
        for hit in clause.types:
            name, strong = hit.value
            one = told[name]
            (one.strong if strong else one.weak).add(clause.rank)
            one.phrases.add(tuple(clause.prose.words[hit.first : hit.past]))
            if hit.value not in seen:
                one.points += weight * (1.0 if strong else WEAK)
                seen.add(hit.value)
        if clause.rank <= _TOP and things:
            for name in _befallen(clause, things, language):
                one = told[name]
                one.mishaps.add(clause.rank)
                one.points += weight
    return told


def _befallen(clause: Clause, things: Mapping[str, frozenset[str]], language: str) -> list[str]:
    """Types whose things stand in a clause with a mishap."""
    words = clause.prose.words[clause.first : min(clause.past, clause.first + _READ_WORDS)]
    told = set(words)
    made = []
    for name, own in things.items():
        befalls = _MISHAPS[_STRUCTURE if name == _OF_STRUCTURE else _VEHICLE].get(language)
        if befalls and not (told.isdisjoint(own) or told.isdisjoint(befalls)):
            made.append(name)
    return made


def _scene(found: Sequence[Clause], language: str) -> set[str]:
    """What title and lead tell beside types: weapons, harm and who did it."""
    made: set[str] = set()
    agents = _AGENTS.get(language, frozenset())
    for clause in found:
        if clause.rank > _TOP:
            break
        made.update(
            f"weapon {value}" for kind, value in (t.value for t in clause.terms) if kind == "weapon"
        )
        made.update(f"told {tally.field}" for tally in clause.tallies if tally.best > 0)
        if clause.rank <= _LEAD and not agents.isdisjoint(
            clause.prose.words[clause.first : clause.past]
        ):
            made.add("an agent")
        made.update(cue.value for cue in clause.cues if cue.value in ("law", "deed", "aftermath"))
    if not any(sign.startswith("told ") for sign in made):
        made.add("nobody harmed")
    return made
