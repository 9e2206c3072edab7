"""What speaks for each place of an article as that of its happening, for `Choice`.

Candidates are the places told (all mentions of one together), for each country told the country
alone, and nowhere. Nothing is weighed here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.facts.nouns import Clause, Toponym
from monitor.facts.where.distances import distance_km
from monitor.facts.where.event_place import weights
from monitor.facts.where.parts import is_kept, part_of
from monitor.facts.where.place_words import LEADS
from monitor.language.tokens import key
from monitor.model.facts import Place

Told = tuple[Clause, Toponym]
_RANKS = (0, 1, 2, 3, 6, 10)
_LEAD = 3
_NEAR_KM = 30.0
#: Kind of a place that is no more than its country; `country` is one that is told as the place.
WITHIN = "within"
WHOLE = ("country", WITHIN)
_EXACT = 2
#: Weights of rules farther apart tell no more.
_FAR_BEHIND = 5.0
_FIRST_BY_RULE = 3
_PEOPLE = (1_000, 10_000, 100_000, 1_000_000)
#: So near a word of its type is a place told with it.
_NEAR_WORDS = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the article besides its places."""

    #: The incident's type and its group.
    kind: str = ""
    group: str = ""
    #: Country of the outlet, by its feed or its address; "" = unknown.
    home: str = ""
    #: The country where its language is at home, "" where that is several.
    tongue_home: str = ""
    court: bool = False
    #: Country → key of its capital.
    capitals: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Option:
    """One answer to where it happened: a place told, a country alone, or nowhere."""

    #: None: nowhere.
    place: Place | None
    #: The mentions, the one to be shown first.
    told: list[Told] = field(default_factory=list)
    signs: dict[str, float] = field(default_factory=dict)
    #: A country that is told by its towns or people only.
    implied: bool = False


def options(
    ranked: Sequence[Told],
    setting: Setting,
    names: Mapping[str, str],
    hints: Sequence[Told] = (),
) -> list[Option]:
    """Return the answers with their signs; `ranked`: mentions, the likeliest by rule first.

    `names`: those of countries, by code; `hints`: mentions that only say of which country.
    """
    by_place: dict[str, Option] = {}
    for clause, t in ranked:
        assert t.chosen is not None, "filtered by the caller"
        place = t.chosen.place
        name = f"country {place.country}" if place.kind == "country" else place.id
        by_place.setdefault(name, Option(place)).told.append((clause, t))
    for clause, t in (*ranked, *hints):
        assert t.chosen is not None
        country = t.chosen.place.country
        if country and f"country {country}" not in by_place:
            alone = Option(_country(country, names), [(clause, t)], implied=True)
            by_place[f"country {country}"] = alone
    for country in filter(None, (setting.home, setting.tongue_home)):
        alone = Option(_country(country, names), implied=True)
        by_place.setdefault(f"country {country}", alone)
    countries = [o for o in by_place.values() if o.place and o.place.kind == "country"]
    somewhere = [_somewhere(o) for o in countries]
    made = [*by_place.values(), *somewhere]
    around = _Around(made, hints, setting)
    for rank, option in enumerate(made):
        option.signs.update(_signs(option, rank, around, setting))
    _add_rules(made, setting)
    nowhere = Option(None)
    nowhere.signs.update(_nowhere(made, around, setting))
    return [*made, nowhere]


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


