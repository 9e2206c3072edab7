"""How many independent origins an incident's reports have: an upper bound, undetermined apart.

The rule stands in docs/lineage.md with worked examples.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from monitor.lineage.data import origin_phrase
from monitor.lineage.origins.report_lineage import (
    REMEMBERED,
    Beside,
    ReportLineage,
    beside,
    central,
    credited,
    report_of,
    statement_twins,
)
from monitor.lineage.origins.voices import as_one
from monitor.lineage.origins.warnings import warnings_of
from monitor.lineage.registers import (
    SourceRegister,
    family_of,
    name_key,
    same_family,
)
from monitor.model.deciding import Origins
from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Source

_TEXT = frozenset({Relation.REPUBLISHES, Relation.ADAPTS, Relation.REVISES})
_CAPITALS = re.compile(r"\b[^\W\d_a-zà-ÿ]\w+")
#: Hosts whose own pages are a voice of their own: nobody stands behind them.
_SPEAK_THEMSELVES = frozenset(
    {
        SourceClass.AGENCY,
        SourceClass.STATE_MEDIA,
        SourceClass.OFFICIAL_BODY,
        SourceClass.ARMED_GROUP,
        SourceClass.NGO,
    }
)


def origins(
    reports: Sequence[ReportLineage], register: SourceRegister, place_country: str
) -> Origins:
    """Return the origins of `reports` (one per article) of one incident.

    `place_country`: ISO alpha-2 of where it happened, "" = unknown (no "no_local_source" then).
    """
    near = beside(reports, register)
    roots = {report.article.version_id: _origin(report, near, register) for report in reports}
    voices: dict[str, Source] = {}
    weight: Counter[str] = Counter()
    one = as_one(source for source in roots.values() if source is not None)
    for source in roots.values():
        if source is not None:
            key = one[name_key(family_of(source))]
            voices.setdefault(key, source)
            weight[key] += 1
    order = sorted(voices, key=lambda key: (-weight[key], voices[key].name))
    undetermined = sum(source is None for source in roots.values())
    return Origins(
        independent=len(voices),
        names=tuple(voices[key].name for key in order),
        undetermined=undetermined,
        articles=len(reports),
        outlets=len(near.families),
        warnings=warnings_of(reports, roots, voices, near, place_country),
        by_version={
            version: (source.name if source else None) for version, source in roots.items()
        },
    )


def origin_of(report: ReportLineage, register: SourceRegister) -> Source | None:
    """Return the origin of one report by itself, None = undetermined."""
    return _origin(report, beside([report], register), register)


def root_sources(
    reports: Sequence[ReportLineage], register: SourceRegister
) -> dict[str, Source | None]:
    """Return the origin of each report among the others, by article id; None = undetermined."""
    near = beside(reports, register)
    return {key: _origin(report, near, register) for key, report in near.by_article.items()}


def _origin(
    report: ReportLineage,
    near: Beside,
    register: SourceRegister,
    seen: frozenset[str] = frozenset(),
) -> Source | None:
    """Return where `report` comes from; `seen` are the articles already followed through."""
    root, is_ring = _text_root(report, near)
    if root.article.id in seen or is_ring:
        return None
    whose = credited(root)
    if whose is not None:
        return whose
    host = register.host_of(root.article)
    if host.source_class in _SPEAK_THEMSELVES or _shows_own_reporting(root, host):
        return host
    first = central(root)
    if first is None:
        return None
    # What was told to a medium comes from that medium, so the nearest one is the end of the chain.
    claim = first.via[0] if first.via else first.source
    if same_family(claim, host):
        return host
    followed = report_of(claim, root, near)
    if followed is None:
        return claim
    return _origin(followed, near, register, seen | {root.article.id})


def _text_root(report: ReportLineage, near: Beside) -> tuple[ReportLineage, bool]:
    """Return the first text of the family that we have, and whether the ties run in a ring."""
    seen = {report.article.id}
    while credited(report) is None:
        known = (one for one in _text_targets(report) if one in near.by_article)
        nearest = next(known, None)
        if nearest is None:
            return report, False
        if nearest in seen:
            return report, True
        seen.add(nearest)
        report = near.by_article[nearest]
    return report, False


@lru_cache(maxsize=REMEMBERED)
def _text_targets(report: ReportLineage) -> tuple[str, ...]:
    """Return the other articles whose text a report's is, the likeliest first."""
    shared = statement_twins(report)
    return tuple(
        edge.to_article_id
        for edge in sorted(report.edges, key=lambda e: -e.confidence)
        if edge.relation in _TEXT
        and edge.to_article_id is not None
        and edge.to_article_id != report.article.id
        and edge.to_article_id not in shared
    )


@lru_cache(maxsize=REMEMBERED)
def _shows_own_reporting(report: ReportLineage, host: Source) -> bool:
    """Whether the host was there or asked itself: its words say so, or its byline."""
    article = report.article
    if origin_phrase("own_reporting").search(article.text) is not None:
        return True
    bylines = [s.value for s in article.signals if s.kind == "byline"]
    own_byline = origin_phrase("own_byline")
    if any(own_byline.search(line) for line in bylines):
        return True
    return any(via for a in report.attributions for via in a.via if same_family(via, host))


__all__ = ["ReportLineage", "origin_of", "origins", "root_sources"]
