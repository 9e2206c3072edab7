"""Explaining a decision: the stored verdict, and the shortlist as it would be scored now."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.jobs.deciding import candidates_for, thresholds
from monitor.jobs.walk import Walk
from monitor.matching import packing
from monitor.matching.explain import Explained, explain
from monitor.matching.features import Candidate
from monitor.model.deciding import Report, Toll
from monitor.model.facts import Mention
from monitor.model.reading import Article
from monitor.store import incidents as incident_rows
from monitor.store import reports as report_rows
from monitor.words import toll_words, when_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One report of an article: what it tells, what was decided, what it was compared with."""

    report: Report
    words: str
    shortlist: tuple[Explained, ...]


def explain_article(
    walk: Walk, article: Article, *, only: str | None = None, limit: int = 3
) -> tuple[Why, ...]:
    """Return the explanation of every report of an article, its primary one first.

    `only` limits the comparison to one incident, also when it was not on the shortlist.
    """
    return tuple(
        Why(
            report=report,
            words=_tells(report.mention),
            shortlist=_shortlist(walk, report, only, limit),
        )
        for report in report_rows.of_article(walk.store, article.id)
    )


def _shortlist(walk: Walk, report: Report, only: str | None, limit: int) -> tuple[Explained, ...]:
    if not report.profile:
        return ()
    profile = packing.load(report.profile)
    if only is not None:
        found = _one(walk, only, report)
    else:
        found = tuple(_without(one, report) for one in candidates_for(walk, profile))
    return explain(
        profile, [one for one in found if one.profiles], walk.model, thresholds(walk), limit
    )


def _one(walk: Walk, incident_id: str, report: Report) -> tuple[Candidate, ...]:
    return tuple(
        _without(
            Candidate(incident=incident, profiles=tuple(packing.load(text) for text in texts)),
            report,
        )
        for incident, texts in incident_rows.candidates(walk.store, [incident_id], 6)
    )


def _without(candidate: Candidate, report: Report) -> Candidate:
    """Return the candidate without the report's own profile: nothing explains itself."""
    own = packing.load(report.profile)
    return Candidate(
        incident=candidate.incident,
        profiles=tuple(one for one in candidate.profiles if one != own),
    )


def _tells(mention: Mention | None) -> str:
    if mention is None:
        return "tells of no incident"
    where = mention.where[0].place.name if mention.where else "no place"
    tolls = [
        toll_words(Toll(low=count.low, best=count.best, high=count.high), count.field)
        for count in mention.counts
        if count.field in ("killed", "injured") and not count.group
    ]
    parts = [mention.incident_type.replace("_", " "), where, when_words(mention.when) or "no day"]
    return ", ".join([*parts, *(words for words in tolls if words)])
