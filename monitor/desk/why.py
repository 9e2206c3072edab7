"""Explaining a decision: the stored verdict, and the shortlist as it stood when it was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from monitor.desk.counting import set_aside
from monitor.desk.facts import ReadFact, facts_of
from monitor.desk.plain import plain
from monitor.incidents.assigning import first_hand
from monitor.jobs.gathering import PROFILES_EACH, candidates_for, crowd_of
from monitor.jobs.weighing import limits
from monitor.matching import packing
from monitor.matching.core import agreeing
from monitor.matching.explain import Explained, explain, part_lines, spell_out
from monitor.matching.features import Candidate
from monitor.matching.model import Model
from monitor.matching.profile import Profile
from monitor.matching.word_weights import stem
from monitor.model.deciding import Report, Toll
from monitor.model.facts import Mention
from monitor.model.names import Decision
from monitor.model.reading import Article
from monitor.settings.nouns import Settings
from monitor.store import incidents
from monitor.store import reports as report_rows
from monitor.store import shortlists as shortlist_rows
from monitor.store.open import Store
from monitor.text import words
from monitor.words import toll_words, when_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One report of an article: what it tells, what was decided, what it was compared with."""

    report: Report
    #: What was read: "rocket attack, Camp Oryx, 3 Mar 2026, 2 killed".
    words: str
    #: What was read, fact by fact, with the rule that read it.
    facts: tuple[ReadFact, ...]
    #: The verdict's reason, its words in common as the article writes them.
    reason: str
    #: Why it counts for nothing on its incident's card, "" = it counts.
    not_counted: str
    shortlist: tuple[Explained, ...]

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        verdict = self.report.verdict
        return {
            "role": self.report.role,
            "decision": verdict.decision,
            "incident_id": self.report.incident_id,
            "score": verdict.score,
            "reason": self.reason,
            "not_counted": self.not_counted,
            "decided_by": verdict.decided_by,
            "tells": self.words,
            "facts": plain(self.facts),
            "shortlist": [_plain_explained(one) for one in self.shortlist],
        }


def explain_article(
    store: Store,
    model: Model,
    settings: Settings,
    article: Article,
    *,
    only: str | None = None,
    limit: int = 3,
) -> tuple[Why, ...]:
    """Return the explanation of every report of an article, its primary one first.

    `only` limits the comparison to one incident as it is known now, on the shortlist or not.
    """
    spelled = {stem(word): word for word in words(f"{article.text} {article.title}")}
    thresholds = limits(settings.matching, model)
    found = []
    for report in report_rows.of_article(store, article.id):
        shortlist: tuple[Explained, ...] = ()
        if report.profile:
            profile = packing.load(report.profile)
            known = _compared_with(store, settings, report, profile, only)
            shortlist = explain(profile, known, model, thresholds, limit, spelled)
        reason = spell_out(report.verdict.reason, spelled)
        told = _tells(report.mention)
        facts = facts_of(report.mention) if report.mention else ()
        found.append(
            Why(
                report=report,
                words=told,
                facts=facts,
                reason=reason,
                not_counted=_not_counted(store, report),
                shortlist=shortlist,
            )
        )
    return tuple(found)


def _not_counted(store: Store, report: Report) -> str:
    if report.incident_id is None:
        return ""
    leads = incidents.resolve(store, report.incident_id)
    incident = incidents.get(store, leads)
    if incident is None:
        return ""
    told = report_rows.of_incident(store, leads)
    return set_aside(store, incident, told).get(report.id, "")


def _plain_explained(one: Explained) -> dict[str, Any]:
    return {
        "incident_id": one.incident_id,
        "title": one.title,
        "score": one.score,
        "says": one.says,
        "parts": list(part_lines(one.parts)),
        "would_change": list(one.changes),
    }


def _compared_with(
    store: Store, settings: Settings, report: Report, profile: Profile, only: str | None
) -> list[Candidate]:
    """Return the shortlist as it stood when a report was decided; or `only` one, as it is now."""
    if only is None:
        listed = _listed_then(store, report, profile) or candidates_for(
            store, profile, settings.matching.shortlist
        )
        found = [_told_by(store, one, report, until=report.decided_at) for one in listed]
    else:
        found = [
            _told_by(store, Candidate(incident=one, profiles=_loaded(texts)), report, until=None)
            for one, texts in shortlist_rows.candidates(store, [only], PROFILES_EACH)
        ]
    return [one for one in found if one.profiles]


def _listed_then(store: Store, report: Report, profile: Profile) -> list[Candidate]:
    """Return the incidents that the verdict names: what it was compared with, as its score has it.

    A list made now would be headed by the report's own incident, far ahead of all others.
    """
    verdict = report.verdict
    met = [verdict.incident_id] if verdict.decision is Decision.SAME else []
    told = [one for one in (*met, *(other for other, _ in verdict.others)) if one]
    ids = list(dict.fromkeys(incidents.resolve(store, one) for one in told))
    around = crowd_of(store, profile)
    opened = report.incident_id if verdict.decision is Decision.NEW else None
    return [
        Candidate(
            incident=incident, profiles=_loaded(texts), crowd=around.beside(incident.id, opened)
        )
        for incident, texts in shortlist_rows.candidates(store, ids, PROFILES_EACH)
    ]


def _told_by(
    store: Store, candidate: Candidate, report: Report, *, until: datetime | None
) -> Candidate:
    """Return the candidate with the reports known at `until` (None = now), but for the article's.

    Later reports were not there to be compared with, and no article explains itself. What stood in
    a register stands.
    """
    told = report_rows.of_incident(store, candidate.incident.id)
    others = [one for one in told if one.article_id != report.article_id and one.profile]
    if until is not None:
        others = [one for one in others if one.decided_at <= until]
    ends = _ends(first_hand(others))
    of_reports = {one.profile for one in told}
    row = [one for one in candidate.profiles if packing.dump(one) not in of_reports]
    profiles = (*_loaded(one.profile for one in ends), *row)
    if candidate.incident.perhaps_two:
        profiles = agreeing(candidate.incident, profiles)
    return replace(candidate, profiles=profiles)


def _ends(told: list[Report]) -> list[Report]:
    """Return the earliest and the latest of the reports, as many as are compared with."""
    late = PROFILES_EACH // 2
    return told if len(told) <= PROFILES_EACH else [*told[: PROFILES_EACH - late], *told[-late:]]


def _loaded(texts: Iterable[str]) -> tuple[Profile, ...]:
    return tuple(packing.load(text) for text in dict.fromkeys(texts))


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