class _Around:
    """What all places of the article say together."""

    def __init__(self, made: Sequence[Option], hints: Sequence[Told], setting: Setting) -> None:
        self.options, self.setting = made, setting
        self.votes: Counter[str] = Counter()
        for option in made:
            if option.place is not None and not option.implied and option.place.kind != WITHIN:
                self.votes[option.place.country] += sum(_vote(c, t) for c, t in option.told)
        self.hints: Counter[str] = Counter()
        for clause, t in hints:
            if t.chosen is not None:
                self.hints[t.chosen.place.country] += 1
                self.votes[t.chosen.place.country] += _vote(clause, t)
        self.lead_hints = {t.chosen.place.country for c, t in hints if t.chosen and c.rank <= 1}
        self.all = sum(self.votes.values()) or 1.0
        self.best = self.votes.most_common(1)[0][0] if self.votes else ""
        told = [
            pair
            for option in made
            if not option.implied and option.place and option.place.kind != WITHIN
            for pair in option.told
        ]
        self.mentions = len(told) or 1
        self.scene_in_lead = any(
            c.rank <= _LEAD and not t.dateline and is_exact(t) and part_of(c, t) in _SCENES
            for c, t in told
        )
        self.exact_in_lead = any(
            c.rank <= _LEAD and not t.dateline and is_exact(t) and t.after_preposition
            for c, t in told
        )
        self.exact_in_title = any(c.rank == 0 and is_exact(t) and not t.weak for c, t in told)
        in_title = [t for c, t in told if c.rank == 0 and t.chosen]
        #: Countries that the title names, and those its places lie in.
        self.title_countries = {
            t.chosen.place.country
            for t in in_title
            if t.chosen and t.chosen.place.kind == "country"
        }
        self.title_lands = {t.chosen.place.country for t in in_title if t.chosen}
        self.datelines = {t.chosen.place.id for _, t in told if t.dateline and t.chosen is not None}
        #: Of each clause rank the first place named.
        self.first: dict[int, Toponym] = {}
        told = [(c, t) for c, t in told if not t.dateline]
        for clause, t in sorted(told, key=lambda pair: (pair[0].rank, pair[1].first)):
            self.first.setdefault(clause.rank, t)
        self.first_rank = min((c.rank for c, t in told if is_exact(t)), default=99)


_SCENES = ("target", "scene")
#: Told where it was spoken of, tried, or followed up: no scene.
_ASIDE = ("told", "law", "aftermath")
#: Groups of incidents that befall somebody: such a one always has its place.
HAPPENED = ("violent", "battle", "disaster", "accident")


def is_exact(t: Toponym) -> bool:
    """Whether it stands for a town or what is as exact."""
    return t.chosen is not None and t.chosen.place.precision <= _EXACT


def _vote(clause: Clause, t: Toponym) -> float:
    early = 2.0 if clause.rank <= 1 else 1.0 if clause.rank <= _LEAD + 2 else 0.5
    return early * (0.5 if t.weak or t.adjective or clause.back else 1.0)


def _signs(option: Option, rank: int, around: _Around, setting: Setting) -> dict[str, float]:
    place = option.place
    assert place is not None
    kind = place.kind if place.kind in _KINDS else "site"
    if option.implied and kind == "country":
        kind = "alone"
    made: dict[str, float] = {f"kind {kind}": 1.0}
    made[f"kind {kind} {setting.group}"] = 1.0
    if place.kind in WHOLE:
        for sign, amount in _of_country(place.country, around).items():
            made[f"{kind}: {sign}"] = amount
            made[sign] = amount
        made[f"{kind}: {setting.kind}"] = 1.0
        made["country"] = 1.0
        made[f"country {setting.kind}"] = 1.0
    else:
        made["exact"] = 1.0
        made[f"exact {setting.kind}"] = 1.0
        made.update(_of_place(place, option, around, setting))
    share = around.votes[place.country] / around.all
    made["share of country"] = share
    made["share 0.8"] = float(share > 0.8)
    made["best country"] = float(place.country == around.best)
    made["hints"] = min(around.hints[place.country], 3)
    made[f"hinted {kind}"] = float(place.country in around.hints)
    made["hinted in lead"] = float(place.country in around.lead_hints)
    made[f"unmentioned {kind}"] = float(not around.votes[place.country])
    if around.title_countries:
        made[f"{kind} of title's country"] = float(place.country in around.title_countries)
        made[f"{kind} not of title's country"] = float(place.country not in around.title_countries)
    elif around.title_lands:
        made[f"{kind} of title's land"] = float(place.country in around.title_lands)
    if setting.tongue_home:
        made["home by language"] = float(place.country == setting.tongue_home)
        made[f"home by language {kind}"] = made["home by language"]
        made["not home by language"] = 1.0 - made["home by language"]
    if setting.home:
        made[f"home {kind}"] = float(place.country == setting.home)
        made["home"] = float(place.country == setting.home)
        made["not home"] = float(place.country != setting.home)
    if not option.implied and option.told:
        made.update(_of_mentions(option, around, _OF.get(place.kind, "")))
        if rank < _FIRST_BY_RULE and place.kind not in WHOLE:
            made[f"rule {rank}"] = 1.0
            made[f"rule {rank} {setting.group}"] = 1.0
    return {sign: amount for sign, amount in made.items() if amount}


