"""What an incident's reports agree on bounds what is compared with it, and what it still takes.

A report of another place or exact day than the card's (monitor/scenes.py) draws no later ones to
the incident; one that stands in the review queue as perhaps two takes only what agrees with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.matching.profile import FINE, PlaceMark, Profile
from monitor.model.deciding import Incident
from monitor.model.names import Decision
from monitor.scenes import ODD, SURE_DAY, Scene, Spot, agrees, contradiction, is_fresh, scene
from monitor.text import fold


def scene_of(profile: Profile) -> Scene:
    """Return the scene that a mention tells."""
    spots = tuple(map(_spot, profile.places))
    exact = profile.precision in ("day", "days") and profile.day_share >= SURE_DAY
    if not exact or profile.start is None or profile.end is None:
        return Scene(spots)
    days = (profile.start, profile.end)
    return Scene(spots, days, is_fresh(days, profile.published))


def core_of(incident: Incident) -> Scene:
    """Return the scene on the incident's card, which is what most of its origins tell."""
    published = incident.first_published.date() if incident.first_published else None
    return scene(incident.when, [incident.place] if incident.place else [], published)


def agreeing(incident: Incident, profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """Return the profiles that do not contradict the incident's core; all where all do."""
    core = core_of(incident)
    kept = tuple(one for one in profiles if contradiction(scene_of(one), core) not in ODD)
    return kept or tuple(profiles)


def contradicts(incident: Incident, profile: Profile) -> bool:
    """Return whether a mention tells another place or exact day than the incident's core."""
    return bool(contradiction(scene_of(profile), core_of(incident)))


def why_shut(incident: Incident, profile: Profile) -> str:
    """Return why the machine ties a mention to the incident no more, "" = it may.

    One that is perhaps two takes only what agrees with its core in place or day.
    """
    if not incident.perhaps_two or agrees(scene_of(profile), core_of(incident)):
        return ""
    return incident.perhaps_two


def shut_reason(decision: Decision, incident: Incident, score: float, why: str) -> str:
    """Return the sentence for `why` on a mention that was not tied although it scored so high."""
    name = incident.given_name or incident.title or incident.id
    but = "this tells another place or day" if decision is Decision.NEW else "this tells too little"
    return f"{decision.value}: “{name}” scores {score:.2f}, but is {why}; {but}"


def _spot(mark: PlaceMark) -> Spot:
    fine = mark.precision <= FINE
    return Spot(mark.id, fold(mark.name), mark.country, mark.latitude, mark.longitude, fine)
