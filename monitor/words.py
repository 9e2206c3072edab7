"""The words for days, tolls and origins: the same in log, alert, digest, export and `why`."""

from __future__ import annotations

from datetime import date, timedelta

from monitor.model.deciding import Claim, Incident, Origins, Toll
from monitor.model.facts import When
from monitor.model.names import DatePrecision

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def day_words(day: date) -> str:
    """Return a day as "14 Mar 2020"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def when_words(when: When | None) -> str:
    """Return an interval as people say it, "" where nothing is known."""
    if when is None or when.precision == DatePrecision.UNKNOWN:
        return ""
    if when.precision == DatePrecision.YEAR:
        return str(when.start.year)
    if when.precision == DatePrecision.MONTH:
        return f"{_MONTHS[when.start.month - 1]} {when.start.year}"
    if when.start == when.end:
        return day_words(when.start)
    if (when.start.year, when.start.month) == (when.end.year, when.end.month):
        return f"{when.start.day}–{day_words(when.end)}"
    return f"{day_words(when.start)} – {day_words(when.end)}"


def toll_words(toll: Toll | None, what: str) -> str:
    """Return "3 killed", "3–5 killed", "at least 25 killed", "no one killed"; "" = unknown."""
    if toll is None or (toll.low is None and toll.best is None and toll.high is None):
        return ""
    low, best, high = toll.low, toll.best, toll.high
    if best == 0 and (high in (0, None)):
        return f"no one {what}"
    if low is not None and high is not None and low != high:
        return f"{low}–{high} {what}"
    if best is None and low is None:
        return f"at most {high} {what}"
    if best is None and high is None:
        # "at least 0" says nothing.
        return f"at least {low} {what}" if low else ""
    best = low if best is None else best
    return f"{best} {what}"


def tolls_words(killed: Toll | None, injured: Toll | None) -> str:
    """Return both tolls in one phrase, "" where both are unknown."""
    told = [toll_words(killed, "killed"), toll_words(injured, "injured")]
    return ", ".join(part for part in told if part)


def plural(count: int, noun: str) -> str:
    """Return "1 article", "2 articles"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def origins_words(origins: Origins) -> str:
    """Return the one line: "7 articles · 5 outlets · 2 origins (AFP; …) · 1 undetermined".

    The count is an upper bound; "undetermined" stands apart.
    """
    parts = [plural(origins.articles, "article"), plural(origins.outlets, "outlet")]
    named = f" ({'; '.join(origins.names)})" if origins.names else ""
    if origins.independent or not origins.undetermined:
        parts.append(plural(origins.independent, "origin") + named)
    if origins.undetermined:
        parts.append(f"{origins.undetermined} undetermined")
    return " · ".join(parts)


def incident_name(incident: Incident) -> str:
    """Return the name a person gave, else the card's title."""
    return incident.given_name or incident.title


def age_words(age: timedelta) -> str:
    """Return a pause as people say it: "40 s", "15 min", "3 h", "2 days"."""
    seconds = int(age.total_seconds())
    for size, unit in ((86400, "days"), (3600, "h"), (60, "min")):
        if seconds >= (2 * size if unit == "days" else size):
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


#: What a warning of the origins means, in one sentence.
WARNINGS = {
    "single_root": "all reports trace to one origin",
    "circular": "reports lean on one another in a circle",
    "only_state_affiliated": "only state-affiliated outlets tell of it",
    "no_local_source": "nobody at the place is quoted",
    "anonymous_only": "only anonymous sources are named",
}

#: Why a page's changed figure is told, where the page does not own up to it.
SILENT_EDIT = "a new version of the article says otherwise, without a notice"

#: Kinds of alerts as people say them.
KINDS = {
    "new_incident": "new",
    "second_origin": "second origin",
    "toll_changed": "toll changed",
    "responsibility_claimed": "responsibility claimed",
    "responsibility_denied": "responsibility denied",
    "official_confirmation": "official word",
    "correction": "correction",
    "retraction": "taken back",
    "dispute": "disputed",
    "single_root": "one origin only",
    "circular": "circular",
    "reopened": "development",
    "feed_trouble": "feed",
}


def warning_words(warning: str) -> str:
    """Return what a warning of the origins means."""
    return WARNINGS.get(warning, warning.replace("_", " "))


def kind_words(kind: str, reason: str = "") -> str:
    """Return a kind of alert as people say it; a silent change of a page corrects nothing."""
    if kind == "correction" and reason == SILENT_EDIT:
        return "silent edit"
    return KINDS.get(kind, kind.replace("_", " "))


#: Rules that decide, as people say them; others decide that a text reports no incident.
_RULES = {
    "look_back": "the rule for what is told in passing",
    "vague_background": "the rule for what is told in passing",
    "revision": "the rule for new versions of an article",
    "withdrawn": "the rule for articles that were taken back",
}


def decided_words(decided_by: str) -> str:
    """Return who decided as people say it: "the matching model 9c36", "a rule", "a person: ana"."""
    kind, _, name = decided_by.partition(":")
    if kind == "model":
        return f"the matching model {name}"
    if kind == "rule":
        return _RULES.get(name, f"the rule for texts without an incident ({name})")
    return f"a person: {name}" if kind == "person" else decided_by


def claim_words(claim: Claim) -> str:
    """Return what a claim says: "3", "at least 3", "3–5 rockets", a name."""
    if claim.low is None and claim.high is None:
        return claim.value or ""
    if claim.low == claim.high:
        figure = str(claim.low)
    elif claim.high is None:
        figure = f"at least {claim.low}"
    elif claim.low is None:
        figure = f"at most {claim.high}"
    else:
        figure = f"{claim.low}–{claim.high}"
    return f"{figure} {claim.value}" if claim.value else figure