_OF = {"country": "c ", WITHIN: "w "}
_KINDS = ("city", "region", "district", *WHOLE)


def _of_country(country: str, around: _Around) -> Mapping[str, float]:
    inside = [o for o in around.options if _is_exact_in(o, country)]
    lead = [o for o in inside if any(c.rank <= _LEAD for c, _ in o.told)]
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
    place: Place, option: Option, around: _Around, setting: Setting
) -> Mapping[str, float]:
    chosen = next(t.chosen for _, t in option.told if t.chosen is not None)
    people = chosen.population
    made = {f"people {sum(people >= size for size in _PEOPLE)}": float(place.kind == "city")}
    others = [o for o in around.options if o.place is not None and o is not option]
    named = {o.place.country for o in others if o.place and o.place.kind in WHOLE}
    near = [o for o in others if _is_near(place, o.place)]
    region = any(
        o.place and o.place.kind in ("region", "district") and o.place.admin1 == place.admin1
        and o.place.country == place.country and place.admin1
        for o in others
    )  # fmt: skip
    country = [o for o in others if o.place and o.place.kind in WHOLE
               and o.place.country == place.country and not o.implied]  # fmt: skip
    made["its country told"] = float(bool(country))
    made["its country not told, others are"] = float(not country and bool(named))
    made["its region told"] = float(region)
    made["others near"] = min(len(near), 3)
    made["larger near"] = float(any(_people(o) > people for o in near))
    made["smaller near"] = float(any(_people(o) < people for o in near))
    dateline = any(t.dateline for _, t in option.told)
    if dateline:
        made[f"dateline of people {sum(people >= size for size in _PEOPLE)}"] = 1.0
        made[f"dateline {setting.group}"] = 1.0
        made["dateline only"] = float(all(t.dateline for _, t in option.told))
        made["dateline is capital"] = float(_is_capital(place, setting))
    made["unlisted"] = float(place.latitude is None and place.kind == "city")
    capital = float(_is_capital(place, setting))
    made["capital"] = capital
    made[f"capital {setting.group}"] = capital
    made["own place"] = float(chosen.own)
    made["other name"] = float(chosen.alias)
    many = len(option.told[0][1].candidates)
    made["namesakes"] = math.log(max(1, min(many, 50)))
    made["one word"] = float(all(t.past - t.first == 1 for _, t in option.told))
    inside = [o for o in others if _is_exact_in(o, place.country) and o.place.kind == "city"
              and place.kind == "region" and o.place.admin1 == place.admin1]  # fmt: skip
    made["region with towns"] = float(bool(inside))
    return made


def _is_capital(place: Place, setting: Setting) -> bool:
    return key(place.name) == setting.capitals.get(place.country)


def _people(option: Option) -> int:
    return max((t.chosen.population for _, t in option.told if t.chosen), default=0)


def _is_near(place: Place, other: Place | None) -> bool:
    if other is None or other.kind in WHOLE or other.id == place.id:
        return False
    return distance_km(place, other) <= _NEAR_KM


