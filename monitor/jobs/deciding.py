"""One Reading becomes one Outcome: shortlists from the store, verdicts, edges, origins, claims.

Reads the store, writes nothing: the caller records the outcome. The same code decides for the
daemon, for a backfill and for a replay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.articles.versions import revise
from monitor.incidents.assigning import WITHDRAWN, assign, taken_back
from monitor.incidents.notices import withdraws
from monitor.incidents.outcome import History, conclude
from monitor.jobs import lineage_of
from monitor.jobs.gathering import candidates_for, thresholds
from monitor.jobs.walk import Walk
from monitor.lineage.edges import REUSE, TextCandidate, edges, superseded
from monitor.lineage.origins.origins import ReportLineage, origins
from monitor.matching import packing
from monitor.matching.article import decide_article
from monitor.matching.decide import Constraints, not_incident
from monitor.matching.keys import keys
from monitor.matching.profile import Profile
from monitor.model.collecting import Entry
from monitor.model.deciding import Edge, Origins, Outcome, Report, Verdict
from monitor.model.facts import Facts, Mention
from monitor.model.names import Decision, Quality, Role, make_id
from monitor.model.reading import Article, Reading
from monitor.store import alerts as alert_rows
from monitor.store import articles as article_rows
from monitor.store import claims as claim_rows
from monitor.store import decisions
from monitor.store import incidents as incident_rows
from monitor.store import lineage as lineage_rows
from monitor.store import reports as report_rows
from monitor.urls import canonical, is_web

#: Shared fingerprints (one word run in sixteen is kept) from which two texts are compared.
MIN_SHARED = 2
#: Texts compared word by word with a new one.
MOST_TEXTS = 25
#: Latest reports of the same incident looked at for citations.
_MOST_CITED = 12
#: Likeness of bodies (cosine) from which an incident that was not met may hold the very text.
_BODIES, _ALIKE = frozenset(("body", "mean_body", "worst_body", "contained")), 0.6


def decide(
    walk: Walk, reading: Reading, *, entry: Entry | None, now: datetime, tell: bool
) -> Outcome:
    """Return everything that one reading changes; `tell` False suppresses alerts.

    A text that was read before changes nothing, nor does a worse copy (a wall, an excerpt) of a
    page that was once read in full.
    """
    article = reading.article
    entry_id = entry.id if entry else None
    stored = article_rows.find(walk.store, article.id)
    if stored is not None and _adds_nothing(walk, article, stored):
        return Outcome(entry_id=entry_id, article=stored, is_new_version=False)
    reading = replace(reading, article=revise(article, stored))
    found = tuple(packing.load(text) for text in reading.profiles)
    reports = _reports(walk, reading, found, _earlier(walk, stored), now)
    histories = _histories(walk, reports)
    new_edges, withdrawn = edges_for(walk, reading, reports, histories)
    counted = {
        incident_id: _origins(walk, reading, reports, history, incident_id, new_edges)
        for incident_id, history in histories.items()
    }
    outcome = conclude(
        reading,
        reports,
        histories,
        counted,
        now,
        keys={
            mention.ordinal: keys(profile)
            for mention, profile in zip(reading.facts.mentions, found, strict=True)
        },
        entry_id=entry_id,
        earlier=stored,
        edges=new_edges,
        host=walk.register.host_of(reading.article),
        suppressed=not tell,
    )
    return replace(outcome, withdrawn_edges=withdrawn)


def constraints_for(walk: Walk, article_id: str, mention: Mention) -> Constraints:
    """Return what persons decided about an article, as it binds one of its mentions."""
    told = decisions.constraints(walk.judged or walk.store, article_id)
    same = told.same if mention.role is Role.PRIMARY else ()
    return Constraints(
        same=dict.fromkeys(same, "a person"), not_same=dict.fromkeys(told.not_same, "a person")
    )


def edges_for(
    walk: Walk,
    reading: Reading,
    reports: Sequence[Report],
    histories: Mapping[str, History],
) -> tuple[tuple[Edge, ...], tuple[str, ...]]:
    """Return the edges that a reading makes, and the ids of older ones that they prove wrong."""
    near = _text_candidates(walk, reading, reports, histories)
    new = edges(reading, near, walk.register)
    ids = [edge.to_article_id for edge in new if edge.relation in REUSE and edge.to_article_id]
    gone = superseded(lineage_rows.edges_from(walk.store, ids), new) if ids else ()
    return new, gone


def _adds_nothing(walk: Walk, article: Article, stored: Article) -> bool:
    if article_rows.load_version(walk.store, article.version_id) is not None:
        return True
    return stored.quality is Quality.FULL and article.quality is not Quality.FULL


def _earlier(walk: Walk, stored: Article | None) -> str | None:
    """Return the incident that this article's last version reported first-hand."""
    if stored is None:
        return None
    for report in report_rows.of_article(walk.store, stored.id):
        if report.role is Role.PRIMARY and report.incident_id:
            return incident_rows.resolve(walk.store, report.incident_id)
    return None


