"""What a reading comes to: pure, so that a whole decision can be tried without a database.

`gathering` hands in what is stored as it is asked for (see gathered.py); `deciding` leads through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from monitor.incidents.assigning import assign, taken_back
from monitor.incidents.outcome import Case, History
from monitor.jobs.gathered import Around, Arrival, Shortlist, Stored, Ties
from monitor.lineage.edges import REUSE, superseded
from monitor.lineage.origins.origins import ReportLineage, origins
from monitor.lineage.registers import SourceRegister
from monitor.matching.article import decide_article
from monitor.matching.decide import decide, not_incident, on_incident
from monitor.matching.follow_up import RULE as FOLLOWS
from monitor.matching.follow_up import come_home, follow
from monitor.matching.keys import keys
from monitor.matching.model import Model, Thresholds
from monitor.model.deciding import Edge, Origins, Report, Verdict
from monitor.model.facts import Facts
from monitor.model.names import Decision, Quality, Role
from monitor.model.reading import Article, Reading
from monitor.settings.nouns import MatchSettings

#: Likeness of bodies (cosine) from which an incident that was not met may hold the very text.
_BODIES, _ALIKE = frozenset(("body", "mean_body", "worst_body", "contained")), 0.6


def adds_nothing(article: Article, stored: Stored) -> bool:
    """Return whether a text was read before, or is a worse copy (a wall, an excerpt) of a page
    that was once read in full."""
    was_full = stored.article.quality is Quality.FULL
    return stored.has_text or (was_full and article.quality is not Quality.FULL)


def limits(told: MatchSettings, model: Model) -> Thresholds:
    """Return the thresholds in force: the user's, else those fitted with the model."""
    fitted = model.thresholds
    return Thresholds(
        told.same_above if told.same_above is not None else fitted.same_above,
        told.new_below if told.new_below is not None else fitted.new_below,
        fitted.row_more,
    )


def reports_of(
    arrival: Arrival,
    shortlists: Sequence[Shortlist],
    model: Model,
    thresholds: Thresholds,
    about: Shortlist | None = None,
) -> tuple[Report, ...]:
    """Return one report per mention, the mentions decided together; or that the page takes its
    report back, for which no shortlist is asked. `about`: what it may be on if it reports none."""
    reading, now, words = arrival.reading, arrival.now, arrival.takes_back
    if words and arrival.incident_id:
        return (taken_back(reading, arrival.incident_id, words, now),)
    verdicts = decide_article(
        arrival.profiles,
        [one.candidates for one in shortlists],
        model,
        thresholds,
        [one.constraints for one in shortlists],
    )
    verdicts = _followed_up(arrival, verdicts, about)
    if any(verdict.decided_by == FOLLOWS for verdict in verdicts):
        reading = _of_what_it_follows(reading)
    reports = assign(reading, verdicts, now, earlier=arrival.incident_id) if verdicts else ()
    if any(mention.role is Role.PRIMARY for mention in reading.facts.mentions):
        return reports
    return (_of_no_incident(arrival, _on(arrival, about, model, thresholds)), *reports)


def _followed_up(
    arrival: Arrival, verdicts: tuple[Verdict, ...], about: Shortlist | None
) -> tuple[Verdict, ...]:
    """The verdicts, with a report that only its day keeps from what it follows up come home."""
    if about is None or arrival.about is None:
        return verdicts
    told = zip(verdicts, arrival.profiles, strict=True)
    apart = (Decision.NEW, Decision.UNSURE)
    if not any(p.role == Role.PRIMARY and v.decision in apart for v, p in told):
        return verdicts
    ruled_out = about.constraints.not_same
    candidates = [one for one in about.candidates if one.incident.id not in ruled_out]
    follows = follow(arrival.about, candidates)
    return come_home(verdicts, arrival.profiles, follows) if follows else verdicts


def _of_what_it_follows(reading: Reading) -> Reading:
    """The reading with its primary mention told of what it follows up, not of its news' day."""
    about = reading.facts.about
    assert about is not None, "something was followed up"
    told = [
        (replace(about, counts=mention.counts or about.counts), reading.about_profile)
        if mention.role is Role.PRIMARY
        else (mention, profile)
        for mention, profile in zip(reading.facts.mentions, reading.profiles, strict=True)
    ]
    facts = replace(reading.facts, mentions=tuple(mention for mention, _ in told))
    return replace(reading, facts=facts, profiles=tuple(profile for _, profile in told))


