"""What speaks for each answer to where an article's incident happened, for `Choice`.

Answers are the places told (all mentions of one together), for each country told the country as the
place and somewhere in it, and nowhere. Nothing is weighed here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.facts.where.distances import distance_km
from monitor.facts.where.event_place import weights
from monitor.facts.where.scene_around import LEAD, Around
from monitor.facts.where.scene_mentions import of_mentions
from monitor.facts.where.scene_nouns import WHOLE, WITHIN, Option, Setting, Told
from monitor.language.tokens import key
from monitor.model.facts import Place

_NEAR_KM = 30.0
#: Weights of rules farther apart tell no more.
_FAR_BEHIND = 5.0
_FIRST_BY_RULE = 3
#: So many places, with their countries so many answers, are weighed: the likeliest by rule.
_MOST_PLACES, _MOST_ANSWERS = 9, 14
_PEOPLE = (1_000, 10_000, 100_000, 1_000_000)
_MOST_NAMESAKES, _MANY, _FEW = 50, 3, 3
#: A country of so large a share of what is told is what the article is about.
_MOSTLY = 0.8
_KINDS = ("city", "region", "district", *WHOLE)


def options(
    ranked: Sequence[Told],
    setting: Setting,
    names: Mapping[str, str],
    hints: Sequence[Told] = (),
) -> list[Option]:
    """Return the answers with their signs; `ranked`: mentions, the likeliest by rule first.

    `names`: those of countries, by code; `hints`: mentions that only say of which country.
    """
    made = _answers(ranked, setting, names, hints)
    around = Around(made, hints, setting)
    for rank, option in enumerate(made):
        option.signs.update(_signs(option, rank, around, setting))
    _add_rules(made, setting)
    nowhere = Option(None)
    nowhere.signs.update(_nowhere(made, around, setting))
    return [*made, nowhere]


def _answers(
    ranked: Sequence[Told], setting: Setting, names: Mapping[str, str], hints: Sequence[Told]
) -> list[Option]:
    by_place: dict[str, Option] = {}
    for clause, t in ranked:
        assert t.chosen is not None, "filtered by the caller"
        place = t.chosen.place
        name = f"country {place.country}" if place.kind == "country" else place.id
        if name in by_place:
            by_place[name].told.append((clause, t))
        elif len(by_place) < _MOST_PLACES:
            by_place[name] = Option(place, [(clause, t)])
    for clause, t in (*ranked, *hints):
        assert t.chosen is not None
        country = t.chosen.place.country
        if country and f"country {country}" not in by_place and len(by_place) < _MOST_ANSWERS:
            alone = Option(_country(country, names), [(clause, t)], implied=True)
            by_place[f"country {country}"] = alone
    for country in filter(None, (setting.home, setting.tongue_home)):
        alone = Option(_country(country, names), implied=True)
        by_place.setdefault(f"country {country}", alone)
    countries = [o for o in by_place.values() if o.place and o.place.kind == "country"]
    return [*by_place.values(), *map(_somewhere, countries)]


def _country(code: str, names: Mapping[str, str]) -> Place:
    """A country that none of the article's words names."""
    return Place(
        id=f"country {code}", name=names.get(code, code), kind="country", country=code,
        admin1="", latitude=None, longitude=None, precision=6,
    )  # fmt: skip


def _somewhere(country: Option) -> Option:
    """The answer that it was somewhere in that country, which the article does not tell or we
    do not know the name of."""
    assert country.place is not None
    place = replace(country.place, id=f"within {country.place.country}", kind=WITHIN)
    return Option(place, country.told, implied=country.implied)