def _reports(
    walk: Walk, reading: Reading, found: Sequence[Profile], earlier: str | None, now: datetime
) -> tuple[Report, ...]:
    words = withdraws(reading.article) if earlier else ""
    if earlier and words:
        return (taken_back(reading, earlier, words, now),)
    verdicts = _verdicts(walk, reading, found)
    reports = assign(reading, verdicts, now, earlier=earlier) if verdicts else ()
    if any(mention.role is Role.PRIMARY for mention in reading.facts.mentions):
        return reports
    facts = reading.facts
    words = facts.not_incident_span.text if facts.not_incident_span else ""
    silent = replace(reading, facts=Facts(mentions=()), profiles=())
    return (*assign(silent, [not_incident(facts.not_incident, words)], now), *reports)


def _verdicts(walk: Walk, reading: Reading, found: Sequence[Profile]) -> tuple[Verdict, ...]:
    """Return the verdicts in the order of the mentions, which are decided together."""
    return decide_article(
        found,
        [
            candidates_for(walk.store, profile, walk.settings.matching.shortlist)
            for profile in found
        ],
        walk.model,
        thresholds(walk.settings.matching, walk.model),
        [constraints_for(walk, reading.article.id, mention) for mention in reading.facts.mentions],
    )


def _histories(walk: Walk, reports: Iterable[Report]) -> dict[str, History]:
    touched = [
        one.verdict.incident_id if one.verdict.decided_by == WITHDRAWN else one.incident_id
        for one in reports
    ]
    ids = dict.fromkeys(one for one in touched if one)
    return {
        incident_id: History(
            incident=incident_rows.get(walk.store, incident_id),
            reports=report_rows.of_incident(walk.store, incident_id),
            claims=claim_rows.of_incident(walk.store, incident_id),
            alerts=alert_rows.of_incident(walk.store, incident_id),
        )
        for incident_id in ids
    }


def _text_candidates(
    walk: Walk,
    reading: Reading,
    reports: Sequence[Report],
    histories: Mapping[str, History],
) -> list[TextCandidate]:
    article = reading.article
    since = (article.published or article.fetched_at) - walk.settings.retention.fingerprints
    shared = lineage_rows.text_candidates(
        walk.store, reading.signature, since=since, min_shared=MIN_SHARED, limit=MOST_TEXTS
    )
    wanted = dict.fromkeys(version_id for version_id, _ in shared)
    for history in histories.values():
        for report in history.reports[-_MOST_CITED:]:
            wanted.setdefault(report.version_id)
    for incident_id in _worded_alike(reports):
        for report in report_rows.of_incident(walk.store, incident_id)[-_MOST_CITED:]:
            wanted.setdefault(report.version_id)
    for found in _linked(walk, article):
        wanted.setdefault(found.version_id)
    wanted.pop(article.version_id, None)
    credits = lineage_rows.credits_by_version(walk.store, wanted)
    return [
        TextCandidate(
            article=one,
            credits=credits.get(one.version_id, ()),
            is_same_article=one.id == article.id,
            first_seen=one.fetched_at,
        )
        for one in article_rows.load_versions(walk.store, wanted)
    ]


def _worded_alike(reports: Iterable[Report]) -> Iterable[str]:
    """Yield the nearest incidents that were not met although their reports use the same words.

    A text comes again long after its fingerprints were forgotten, or under a wrong date.
    """
    for report in reports:
        verdict = report.verdict
        alike = any(p.name in _BODIES and p.value >= _ALIKE for p in verdict.parts)
        if alike and verdict.others and verdict.decision in (Decision.NEW, Decision.UNSURE):
            yield verdict.others[0][0]


def _linked(walk: Walk, article: Article) -> Iterable[Article]:
    for signal in article.signals:
        url = signal.value.split(" ", 1)[0]
        if signal.kind in ("out_link", "canonical", "jsonld_based_on") and is_web(url):
            found = article_rows.find(walk.store, make_id("article", canonical(url)))
            if found is not None and found.id != article.id:
                yield found


def _origins(
    walk: Walk,
    reading: Reading,
    reports: Sequence[Report],
    history: History,
    incident_id: str,
    new_edges: Sequence[Edge],
) -> Origins:
    own = [report for report in reports if report.incident_id == incident_id]
    others = [r for r in history.reports if r.article_id != reading.article.id]
    told = lineage_of.first_hand((*others, *own))
    stored = lineage_of.gather(walk.store, [report for report in told if report not in own])
    every = [_with_edges(one, new_edges) for one in stored]
    every += [_of_reading(reading, one, new_edges) for one in own[:1] if one in told]
    return origins(every, walk.register, _country(history, own))


def _with_edges(one: ReportLineage, new: Sequence[Edge]) -> ReportLineage:
    from_it = tuple(edge for edge in new if edge.from_article_id == one.article.id)
    return replace(one, edges=(*one.edges, *from_it)) if from_it else one


def _of_reading(reading: Reading, report: Report, new: Sequence[Edge]) -> ReportLineage:
    return ReportLineage(
        article=reading.article,
        credits=reading.credits,
        attributions=reading.attributions,
        edges=tuple(edge for edge in new if edge.from_article_id == reading.article.id),
        mention_spans=report.mention.spans if report.mention else (),
    )


def _country(history: History, own: Sequence[Report]) -> str:
    if history.incident is not None and history.incident.place is not None:
        return history.incident.place.country
    for report in own:
        if report.mention and report.mention.where:
            return report.mention.where[0].place.country
    return ""
