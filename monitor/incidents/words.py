"""The words of alerts: headlines that fit a phone and carry no more certainty than the claims."""

from __future__ import annotations

from monitor.incidents.titles import place_words, toll_words, when_words
from monitor.model.deciding import Claim, Incident, Origins, Toll
from monitor.text import one_line, shorten

#: Two lines of a phone's notification.
HEADLINE_CHARS = 140


def told_by(origins: Origins) -> str:
    """Return by whom, with no more certainty than the origins carry."""
    if origins.independent == 0:
        return "origin undetermined"
    if origins.independent == 1:
        name = f" ({origins.names[0]})" if origins.names else ""
        return f"reported by one origin{name}"
    names = ", ".join(origins.names[:3])
    return how_many(origins) + (f" ({names})" if names else "")


def how_many(origins: Origins) -> str:
    """Return the number of origins alone, where a line has no room for their names."""
    if origins.independent > 1:
        return f"at most {origins.independent} origins"
    return "one origin" if origins.independent else "origin undetermined"


def headline(incident: Incident, what: str, *, by: bool = True) -> str:
    """Return "Camp Taji, 14 Mar 2020: 3 killed – reported by one origin (AFP)"."""
    name = incident.given_name or _short_name(incident)
    line = f"{name}: {what}" if what else name
    if not by:
        return shorten(one_line(line), HEADLINE_CHARS)
    line = one_line(line)
    # What happened comes before the names of who tells it.
    for told in (told_by(incident.origins), how_many(incident.origins)):
        tail = f" – {told}"
        if len(line) + len(tail) <= HEADLINE_CHARS:
            break
    return shorten(line, HEADLINE_CHARS - len(tail)) + tail


def figures(incident: Incident) -> str:
    """Return the toll, unless the incident's own title is shown, which holds it."""
    typed = incident.incident_type != "other" and incident.place is not None
    return toll_words(incident.killed, incident.injured) if typed or incident.given_name else ""


def figure(toll: Toll | None, field: str) -> str:
    """Return one toll in words, "" where it is unknown; `field` is killed or injured."""
    return toll_words(toll, None) if field == "killed" else toll_words(None, toll)


def said(claim: Claim) -> str:
    """Return a claim in words: "3 killed", "day 2020-03-14", "blame Kata'ib Hizbollah"."""
    if claim.low is None and claim.high is None:
        return f"{claim.field} {claim.value}"
    of = f" {claim.group}" if claim.group else ""
    unit = _unit(claim)
    if claim.high is None:
        return f"at least {claim.low}{of} {unit}"
    if claim.low in (None, claim.high):
        return f"{claim.high}{of} {unit}"
    return f"{claim.low}–{claim.high}{of} {unit}"


def _short_name(incident: Incident) -> str:
    what = incident.incident_type.replace("_", " ").capitalize()
    where, when = place_words(incident.place), when_words(incident.when)
    if incident.incident_type == "other" or not where:
        return shorten(incident.title, 80)
    return ", ".join(part for part in (what, where, when) if part)


def _unit(claim: Claim) -> str:
    """Return what is counted: "killed", "rockets", "1 rocket"."""
    if not claim.value:
        return claim.field
    single = claim.low == claim.high == 1
    return claim.value if single or claim.value.endswith("s") else f"{claim.value}s"