def _add_rules(made: Sequence[Option], setting: Setting) -> None:
    """Add how far each place stands behind the first by the weights of the rules."""
    told = [(o, pair) for o in made if o.place and o.place.kind not in WHOLE for pair in o.told]
    best: dict[str, float] = {}
    given = weights([pair for _, pair in told], court=setting.court)
    for (option, _), weight in zip(told, given, strict=True):
        assert option.place is not None
        best[option.place.id] = max(weight, best.get(option.place.id, weight))
    first, second = ([*sorted(best.values(), reverse=True), 0.0, 0.0])[:2]
    for option in made:
        if option.place is None or option.place.id not in best:
            continue
        weight = best[option.place.id]
        option.signs["behind"] = min(first - weight, _FAR_BEHIND) / _FAR_BEHIND
        option.signs["rule weight"] = max(min(weight, _FAR_BEHIND), -_FAR_BEHIND) / _FAR_BEHIND
        if weight == first and len(best) > 1:
            option.signs["ahead"] = min(first - second, _FAR_BEHIND) / _FAR_BEHIND


def _signs(option: Option, rank: int, around: Around, setting: Setting) -> dict[str, float]:
    place = option.place
    assert place is not None
    kind = place.kind if place.kind in _KINDS else "site"
    if option.implied and kind == "country":
        kind = "alone"
    made: dict[str, float] = {f"kind {kind}": 1.0, f"kind {kind} {setting.group}": 1.0}
    if place.kind in WHOLE:
        for sign, amount in _of_country(place.country, around).items():
            made[f"{kind}: {sign}"] = made[sign] = amount
        made[f"{kind}: {setting.kind}"] = made[f"country {setting.kind}"] = 1.0
        made["country"] = 1.0
    else:
        made["exact"] = made[f"exact {setting.kind}"] = 1.0
        made.update(_of_place(place, option, around, setting))
        if rank < _FIRST_BY_RULE:
            made[f"rule {rank}"] = made[f"rule {rank} {setting.group}"] = 1.0
            made[f"rule {rank} of {setting.kind}"] = 1.0
        made[f"{kind} of {setting.kind}"] = 1.0
    made.update(_of_land(place.country, kind, around))
    made.update(_of_home(place.country, kind, setting))
    if not option.implied and option.told and kind != WITHIN:
        made.update(of_mentions(option, around, "c " if kind == "country" else ""))
    return {sign: amount for sign, amount in made.items() if amount}


def _of_land(country: str, kind: str, around: Around) -> Mapping[str, float]:
    """What the other places and hints say of its country."""
    share = around.votes.get(country, 0.0) / around.all
    made = {
        "share of country": share,
        "share 0.8": float(share > _MOSTLY),
        "best country": float(country == around.best),
        "hints": min(around.hints[country], _MANY),
        f"hinted {kind}": float(country in around.hints),
        "hinted in lead": float(country in around.lead_hints),
        f"unmentioned {kind}": float(not around.votes.get(country)),
    }
    for name, doer in zip(("title", "lead"), around.doers, strict=True):
        if doer:
            own = "doer" if country == doer else "other doer"
            made[f"{own} of {name}"] = made[f"{kind}: {own} of {name}"] = 1.0
            made[f"{own} of {name}, {around.sort}"] = 1.0
    if around.title_countries:
        made[f"{kind} of title's country"] = float(country in around.title_countries)
        made[f"{kind} not of title's country"] = float(country not in around.title_countries)
    elif around.title_lands:
        made[f"{kind} of title's land"] = float(country in around.title_lands)
    return made


def _of_home(country: str, kind: str, setting: Setting) -> Mapping[str, float]:
    """Whether its outlet or its language is at home there."""
    made: dict[str, float] = {}
    if setting.tongue_home:
        own = float(country == setting.tongue_home)
        made |= {"home by language": own, f"home by language {kind}": own}
        made["not home by language"] = 1.0 - own
    if setting.home:
        own = float(country == setting.home)
        made |= {"home": own, f"home {kind}": own, "not home": 1.0 - own}
    return made