def _of_mentions(option: Option, around: _Around, of: str) -> Mapping[str, float]:
    told = option.told
    first = min((c.rank for c, t in told if not t.dateline), default=99)
    made: dict[str, float] = {
        f"{of}from {sum(first >= rank for rank in _RANKS)}": 1.0,
        f"{of}times {min(len(told), 4)}": 1.0,
        f"{of}share of mentions": len(told) / around.mentions,
    }
    for clause, t in told:
        for sign in _of_mention(clause, t, around):
            made[of + sign] = 1.0
    for name in ("weak", "adjective", "hospital", "origin", "beside", "back", "dateline", "not in"):
        made[f"{of}only {name}"] = float(all(_IS[name](c, t) for c, t in told))
    named = [t.named for _, t in told if t.named is not None]
    if named:
        best = max(one[0] for one in named)
        made[f"{of}named place"] = best
        made[f"{of}named no place"] = float(best < 0.1)
        made[f"{of}named person"] = max(one[1] for one in named) * (1 - best)
        made[f"{of}named body"] = max(one[2] for one in named) * (1 - best)
        made[f"{of}no name"] = max(1 - sum(one[:4]) for one in named) * (1 - best)
    else:
        made[f"{of}not named"] = 1.0
    return made


_IS = {
    "weak": lambda c, t: t.weak and not t.adjective,
    "adjective": lambda c, t: t.adjective,
    "hospital": lambda c, t: t.hospital,
    "origin": lambda c, t: t.origin,
    "beside": lambda c, t: t.beside,
    "back": lambda c, t: bool(c.back),
    "dateline": lambda c, t: t.dateline,
    "not in": lambda c, t: not t.after_preposition,
}


def _of_mention(clause: Clause, t: Toponym, around: _Around) -> list[str]:
    """The signs of one mention, early ones told apart."""
    found: list[str] = []
    early = clause.rank <= _LEAD
    at = "title" if clause.rank == 0 else "early" if early else "late"
    if t.dateline:
        return ["dateline", f"dateline {_beside_dateline(around)}"]
    if t is around.first.get(clause.rank):
        found.append(f"first of {at}")
    if t.first == clause.first or (t.first == clause.first + 1 and not t.after_preposition):
        found.append(f"opens {at}")
    part = part_of(clause, t)
    if part:
        found += [part, f"{part} {'early' if early else 'late'}"]
    happened = around.setting.group in HAPPENED
    aside = (happened and part in _ASIDE) or t.hospital or t.origin
    where = t.after_preposition and not t.weak and not aside
    if where:
        found.append(f"in {'early' if early else 'late'}")
        if clause.rank <= 1:
            found.append("in first")
    if clause.rank == 0:
        found.append("title " + ("weak" if t.weak else "in" if t.after_preposition else "named"))
    near = [h for h in clause.types if -_NEAR_WORDS <= h.first - t.past <= _NEAR_WORDS
            or -_NEAR_WORDS <= t.first - h.past <= _NEAR_WORDS]  # fmt: skip
    if any(h.value[0] == around.setting.kind for h in near):
        found += ["by its kind", f"by its kind {at}"]
    elif near:
        found.append("by another kind")
    if (clause.types or clause.tallies) and not clause.back and not t.weak:
        found.append(f"deed {'early' if early else 'late'}")
        if where:
            found.append("in of deed")
        if clause.tallies:
            found.append("toll")
        if clause.hard:
            found.append("hard")
    if t.lead >= clause.first:
        word = t.prose.words[t.lead]
        if word in LEADS and not t.weak and not aside:
            found += [f"after {word}", f"after {word} {at}"]
    if t.within:
        found.append("within told")
    if is_kept(t):
        found.append("kept")
    return found


def _beside_dateline(around: _Around) -> str:
    if around.scene_in_lead:
        return "beside scene"
    return "beside place" if around.exact_in_lead else "alone"


def _nowhere(made: Sequence[Option], around: _Around, setting: Setting) -> Mapping[str, float]:
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
        "nowhere, dateline": float(bool(around.datelines)),
        "nowhere, many countries": float(len(around.votes) > 3),
        "nowhere, one country": float(len(around.votes) == 1),
        "nowhere, home": float(bool(setting.home)),
        "nowhere, few": float(len(made) < 3),
    }
    return {sign: amount for sign, amount in found.items() if amount}
