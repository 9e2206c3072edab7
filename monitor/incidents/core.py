"""What the reports of an incident agree on, and which of them contradict it.

The core is the day and the place that most independent origins tell (of equals, what was told
first); a register's own stands over it. A report of another place or exact day is set aside: the
card takes no figure, day, place, type or actor from it. A toll that rises, falls or is disputed
contradicts nothing. What a person decided is never set aside. Pure; called by `card` and the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from monitor.incidents.ballots import Ballot, Electorate, ballot, electorate
from monitor.incidents.consensus import finer_when, place_of, when_of
from monitor.model.deciding import Incident, Origins, Report
from monitor.model.facts import Place, When
from monitor.model.names import DatePrecision
from monitor.scenes import ODD, Scene, contradiction, days_between, scene
from monitor.words import plural, when_words

#: An incident is perhaps two where so great a share of its own reports, and so many, contradict
#: its core and agree with one another: one that is misread stands alone, and misread ones scatter.
SHARE, FEWEST = 1 / 3, 2
#: News of a later day is mostly of what followed, an arrest, a trial; of the next attack on a place
#: it comes so soon.
SOON_DAYS = 14


class Core(NamedTuple):
    """What is counted of an incident's reports, and what it comes to."""

    when: When | None
    place: Place | None
    #: First-hand reports that are counted; all that are, where none is first-hand.
    voters: list[Ballot]
    told_by: Electorate
    #: The same with what is told in passing.
    everyone: Electorate
    #: Article → in what its report contradicts the core: "place" or "day".
    aside: dict[str, str]
    #: Kinds of ballots that may be of another incident.
    others: frozenset[str] = frozenset()


def agreed(
    current: list[Ballot],
    origins: Origins,
    external: Incident | None,
    *,
    is_bound: bool = False,
) -> Core:
    """Return the core of the latest reports; `external` and `is_bound` as `card` has them."""
    first = _counted(current, origins, external, {})
    if is_bound:
        return first
    kinds = [one for one, _, _ in first.everyone.firsts]
    core = _scene_of(first)
    told = [(one, what) for one in kinds if (what := contradiction(one.scene, core))]
    if not told:
        return first
    odd = {one.kind: what for one, what in told if what in ODD}
    if not odd:
        return first._replace(others=_others(kinds, core))
    apart = {one.page for one in current if one.kind in odd and not one.is_bound}
    kept = [one for one in current if one.page not in apart]
    if _ranks(kept) != _ranks(current):
        # Its day is told by one and its place by another: there is no core.
        return first
    counted = {one.article_id for one in kept}
    aside = {
        one.article_id: odd[one.kind]
        for one in current
        if one.page in apart and one.article_id not in counted
    }
    found = _counted(kept, origins, external, aside)
    return found._replace(others=_others(kinds, _scene_of(found)))


def _scene_of(core: Core) -> Scene:
    return scene(core.when, [core.place] if core.place else [])


def _others(kinds: Iterable[Ballot], core: Scene) -> frozenset[str]:
    """The kinds that may be of another incident: of a later day soon after, told fresh, too."""
    told = ((one, contradiction(one.scene, core)) for one in kinds)
    return frozenset(
        one.kind for one, what in told if what in ODD or (what and _is_soon(one, core))
    )


def _is_soon(one: Ballot, core: Scene) -> bool:
    return days_between(one.scene, core) <= SOON_DAYS


def _ranks(some: Sequence[Ballot]) -> str:
    """What stands in `some`: "" nothing, "background" alone, or "primary" too."""
    if any(one.is_primary for one in some):
        return "primary"
    return "background" if some else ""


def is_odd(report: Report, incident: Incident) -> bool:
    """Return whether a report contradicts the card that stands."""
    told = ballot(report)
    core = scene(incident.when, [incident.place] if incident.place else [])
    return not told.is_bound and contradiction(told.scene, core) in ODD


def perhaps_two(current: Sequence[Ballot], core: Core) -> str:
    """Return why an incident is perhaps two, "" = its reports agree well enough."""
    if not core.others:
        return ""
    theirs = _scene_of(core)
    primary = [one for one in current if one.is_primary]
    others = [one for one in primary if one.kind in core.others and not one.is_bound]
    least = max(FEWEST, SHARE * len(primary))
    if len(others) < least:
        return ""
    told = electorate(others, _ALONE)
    when, place = when_of(told, _ALONE), place_of(told, _ALONE)
    second = scene(when, [place] if place else [])
    gathered = [one for one in others if not contradiction(one.scene, second)]
    if len(gathered) < least or len(primary) - len(others) < FEWEST:
        return ""
    of_place = contradiction(second, theirs) == "place"
    here, there = _said(core.when, core.place, of_place), _said(when, place, of_place)
    count, more = len(primary) - len(others), len(gathered)
    return f"perhaps two incidents: {_tell(count)} {here}, {_tell(more)} {there}"


def _tell(count: int) -> str:
    return f"{plural(count, 'report')} {'tells' if count == 1 else 'tell'}"


def not_counted(current: Iterable[Ballot], core: Core) -> dict[str, str]:
    """Return, by id of the report, why a report counts for nothing on the card."""
    return {
        one.report.id: f"not counted: tells another {core.aside[one.article_id]}"
        f" ({_said(one.when, _first(one), core.aside[one.article_id] == 'place')})"
        for one in current
        if one.article_id in core.aside
    }


_ALONE = Origins(independent=0, names=(), undetermined=0, articles=0, outlets=0)


def _counted(
    current: list[Ballot], origins: Origins, external: Incident | None, aside: dict[str, str]
) -> Core:
    voters = [one for one in current if one.is_primary] or current
    voters = current if len(voters) == len(current) else voters
    told_by = electorate(voters, origins)
    everyone = told_by if voters is current else electorate(current, origins)
    when, place = _scene(told_by, origins, external)
    return Core(when, place, voters, told_by, everyone, aside)


def _scene(
    told_by: Electorate, origins: Origins, external: Incident | None
) -> tuple[When | None, Place | None]:
    when, place = when_of(told_by, origins), place_of(told_by, origins)
    if external is None:
        return when, place
    if external.known_from == "article":
        # Its own last card: what its reports tell now stands, not what the first of them told.
        return when or external.when, place or external.place
    return finer_when(external.when, when), external.place or place


def _first(one: Ballot) -> Place | None:
    return one.places[0][0] if one.places else None


def _said(when: When | None, place: Place | None, of_place: bool) -> str:
    if of_place:
        return place.name if place else "no place"
    exact = when is not None and when.precision is not DatePrecision.UNKNOWN
    return when_words(when) if exact else "no day"
