"""Which of the places told is that of the happening, likeliest first.

What was struck ("hit Camp Ash", "an attack on Ostley") comes before where it was struck ("in the
town of Ostley"), that before what it lies near, and the town the reporter writes from comes last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Candidate, Clause, Toponym
from monitor.facts.where.distances import distance_km
from monitor.facts.where.parts import is_kept, part_of
from monitor.model.facts import Where

_WORDS = bags("where.event_place")

MOST_PLACES = 6
#: A dateline stands back where one of the first sentences names the scene itself.
_LEAD_RANK = 3
_EXACT = 2
#: A city this large, and so many times larger than a quarter of it, within this reach.
_CITY, _TIMES_LARGER, _CITY_REACH_KM = 100_000, 5, 14.0
_COMPANY_KM, _DISTRICT_KM = 100.0, 40.0
#: Towns smaller than this may be namesakes of a quarter.
_SMALL = 60_000
_DATELINE = 1.2
#: What the verb makes of a place, in the units of the weights below.
_PARTS = {"target": 2.0, "scene": 0.8, "told": -0.6, "court": -1.5, "law": -1.5, "aftermath": -0.6}
_PART_WORDS = {
    "target": "what was struck",
    "scene": "where its verb tells it",
    "told": "where it was told",
    "court": "the court's seat",
    "law": "of an arrest or trial",
    "aftermath": "of what followed",
    "": "a place named",
}
_COURT_PARTS = {"court": 2.0, "target": -1.0, "scene": -0.5}


def places(
    found: Sequence[Clause],
    *,
    strict: bool = False,
    court: bool = False,
    limit: int = MOST_PLACES,
) -> tuple[Where, ...]:
    """Return where it happened, likeliest first, each place once.

    `strict`: leave out names inside other names and capitals that stand for governments.
    `court`: what happened is a verdict, given where the court sits.
    """
    made: dict[str, Where] = {}
    for clause, toponym in ranked(found, strict=strict, court=court):
        where = _where(clause, toponym)
        made.setdefault(where.place.id, where)
        if len(made) == limit:
            break
    return tuple(made.values())


def ranked(
    found: Sequence[Clause], *, strict: bool = False, court: bool = False
) -> list[tuple[Clause, Toponym]]:
    """Return all mentions of places as of `places`, the likeliest by rule first."""
    options = [
        (clause, t)
        for clause in found
        for t in clause.toponyms
        if t.chosen and not (strict and t.weak and not t.adjective)
    ]
    return _inside_first(_city_first(_among_others(_by_weight(options, court=court))))


def _by_weight(
    options: Sequence[tuple[Clause, Toponym]], *, court: bool
) -> list[tuple[Clause, Toponym]]:
    weighed = zip(weights(options, court=court), options, strict=True)
    return [option for _, option in sorted(weighed, key=lambda pair: -pair[0])]


def weights(options: Sequence[tuple[Clause, Toponym]], *, court: bool) -> list[float]:
    """Return what the rules give each mention."""
    told = Counter(t.chosen.place.id for _, t in options if t.chosen)
    parts = _COURT_PARTS if court else _PARTS
    # The reporter's town counts where no sentence of the lead names the scene itself.
    dateline = 0.0 if any(_is_scene_of_lead(c, t) for c, t in options) else _DATELINE
    return [
        _place_weight(clause, t, told) + parts.get(part_of(clause, t), 0.0) + dateline * t.dateline
        for clause, t in options
    ]


def _is_scene_of_lead(clause: Clause, toponym: Toponym) -> bool:
    if toponym.dateline or clause.rank > _LEAD_RANK or clause.back or not _is_exact(toponym):
        return False
    return part_of(clause, toponym) in ("target", "scene")


def _where(clause: Clause, toponym: Toponym) -> Where:
    assert toponym.chosen is not None, "filtered by the caller"
    place = toponym.chosen.place
    return Where(
        place=replace(place, precision=2) if _is_near(toponym) else place,
        span=toponym.prose.span(toponym.first, toponym.past),
        reason=why(clause, toponym),
    )


def why(clause: Clause, toponym: Toponym) -> str:
    """Return in words what its sentence makes of a place, and why it is that one of its name."""
    role = "the dateline" if toponym.dateline else _PART_WORDS[part_of(clause, toponym)]
    return "; ".join(filter(None, (role, toponym.reason)))


def _among_others(ranked: list[tuple[Clause, Toponym]]) -> list[tuple[Clause, Toponym]]:
    """Put the town that a report is about before a small namesake of a quarter of it.

    Quarters and hamlets that no gazetteer has are towns elsewhere: "Park Hill" beside "Denver
    police" is no village in Oklahoma, nor is "Bellagio" in Las Vegas one in Italy.
    """
    first = ranked[0][1].chosen if ranked else None
    if first is None or ranked[0][1].within or first.own or first.place.kind != "city":
        return ranked
    if _has_company(first, ranked):
        return ranked
    abroad = _is_small_abroad(first, ranked)
    told = Counter(t.chosen.place.id for _, t in ranked if t.chosen)
    for number, (clause, t) in enumerate(ranked[1:], 1):
        other = t.chosen
        if other is None or not _is_exact(t) or other.place.id == first.place.id:
            continue
        if abroad:
            return _first(ranked, number)
        is_home = is_kept(t) or clause.rank == 0 or _outshines(other, first, told[other.place.id])
        if other.place.country == first.place.country and is_home:
            return _first(ranked, number)
    return ranked


def _outshines(other: Candidate, one: Candidate, times: int) -> bool:
    """A city told more than once beside a small town."""
    return one.population < _SMALL and other.population >= _CITY and times > 1


def _is_small_abroad(one: Candidate, ranked: Sequence[tuple[Clause, Toponym]]) -> bool:
    """A small town in a country that no other name of the report lies in."""
    if one.population >= _SMALL:
        return False
    others = [t.chosen for _, t in ranked if t.chosen and t.chosen is not one]
    return not any(other.place.country == one.place.country for other in others)


def _first(ranked: list[tuple[Clause, Toponym]], number: int) -> list[tuple[Clause, Toponym]]:
    return [ranked[number], *ranked[:number], *ranked[number + 1 :]]


def _has_company(one: Candidate, ranked: Sequence[tuple[Clause, Toponym]]) -> bool:
    """Whether another name of the report lies near, or is of the region it lies in."""
    for _, t in ranked:
        if t.chosen is None or t.chosen.place.id == one.place.id:
            continue
        other = t.chosen.place
        inside = (other.country, other.admin1) == (one.place.country, one.place.admin1)
        if (inside and other.admin1) or distance_km(one.place, t.chosen.place) < _COMPANY_KM:
            return True
    return False


def _inside_first(ranked: list[tuple[Clause, Toponym]]) -> list[tuple[Clause, Toponym]]:
    """Put the likeliest town before the region or country that it lies in."""
    whole = ranked[0][1].chosen if ranked else None
    if whole is None or whole.place.kind not in ("region", "country", "district"):
        return ranked
    for number, (clause, t) in enumerate(ranked[1:], 1):
        if t.chosen is None or not _is_exact(t) or t.weak or t.hospital or t.origin or clause.back:
            continue
        inside = t.chosen.place.country == whole.place.country
        if whole.place.kind == "region":
            inside = inside and t.chosen.place.admin1 == whole.place.admin1
        elif whole.place.kind == "district":
            inside = inside and distance_km(whole.place, t.chosen.place) < _DISTRICT_KM
        if inside and (clause.types or clause.tallies or t.after_preposition):
            return _first(ranked, number)
    return ranked


def _city_first(ranked: list[tuple[Clause, Toponym]]) -> list[tuple[Clause, Toponym]]:
    """Put the city before its quarter, where the report names both as its place."""
    if not ranked or ranked[0][1].chosen is None:
        return ranked
    quarter = ranked[0][1].chosen
    for number, (clause, t) in enumerate(ranked[1:], 1):
        if t.chosen and _is_quarter(quarter, t.chosen) and _is_home(clause, t):
            return _first(ranked, number)
    return ranked


def _is_quarter(part: Candidate, city: Candidate) -> bool:
    """Whether a place without a name of its own abroad lies within a far larger one."""
    if part.own or city.place.kind != "city" or part.place.kind != "city":
        return False
    if city.population < max(_CITY, _TIMES_LARGER * part.population):
        return False
    return distance_km(part.place, city.place) <= _CITY_REACH_KM


def _is_home(clause: Clause, t: Toponym) -> bool:
    """The town that the report is from, or whose police speak in it."""
    return t.dateline or clause.rank == 0 or t.weak or is_kept(t)


def _is_exact(t: Toponym) -> bool:
    return t.chosen is not None and t.chosen.place.precision <= _EXACT


def _is_near(t: Toponym) -> bool:
    """Told as near an exact place: UCDP precision 2."""
    return t.beside and t.chosen is not None and t.chosen.place.precision == 1


def _place_weight(clause: Clause, t: Toponym, told: Counter[str]) -> float:
    assert t.chosen is not None, "filtered by the caller"
    place = t.chosen.place
    value = {1: 3.0, 2: 3.0, 3: 1.0, 4: 0.6, 5: 0.5}.get(place.precision, -1.0)
    value -= 0.3 * min(clause.rank, 10)
    value += (
        1.4 * (t.after_preposition and not t.beside)
        - 0.4 * t.beside
        - 2.0 * t.hospital
        - 1.0 * t.origin
        - 1.6 * t.weak
        + 0.8 * (bool(t.within) and not t.dateline)
    )
    value += 0.35 * min(told[place.id], 4)
    if clause.types or clause.tallies:
        value += 0.6
    if clause.back:
        value -= 3.0
    if t.chosen.own and not t.weak:
        value += 1.0
    return value


_BACK_TO_IT = _WORDS["back_to_it"]


def same_place(found: Sequence[Clause], where: tuple[Where, ...]) -> tuple[Where, ...]:
    """Return the main place for clauses that name none but point at it ("the facility")."""
    for clause in found:
        for index in range(clause.first, clause.past):
            if clause.prose.words[index] in _BACK_TO_IT and where:
                span = clause.prose.span(index, index + 1)
                reason = "pointed at: the main place"
                return (Where(place=where[0].place, span=span, confidence=0.5, reason=reason),)
    return ()
