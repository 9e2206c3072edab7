"""What to warn of beside a count of origins: one root, a ring, only the state, nobody local."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from monitor.lineage.origins.report_lineage import (
    REMEMBERED,
    Beside,
    ReportLineage,
    central,
    report_of,
    statement_twins,
)
from monitor.lineage.registers import MEDIA_CLASSES
from monitor.model.deciding import Edge
from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Source

_OFFICIAL = frozenset({SourceClass.STATE_MEDIA, SourceClass.OFFICIAL_BODY, SourceClass.ARMED_GROUP})
_LEANS = frozenset(
    {
        Relation.REPUBLISHES,
        Relation.ADAPTS,
        Relation.REVISES,
        Relation.CITES,
        Relation.TEXT_FROM,
        Relation.CONTRIBUTED_BY,
    }
)


def warnings_of(
    reports: Sequence[ReportLineage],
    roots: Mapping[str, Source | None],
    voices: Mapping[str, Source],
    near: Beside,
    place_country: str,
) -> tuple[str, ...]:
    found = []
    undetermined = any(source is None for source in roots.values())
    if len(reports) > 1 and len(voices) == 1 and not undetermined:
        found.append("single_root")
    if is_circular(near):
        found.append("circular")
    known = list(voices.values())
    if known and not undetermined and all(s.source_class in _OFFICIAL for s in known):
        found.append("only_state_affiliated")
    countries = near.countries.union(s.country for s in known)
    if (
        place_country
        and reports
        and place_country not in countries
        and not any(a.source.country == place_country for r in reports for a in r.attributions)
    ):
        found.append("no_local_source")
    if known and _is_anonymous(reports, roots):
        found.append("anonymous_only")
    return tuple(found)


def _is_anonymous(reports: Sequence[ReportLineage], roots: Mapping[str, Source | None]) -> bool:
    """Whether every report that has an origin leans on somebody unnamed, whoever was told."""
    firsts = [central(r) for r in reports if roots[r.article.version_id] is not None]
    ends = [one.source.source_class for one in firsts if one is not None]
    ends = [kind for kind in ends if kind not in MEDIA_CLASSES]
    return bool(ends) and all(kind is SourceClass.ANONYMOUS_OFFICIAL for kind in ends)


def is_circular(near: Beside) -> bool:
    """Return whether reports lean on one another in a ring: A cites or copies B, B does A."""
    leans = {
        key: others
        for key, report in near.by_article.items()
        if (others := _leans_on(report, near))
    }
    # What leans on nobody stands in no ring, nor then what leans on such alone.
    leaning: dict[str, list[str]] = {}
    left: dict[str, int] = {}
    for key, others in leans.items():
        held = [other for other in others if other in leans]
        left[key] = len(held)
        for other in held:
            leaning.setdefault(other, []).append(key)
    free = [key for key, number in left.items() if not number]
    done = 0
    while free:
        done += 1
        for key in leaning.get(free.pop(), ()):
            left[key] -= 1
            if not left[key]:
                free.append(key)
    return done < len(leans)


def _leans_on(report: ReportLineage, near: Beside) -> set[str]:
    ids, media = _ties(report)
    found = {one for one in ids if one in near.by_article}
    for medium in media:
        other = report_of(medium, report, near)
        if other is not None:
            found.add(other.article.id)
    # An article may be tied to a page of which only the outlet is known among these.
    for one, medium in _either(report):
        if one not in near.by_article and (other := report_of(medium, report, near)):
            found.add(other.article.id)
    found.discard(report.article.id)
    return found


@lru_cache(maxsize=REMEMBERED)
def _ties(report: ReportLineage) -> tuple[frozenset[str], tuple[Source, ...]]:
    """The articles that a report leans on by its edges, and the media of edges to no article."""
    told = _leaning(report)
    return (
        frozenset(edge.to_article_id for edge in told if edge.to_article_id is not None),
        tuple(e.to_source for e in told if e.to_article_id is None and e.to_source is not None),
    )


@lru_cache(maxsize=REMEMBERED)
def _either(report: ReportLineage) -> tuple[tuple[str, Source], ...]:
    """The articles that edges of a report lead to, each with the medium they name as well."""
    return tuple(
        (edge.to_article_id, edge.to_source)
        for edge in _leaning(report)
        if edge.to_article_id is not None and edge.to_source is not None
    )


def _leaning(report: ReportLineage) -> list[Edge]:
    twins = statement_twins(report) - {None}
    return [
        edge for edge in report.edges if edge.relation in _LEANS and edge.to_article_id not in twins
    ]
