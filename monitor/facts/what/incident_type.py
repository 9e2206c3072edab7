"""What kind of incident an article tells of: first the group (violent, politics …), then the type.

A group is weighed over title and first sentences, so that a stray word ("a bombshell report", "the
battle for the Senate") does not make a bombing; the type is the weightiest within its group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import HARD, Clause

_WORDS = bags("what.incident_type")

#: A title's and lead's words say what the report is about; later ones less and less.
BY_RANK = (3.5, 3.0, 2.0, 1.5, 1.0, 0.7, 0.5, 0.4, 0.3)
WEAK = 0.34
#: A hard group needs this much: one strong word in title or lead, or several later.
_ENOUGH = 1.6
#: An arrest, a trial or a statement about violence this strong: the incident is the violence.
_LEADS = 2.0
#: Beside dead or wounded, other groups must outweigh violence by so much.
_RIVAL = 0.6
#: A headline without a word of it: the violence in the lead may be what is spoken about.
_SILENT_TITLE = 0.4
_HURT, _UNHURT = 1.5, 0.9
#: Types that say less than any other of their group.
_GENERIC = {"armed_attack": 0.6, "explosion": 0.8, "clash": 0.8, "rescue": 0.4}
#: What players and scribes do in a match too: "shot", "a rocket from thirty yards", "under siege".
_SPORTING = _WORDS["sporting"]
#: The type of what is only said.
_SAYING = "statement"
#: So many different words of sport make a match of it.
_A_MATCH = 3
_SPORT_RANK = 12
#: Words told as the reason of a type.
_MOST_TOLD = 3


def main_kind(
    found: Sequence[Clause],
    groups: Mapping[str, str],
    *,
    hurt: bool,
    talk: bool = False,
    act: bool = False,
) -> str:
    """Return the incident type that weighs most, "other" where none is told strongly enough.

    `hurt`: the title or lead tells of dead or wounded, so that a violent word is meant as such.
    `talk`: the text speaks of violence, and tells of no act of it; `act`: it tells of one.
    """
    types, by_group = _weigh(found, groups, act=act)
    if talk:
        by_group["violent"] = 0.0
    if is_match(found, groups):
        return "sport_match"
    if _is_silent(found):
        by_group["violent"] *= _SILENT_TITLE
    group = _main_group(by_group, hurt=hurt)
    if group == "accident" and types["explosion"] and types["bombing"]:
        group = "violent"
    weights = {
        name: weight * _GENERIC.get(name, 1.0)
        for name, weight in types.items()
        if groups[name] == group
    }
    return max(sorted(weights), key=lambda name: weights[name], default="other")


def why_kind(found: Sequence[Clause], kind: str) -> str:
    """Return the words that weighed most for a type, "" where none names it."""
    told: dict[str, float] = {}
    for clause in found:
        rank = min(clause.rank, len(BY_RANK) - 1)
        for hit in clause.types:
            name, strong = hit.value
            if name == kind:
                words = clause.prose.span(hit.first, hit.past).text
                weight = BY_RANK[rank] * (1.0 if strong else WEAK)
                told[words] = max(told.get(words, 0.0), weight)
    best = sorted(told, key=lambda words: -told[words])[:_MOST_TOLD]
    return ", ".join(f"“{words}”" for words in best)


def is_match(found: Sequence[Clause], groups: Mapping[str, str]) -> bool:
    """Whether a text is of sport, its violent words only those that sport has borrowed."""
    sport: set[str] = set()
    politics: set[str] = set()
    for clause in found:
        if clause.rank > _SPORT_RANK or clause.has("law"):
            continue
        for hit in clause.types:
            words = clause.prose.words[hit.first : hit.past]
            group = groups[hit.value[0]]
            if group == "sport":
                sport.add(" ".join(words))
            elif group == "politics":
                politics.add(" ".join(words))
            elif group in HARD and _SPORTING.isdisjoint(words):
                return False
        if any(t.field == "killed" and t.best > 0 for t in clause.tallies):
            return False
    return len(sport) >= _A_MATCH and len(sport) > len(politics)


def _is_silent(found: Sequence[Clause]) -> bool:
    """Whether the headline speaks of something else than what was done to anybody."""
    title = [clause for clause in found if clause.rank == 0]
    return bool(title) and not any(c.hard or c.tallies or c.has("law") for c in title)


def _weigh(
    found: Sequence[Clause], groups: Mapping[str, str], *, act: bool
) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of types and of groups; a clause counts once for each.

    "The army says twelve rockets were fired" in a text on an act is no statement beside it.
    """
    types: dict[str, float] = defaultdict(float)
    by_group: dict[str, float] = defaultdict(float)
    for clause in found:
        if clause.rank >= len(BY_RANK):
            break
        here: dict[str, float] = {}
        told = {hit.value for hit in clause.types}
        if act and any(strong and groups[name] == "violent" for name, strong in told):
            told = {one for one in told if one[0] != _SAYING}
        for name, strong in sorted(told):
            weight = BY_RANK[clause.rank] * (1.0 if strong else WEAK)
            types[name] += weight
            here[groups[name]] = max(weight, here.get(groups[name], 0.0))
        for group, weight in here.items():
            by_group[group] += weight
    return types, by_group


def _main_group(by_group: Mapping[str, float], *, hurt: bool) -> str:
    violent = by_group.get("violent", 0.0)
    best, most = "", 0.0
    for group, weight in sorted(by_group.items()):
        if group in HARD:
            weight *= _HURT if hurt else _UNHURT
            if weight < _ENOUGH:
                continue
        elif violent >= _LEADS and (group == "law" or (hurt and violent >= _RIVAL * weight)):
            continue
        if weight > most:
            best, most = group, weight
    return best
