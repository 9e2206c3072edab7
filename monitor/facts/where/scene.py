"""Where the incident that an article reports happened: the likeliest answer by fitted weights, the
country alone where its towns are too unsure, nothing where that is unsure too.

What speaks for each answer stands in `scene_signs`; the weights are fitted by
`benchmarks/fit/fit_places.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from monitor.facts.lexical.choice import Choice
from monitor.facts.nouns import HARD, Clause
from monitor.facts.where.distances import distance_km
from monitor.facts.where.event_place import MOST_PLACES, ranked, why
from monitor.facts.where.scene_nouns import WHOLE, WITHIN, Option, Setting, Told
from monitor.facts.where.scene_signs import options
from monitor.model.facts import Where
from monitor.model.spans import Span

#: Held-out shares from which being right is worth being wrong: less where something happened to
#: somebody, which always has its place, than where something was said.
SURE_PLACE, SURE_PLACE_SOFT = 0.36, 0.45
#: The same of a country.
SURE_COUNTRY, SURE_COUNTRY_SOFT = 0.5, 0.55
#: The same of a country that no word of the article speaks of.
SURE_UNTOLD = 0.65
#: Answers so near each other are one, told twice; UCDP's reach of a place.
_SAME_KM = 50.0


def scenes(
    found: Sequence[Clause], setting: Setting, weights: Choice, names: Mapping[str, str]
) -> tuple[Where, ...]:
    """Return where it happened, likeliest first; () where that is unsure.

    `Where.confidence` is the share of all articles of such shares in which the first is right.
    """
    made = options(ranked(found, court=setting.court), setting, names, hints_of(found))
    shares = weights.shares([option.signs for option in made])
    first = chosen(made, shares, setting)
    if first is None:
        return ()
    best, share = first
    others = sorted(zip(made, shares, strict=True), key=lambda pair: -pair[1])
    kept = [
        (o, s)
        for o, s in others
        if o is not best and _kind(o) not in ("", WITHIN) and not o.implied
    ]
    lead = found[0].span()
    return tuple(_where(o, s, lead) for o, s in [(best, share), *kept][:MOST_PLACES])


def hints_of(found: Sequence[Clause]) -> list[Told]:
    """Return the mentions that only say of which country something is."""
    return [(clause, t) for clause in found for t in clause.hints if t.chosen]


def chosen(
    made: Sequence[Option], shares: Sequence[float], setting: Setting
) -> tuple[Option, float] | None:
    """Return the answer to tell, with its share; None where none is sure enough."""
    told = [(o, s) for o, s in zip(made, shares, strict=True) if o.place is not None]
    if not told:
        return None
    if _is_own(told[0][0]):
        return told[0][0], max(told[0][1], SURE_PLACE)
    return _place(told, setting) or _country(told, setting)


def _place(told: Sequence[tuple[Option, float]], setting: Setting) -> tuple[Option, float] | None:
    sure = SURE_PLACE if setting.group in HARD else SURE_PLACE_SOFT
    place, _ = max((pair for pair in told if _kind(pair[0]) != WITHIN), key=lambda pair: pair[1])
    near = sum(share for option, share in told if _is_same(place, option))
    return (place, near) if near >= sure else None


def _country(told: Sequence[tuple[Option, float]], setting: Setting) -> tuple[Option, float] | None:
    """Somewhere in the country that most of the shares lie in."""
    countries: dict[str, float] = defaultdict(float)
    for option, share in told:
        countries[_code(option)] += share
    country, whole = max(countries.items(), key=lambda pair: pair[1])
    if not country:
        return None
    alone = next(o for o, _ in told if _kind(o) == WITHIN and _code(o) == country)
    sure = SURE_COUNTRY if setting.group in HARD else SURE_COUNTRY_SOFT
    return (alone, whole) if whole >= (sure if alone.told else SURE_UNTOLD) else None


def _is_own(option: Option) -> bool:
    """Whether it is a place of the user's, told as one."""
    return any(t.chosen is not None and t.chosen.own and not t.weak for _, t in option.told)


def _kind(option: Option) -> str:
    return option.place.kind if option.place else ""


def _code(option: Option) -> str:
    return option.place.country if option.place else ""


def _is_same(one: Option, other: Option) -> bool:
    """Whether two answers are one: the very same, or places too near to be told apart."""
    if one is other or one.place is None or other.place is None:
        return one is other
    if _kind(one) in WHOLE or _kind(other) in WHOLE:
        return False
    return distance_km(one.place, other.place) <= _SAME_KM


def _where(option: Option, share: float, lead: Span) -> Where:
    """`lead`: what stands for the country where no word names it."""
    assert option.place is not None, "nowhere is not told"
    span, reason = lead, "the country the outlet writes in"
    if option.told:
        clause, t = option.told[0]
        span = t.prose.span(t.first, t.past)
        reason = "the country of the places told" if option.implied else why(clause, t)
    confidence = round(min(share, 1.0), 3)
    return Where(place=option.place, span=span, reason=reason, confidence=confidence)
