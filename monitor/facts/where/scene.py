"""Where the incident that an article reports happened: the likeliest answer by fitted weights, the
country alone where its towns are too unsure, nothing where that is unsure too.

What speaks for each answer stands in `scene_signs`; the weights are fitted by
`benchmarks/fit/fit_places.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from monitor.facts.lexical.choice import Choice
from monitor.facts.nouns import Clause
from monitor.facts.where.distances import distance_km
from monitor.facts.where.event_place import MOST_PLACES, ranked, why
from monitor.facts.where.scene_signs import Option, Setting, options
from monitor.model.facts import Place, Where

#: Held-out shares from which more are right than are worth being silent.
SURE_PLACE, SURE_COUNTRY = 0.5, 0.6
#: Answers so near each other are one, told twice; UCDP's reach of a place.
_SAME_KM = 50.0


def scenes(found: Sequence[Clause], setting: Setting, weights: Choice) -> tuple[Where, ...]:
    """Return where it happened, likeliest first; () where that is unsure.

    `Where.confidence` is the share of all articles of such shares in which the first is right.
    """
    made = options(ranked(found, court=setting.court), setting)
    shares = weights.shares([option.signs for option in made])
    first = chosen(made, shares)
    if first is None:
        return ()
    best, share = first
    others = sorted(zip(made, shares, strict=True), key=lambda pair: -pair[1])
    kept = [(o, s) for o, s in others if o is not best and o.place and not o.implied]
    return tuple(_where(o, s) for o, s in [(best, share), *kept][:MOST_PLACES])


def chosen(made: Sequence[Option], shares: Sequence[float]) -> tuple[Option, float] | None:
    """Return the answer to tell, with its share; None where none is sure enough."""
    best: tuple[Option, float] | None = None
    countries: Counter[str] = Counter()
    for option, share in zip(made, shares, strict=True):
        if option.place is None:
            continue
        countries[option.place.country] += share
        if option.place.kind != "country" and (best is None or share > best[1]):
            best = option, share
    if best is not None:
        near = sum(
            share
            for option, share in zip(made, shares, strict=True)
            if best[0].place and option.place and _is_same(best[0].place, option.place)
        )
        if near >= SURE_PLACE:
            return best[0], near
    if not countries:
        return None
    country, share = countries.most_common(1)[0]
    if not country or share < SURE_COUNTRY:
        return None
    alone = (o for o in made if o.place and o.place.kind == "country")
    return next(o for o in alone if o.place and o.place.country == country), share


def _is_same(one: Place, other: Place) -> bool:
    return one is other or (other.kind != "country" and distance_km(one, other) <= _SAME_KM)


def _where(option: Option, share: float) -> Where:
    clause, toponym = option.told[0]
    assert option.place is not None, "nowhere is not told"
    told = Where(
        place=option.place,
        span=toponym.prose.span(toponym.first, toponym.past),
        reason=why(clause, toponym),
    )
    if option.implied:
        told = replace(told, reason="the country of the places told")
    return replace(told, confidence=round(min(share, 1.0), 3))
