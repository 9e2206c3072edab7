"""The lineage of an incident or article, gathered from the store for the rules and for showing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.codec import time_text
from monitor.incidents.assigning import first_hand
from monitor.lineage.origins.first_reports import Appeared, FirstReport, Seen, first_report
from monitor.lineage.origins.origins import ReportLineage
from monitor.lineage.registers import SourceRegister
from monitor.lineage.views.tree import draw, tree
from monitor.model.deciding import Edge, Report
from monitor.model.reading import Article
from monitor.store import articles as article_rows
from monitor.store import lineage as lineage_rows
from monitor.store import reports as report_rows
from monitor.store import sightings
from monitor.store.open import Store
from monitor.words import age_words

#: Reports whose lineage is weighed for one incident: beyond these the count is no better known.
MOST_REPORTS = 400


def gather(store: Store, reports: Sequence[Report]) -> tuple[ReportLineage, ...]:
    """Return what is stored of the lineage of `reports`, one per article."""
    return tuple(told for _, told in gather_each(store, weighed(reports)))


def weighed(reports: Iterable[Report]) -> list[Report]:
    """Return the reports whose lineage is weighed: the last of each article, at most so many."""
    latest = {report.article_id: report for report in reports}
    return list(latest.values())[-MOST_REPORTS:]


def gather_each(store: Store, kept: Sequence[Report]) -> list[tuple[Report, ReportLineage]]:
    """Return reports of as many articles, each with its lineage; those without a text left out."""
    if not kept:
        return []
    versions = [report.version_id for report in kept]
    by_version = {one.version_id: one for one in article_rows.load_versions(store, versions)}
    credits = lineage_rows.credits_by_version(store, versions)
    attributions = lineage_rows.attributions_by_version(store, versions)
    edges: dict[str, list[Edge]] = {}
    for edge in lineage_rows.edges_from(store, [report.article_id for report in kept]):
        edges.setdefault(edge.from_article_id, []).append(edge)
    return [
        (
            report,
            ReportLineage(
                article=by_version[report.version_id],
                credits=credits.get(report.version_id, ()),
                attributions=attributions.get(report.version_id, ()),
                edges=tuple(edges.get(report.article_id, ())),
                mention_spans=report.mention.spans if report.mention else (),
            ),
        )
        for report in kept
        if report.version_id in by_version
    ]


def of_version(
    store: Store, article: Article, edges: Iterable[Edge], report: Report | None
) -> ReportLineage:
    """Return the lineage of one stored article version."""
    return ReportLineage(
        article=article,
        credits=lineage_rows.credits_of(store, article.version_id),
        attributions=lineage_rows.attributions_of(store, article.version_id),
        edges=tuple(edges),
        mention_spans=report.mention.spans if report and report.mention else (),
    )


def of_incident(store: Store, incident_id: str) -> tuple[ReportLineage, ...]:
    """Return the lineage of an incident's reports, first-hand ones only where there are any."""
    return gather(store, first_hand(report_rows.of_incident(store, incident_id)))


def of_article(store: Store, article: Article) -> tuple[ReportLineage, ...]:
    """Return the lineage of an article and of those it is tied to by text."""
    near = lineage_rows.edges_of(store, [article.id])
    ids = dict.fromkeys([article.id])
    for edge in near:
        ids.setdefault(edge.from_article_id)
        if edge.to_article_id:
            ids.setdefault(edge.to_article_id)
    found = [article_rows.find(store, one) for one in ids]
    edges = lineage_rows.edges_of(store, list(ids))
    return tuple(
        of_version(store, one, [edge for edge in edges if edge.from_article_id == one.id], None)
        for one in found
        if one is not None
    )


def tree_lines(store: Store, register: SourceRegister, incident_id: str) -> tuple[str, ...]:
    """Return the lineage tree of an incident as lines."""
    return draw(tree(of_incident(store, incident_id), register))


def firsts(store: Store, lineages: Iterable[ReportLineage]) -> FirstReport | None:
    """Return who had it first among reports, as far as times allow to say."""
    return first_report(_seen(store, one.article) for one in lineages)


def first_words(found: FirstReport) -> str:
    """Return a first report in words, with no more precision than the times have."""
    names = list(dict.fromkeys(one.outlet for one in found.candidates))
    words = f"{', '.join(names[:3])}{' and others' if len(names) > 3 else ''}"
    words += f", {_interval(found.candidates[0])}"
    if found.lead is not None:
        words += f", at least {age_words(found.lead)} before the next"
    elif len(names) > 1:
        words += " (too close to tell who was first)"
    return words


def _interval(appeared: Appeared) -> str:
    latest = time_text(appeared.latest)
    if appeared.earliest is None:
        return f"by {latest}"
    earliest = time_text(appeared.earliest)
    return f"at {latest}" if earliest == latest else f"between {earliest} and {latest}"


def _seen(store: Store, article: Article) -> Seen:
    entry = sightings.of_article(store, article.id)
    if entry is None:
        return Seen(article=article)
    previous = sightings.previous_poll(store, entry)
    return Seen(
        article=article,
        first_seen=entry.first_seen,
        previous_poll=previous,
        feed_updated=entry.updated,
    )