def _of_country(country: str, around: Around) -> Mapping[str, float]:
    inside = [o for o in around.options if _is_exact_in(o, country)]
    lead = [o for o in inside if any(c.rank <= LEAD for c, _ in o.told)]
    solid = [o for o in inside if any(t.after_preposition and not t.weak for _, t in o.told)]
    return {
        "country with places": float(bool(inside)),
        "country with places in lead": float(bool(lead)),
        "country with places in": float(bool(solid)),
        "country without places": float(not inside),
        "country of several": float(len(inside) > 1),
    }


def _is_exact_in(option: Option, country: str) -> bool:
    place = option.place
    return place is not None and place.kind not in WHOLE and place.country == country


def _of_place(
    place: Place, option: Option, around: Around, setting: Setting
) -> Mapping[str, float]:
    chosen = next(t.chosen for _, t in option.told if t.chosen is not None)
    size = sum(chosen.population >= people for people in _PEOPLE)
    capital = float(key(place.name) == setting.capitals.get(place.country))
    made = {
        f"people {size}": float(place.kind == "city"),
        "unlisted": float(place.latitude is None and place.kind == "city"),
        "capital": capital,
        f"capital {setting.group}": capital,
        "other name": float(chosen.alias),
        "namesakes": math.log(max(1, min(len(option.told[0][1].candidates), _MOST_NAMESAKES))),
        "one word": float(all(t.past - t.first == 1 for _, t in option.told)),
    }
    if place.id in around.order:
        made[f"told {min(around.order.index(place.id), _MANY)}"] = 1.0
        made["of few"] = 1 / len(around.order)
    if any(t.dateline for _, t in option.told):
        made[f"dateline of people {size}"] = made[f"dateline {setting.group}"] = 1.0
        made["dateline only"] = float(all(t.dateline for _, t in option.told))
        made["dateline is capital"] = capital
    others = [o for o in around.options if o is not option and not o.implied]
    return {**made, **_beside(place, chosen.population, others)}


def _beside(place: Place, people: int, others: Sequence[Option]) -> Mapping[str, float]:
    """What the other places are to it: its country, its region, its neighbours."""
    countries = {o.place.country for o in others if o.place and o.place.kind in WHOLE}
    near = [o for o in others if o.place and _is_near(place, o.place)]
    home = [
        o.place.kind
        for o in others
        if o.place
        and place.admin1
        and (o.place.country, o.place.admin1) == (place.country, place.admin1)
    ]
    return {
        "its country told": float(place.country in countries),
        "its country not told, others are": float(
            bool(countries) and place.country not in countries
        ),
        "its region told": float("region" in home or "district" in home),
        "region with towns": float(place.kind == "region" and "city" in home),
        "others near": min(len(near), _MANY),
        "larger near": float(any(_people(o) > people for o in near)),
        "smaller near": float(any(_people(o) < people for o in near)),
    }


def _people(option: Option) -> int:
    return max((t.chosen.population for _, t in option.told if t.chosen), default=0)


def _is_near(place: Place, other: Place) -> bool:
    if other.kind in WHOLE or other.id == place.id:
        return False
    return distance_km(place, other) <= _NEAR_KM


def _nowhere(made: Sequence[Option], around: Around, setting: Setting) -> Mapping[str, float]:
    exact = [o for o in made if o.place and o.place.kind not in WHOLE]
    found = {
        "nowhere": 1.0,
        f"nowhere {setting.group}": 1.0,
        f"nowhere {setting.kind}": 1.0,
        "nowhere, no places": float(not made),
        "nowhere, no towns": float(not exact),
        "nowhere, scene in lead": float(around.scene_in_lead),
        "nowhere, place in lead": float(around.exact_in_lead),
        "nowhere, place in title": float(around.exact_in_title),
        "nowhere, dateline": float(around.has_dateline),
        "nowhere, many countries": float(len(around.votes) > _MANY),
        "nowhere, one country": float(len(around.votes) == 1),
        "nowhere, home": float(bool(setting.home)),
        "nowhere, few": float(len(made) < _FEW),
    }
    return {sign: amount for sign, amount in found.items() if amount}