def met(reports: Iterable[Report]) -> tuple[str, ...]:
    """Return the incidents that reports belong to, or that they leave."""
    touched = (
        one.verdict.incident_id if one.verdict.is_withdrawal else one.incident_id for one in reports
    )
    return tuple(dict.fromkeys(one for one in touched if one))


def worded_alike(reports: Iterable[Report]) -> Iterator[str]:
    """Yield the nearest incidents that were not met although their reports use the same words.

    A text comes again long after its fingerprints were forgotten, or under a wrong date.
    """
    for report in reports:
        verdict = report.verdict
        alike = any(p.name in _BODIES and p.value >= _ALIKE for p in verdict.parts)
        if alike and verdict.others and verdict.decision in (Decision.NEW, Decision.UNSURE):
            yield verdict.others[0][0]


def others_on(
    history: History, reports: Iterable[Report], incident_id: str, article_id: str
) -> list[Report]:
    """Return the stored reports of an incident that its origins are counted from, beside those
    that an article now makes of it."""
    others = [r for r in history.reports if r.article_id != article_id]
    own = [report for report in reports if report.incident_id == incident_id]
    return _first_hand_of(others, (*others, *own))


def reused(edges: Iterable[Edge]) -> list[str]:
    """Return the ids of the articles whose text edges say is used again."""
    return [edge.to_article_id for edge in edges if edge.relation in REUSE and edge.to_article_id]


def case(
    arrival: Arrival,
    reports: tuple[Report, ...],
    around: Around,
    ties: Ties,
    register: SourceRegister,
) -> Case:
    """Return everything that the outcome of an arrival is made of."""
    mentions = zip(arrival.reading.facts.mentions, arrival.profiles, strict=True)
    return Case(
        reading=arrival.reading,
        reports=reports,
        now=arrival.now,
        histories=around.histories,
        origins={
            one: _origins(arrival, reports, around, one, ties.new, register)
            for one in around.histories
        },
        keys={mention.ordinal: keys(profile) for mention, profile in mentions},
        entry_id=arrival.entry_id,
        earlier=arrival.earlier,
        edges=ties.new,
        withdrawn_edges=superseded(ties.older, ties.new),
        host=register.host_of(arrival.article),
        suppressed=arrival.suppressed,
    )


def _on(
    arrival: Arrival, about: Shortlist | None, model: Model, thresholds: Thresholds
) -> Verdict | None:
    """The verdict by which an article that reports nothing new is on a known incident, or None."""
    if about is None or arrival.about is None:
        return None
    told = decide(arrival.about, about.candidates, model, thresholds, about.constraints)
    return told if told.decision is Decision.SAME else None


def _of_no_incident(arrival: Arrival, on: Verdict | None) -> Report:
    facts = arrival.reading.facts
    words = facts.not_incident_span.text if facts.not_incident_span else ""
    silent = replace(arrival.reading, facts=Facts(mentions=()), profiles=())
    verdict = not_incident(facts.not_incident, words, facts.not_incident_share)
    (report,) = assign(silent, [verdict if on is None else on_incident(verdict, on)], arrival.now)
    return report


def _origins(
    arrival: Arrival,
    reports: Sequence[Report],
    around: Around,
    incident_id: str,
    new: Sequence[Edge],
    register: SourceRegister,
) -> Origins:
    history = around.histories[incident_id]
    own = [report for report in reports if report.incident_id == incident_id]
    others = (r for r in history.reports if r.article_id != arrival.article.id)
    every = [_with_edges(one, new) for one in around.lineages.get(incident_id, ())]
    told = _first_hand_of(own[:1], chain(own, others))
    every += [_of_reading(arrival.reading, one, new) for one in told]
    return origins(every, register, _country(history, own))


def _first_hand_of(some: Sequence[Report], every: Iterable[Report]) -> list[Report]:
    """Return those of `some` that tell of an incident as `first_hand` has it among `every`."""
    found = [report for report in some if report.role is Role.PRIMARY]
    if found or any(report.role is Role.PRIMARY for report in every):
        return found
    return list(some)


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
