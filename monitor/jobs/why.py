"""Explaining a decision: the stored verdict, and the shortlist as it stood when it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.jobs.deciding import PROFILES_EACH, candidates_for, thresholds
from monitor.jobs.walk import Walk
from monitor.matching import packing
from monitor.matching.explain import Explained, explain, spell_out
from monitor.matching.features import Candidate
from monitor.matching.profile import Profile
from monitor.matching.word_weights import stem
from monitor.model.deciding import Report, Toll
from monitor.model.facts import Mention
from monitor.model.names import Role
from monitor.model.reading import Article
from monitor.store import incidents as incident_rows
from monitor.store import reports as report_rows
from monitor.text import words
from monitor.words import toll_words, when_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One report of an article: what it tells, what was decided, what it was compared with."""

    report: Report
    #: What was read: "rocket attack, Camp Oryx, 3 Mar 2026, 2 killed".
    words: str
    #: The verdict's reason, its words in common as the article writes them.
    reason: str
    shortlist: tuple[Explained, ...]


def explain_article(
    walk: Walk, article: Article, *, only: str | None = None, limit: int = 3
) -> tuple[Why, ...]:
    """Return the explanation of every report of an article, its primary one first.

    `only` limits the comparison to one incident as it is known now, on the shortlist or not.
    """
    spelled = {stem(word): word for word in words(f"{article.text} {article.title}")}
    return tuple(
        Why(
            report=report,
            words=_tells(report.mention),
            reason=spell_out(report.verdict.reason, spelled),
            shortlist=_shortlist(walk, report, only, limit, spelled),
        )
        for report in report_rows.of_article(walk.store, article.id)
    )


def _shortlist(
    walk: Walk, report: Report, only: str | None, limit: int, spelled: Mapping[str, str]
) -> tuple[Explained, ...]:
    if not report.profile:
        return ()
    profile = packing.load(report.profile)
    if only is not None:
        found = _one(walk, only, report)
    else:
        found = tuple(_as_it_was(walk, one, report) for one in candidates_for(walk, profile))
    told = [one for one in found if one.profiles]
    return explain(profile, told, walk.model, thresholds(walk), limit, spelled)


def _one(walk: Walk, incident_id: str, report: Report) -> tuple[Candidate, ...]:
    return tuple(
        _told_by(walk, Candidate(incident=incident, profiles=_loaded(texts)), report, until=None)
        for incident, texts in incident_rows.candidates(walk.store, [incident_id], PROFILES_EACH)
    )


def _as_it_was(walk: Walk, candidate: Candidate, report: Report) -> Candidate:
    return _told_by(walk, candidate, report, until=report.decided_at)


def _told_by(
    walk: Walk, candidate: Candidate, report: Report, *, until: datetime | None
) -> Candidate:
    """Return the candidate with the reports known at `until` (None = now), but for the article's.

    Later reports were not there to be compared with, and no article explains itself. What stood in
    a register stands.
    """
    told = report_rows.of_incident(walk.store, candidate.incident.id)
    others = [one for one in told if one.article_id != report.article_id and one.profile]
    if until is not None:
        others = [one for one in others if one.decided_at <= until]
    first_hand = [one for one in others if one.role is Role.PRIMARY]
    kept = first_hand or others
    late = PROFILES_EACH // 2
    ends = kept if len(kept) <= PROFILES_EACH else [*kept[: PROFILES_EACH - late], *kept[-late:]]
    of_reports = {one.profile for one in told}
    row = [one for one in candidate.profiles if packing.dump(one) not in of_reports]
    return Candidate(
        incident=candidate.incident, profiles=(*_loaded(one.profile for one in ends), *row)
    )


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
