"""How many independent origins an incident's reports have: an upper bound, undetermined apart.

The rule stands in docs/lineage.md with worked examples.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.lineage.registers import (
    MEDIA_CLASSES,
    SourceRegister,
    family_of,
    name_key,
    same_family,
)
from monitor.model.deciding import Edge, Origins
from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Article, Attribution, Credit, Source
from monitor.model.spans import Span

_TEXT = frozenset({Relation.REPUBLISHES, Relation.ADAPTS, Relation.REVISES})
_LEANS = _TEXT | {Relation.CITES, Relation.TEXT_FROM, Relation.CONTRIBUTED_BY}
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
_OFFICIAL = frozenset({SourceClass.STATE_MEDIA, SourceClass.OFFICIAL_BODY, SourceClass.ARMED_GROUP})
_OWN_REPORTING = re.compile(
    r"\b(?:told (?:this (?:newspaper|reporter|website|publication|paper|station)|our (?:reporter|"
    r"correspondent|newspaper))|our (?:own )?(?:correspondent|reporter|photographer)s?\b|"
    r"(?:whom |when |where )?this (?:reporter|correspondent) (?:saw|met|counted|heard|visited|was)|"
    r"when this newspaper visited|"
    r"(?:a|an|the) \w{0,20}\s?(?:reporter|correspondent|journalist|photographer)s? "
    r"(?:at|on) the (?:scene|spot)|"
    r"in an interview with (?:this|our)|confirmed to this (?:newspaper|paper)|"
    r"(?:unsere?r?m? (?:Reporter|Korrespondent|Redaktion|Zeitung)|dieser Zeitung)\w*|"
    r"à notre (?:journal|correspondante?|envoyée? spéciale?)|"
    r"a (?:este (?:diario|periódico)|nuestr[oa] (?:corresponsal|enviad[oa])))\b",
    re.IGNORECASE,
)
_OWN_BYLINE = re.compile(
    r"\b(?:correspondent|envoyée? spéciale?|enviad[oa] especial|corresponsal|korrespondent\w*|"
    r"inviat[oa]|(?:court|crime|war|science|staff|senior) (?:reporter|correspondent))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLineage:
    """What is known of one report's lineage: the article version and what was read out of it."""

    article: Article
    credits: tuple[Credit, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    #: Edges from this article (any version of it), stored or new.
    edges: tuple[Edge, ...] = ()
    #: The sentences that tell of the incident ("central claim"); () = the text's beginning.
    mention_spans: tuple[Span, ...] = ()


def origins(
    reports: Sequence[ReportLineage], register: SourceRegister, place_country: str
) -> Origins:
    """Return the origins of `reports` (one per article) of one incident.

    `place_country`: ISO alpha-2 of where it happened, "" = unknown (no "no_local_source" then).
    """
    by_article = {report.article.id: report for report in reports}
    roots = {report.article.version_id: _origin(report, by_article, register) for report in reports}
    voices: dict[str, Source] = {}
    weight: Counter[str] = Counter()
    for source in roots.values():
        if source is not None:
            key = name_key(family_of(source))
            voices.setdefault(key, source)
            weight[key] += 1
    order = sorted(voices, key=lambda key: (-weight[key], voices[key].name))
    undetermined = sum(source is None for source in roots.values())
    outlets = {name_key(family_of(register.host_of(r.article))) for r in reports}
    return Origins(
        independent=len(voices),
        names=tuple(voices[key].name for key in order),
        undetermined=undetermined,
        articles=len(reports),
        outlets=len(outlets),
        warnings=_warnings(reports, roots, voices, register, place_country),
        by_version={
            version: (source.name if source else None) for version, source in roots.items()
        },
    )


def origin_of(report: ReportLineage, register: SourceRegister) -> Source | None:
    """Return the origin of one report by itself, None = undetermined."""
    return _origin(report, {report.article.id: report}, register)


def _origin(
    report: ReportLineage,
    by_article: Mapping[str, ReportLineage],
    register: SourceRegister,
    seen: frozenset[str] = frozenset(),
) -> Source | None:
    """Return where `report` comes from; `seen` are the articles already followed through."""
    root, is_ring = _text_root(report, by_article)
    if root.article.id in seen or is_ring:
        return None
    credited = _credited(root)
    if credited is not None:
        return credited
    host = register.host_of(root.article)
    if host.source_class in _SPEAK_THEMSELVES or _shows_own_reporting(root, host):
        return host
    central = _central(root)
    if central is None:
        return None
    # What was told to a medium comes from that medium, so the nearest one is the end of the chain.
    claim = central.via[0] if central.via else central.source
    if same_family(claim, host):
        return host
    followed = _report_of(claim, root, by_article, register)
    if followed is None:
        return claim
    return _origin(followed, by_article, register, seen | {root.article.id})


def _credited(root: ReportLineage) -> Source | None:
    """Return the first source that the text itself is credited to, by credits or stored edges."""
    from_credits = (c.source for c in root.credits if c.relation is Relation.TEXT_FROM)
    from_edges = (
        e.to_source for e in root.edges if e.relation is Relation.TEXT_FROM and e.to_source
    )
    return next(from_credits, None) or next(from_edges, None)


def _report_of(
    medium: Source,
    root: ReportLineage,
    by_article: Mapping[str, ReportLineage],
    register: SourceRegister,
) -> ReportLineage | None:
    """Return the report of the same incident by the outlet that `root` cites, where we have it."""
    if medium.source_class not in MEDIA_CLASSES:
        return None
    others = (r for r in by_article.values() if r.article.id != root.article.id)
    return next((r for r in others if same_family(register.host_of(r.article), medium)), None)


def _text_root(
    report: ReportLineage, by_article: Mapping[str, ReportLineage]
) -> tuple[ReportLineage, bool]:
    """Return the first text of the family that we have, and whether the ties run in a ring."""
    seen = {report.article.id}
    while _credited(report) is None:
        targets = [
            edge.to_article_id
            for edge in sorted(report.edges, key=lambda e: -e.confidence)
            if edge.relation in _TEXT
            and edge.to_article_id in by_article
            and edge.to_article_id != report.article.id
        ]
        nearest = targets[0] if targets else None
        if nearest is None:
            return report, False
        if nearest in seen:
            return report, True
        seen.add(nearest)
        report = by_article[nearest]
    return report, False


def _central(report: ReportLineage) -> Attribution | None:
    """Return the first attribution of the central claim."""
    spans = report.mention_spans or (_beginning(report.article),)
    for attribution in report.attributions:
        if attribution.kind == "stance" or not any(_touches(attribution, s) for s in spans):
            continue
        if attribution.via or _is_root(attribution.source):
            return attribution
    return None


def _is_root(source: Source) -> bool:
    """Whether a claim can end at `source`: somebody in particular, not "two of them"."""
    if source.source_class is SourceClass.PERSON:
        return len(_CAPITALS.findall(source.name)) >= 2
    return source.source_class is not SourceClass.UNSOURCED


def _beginning(article: Article) -> Span:
    end = min(len(article.text), 600)
    return Span(field="text", start=0, end=end, text=article.text[:end])


def _touches(attribution: Attribution, span: Span) -> bool:
    places = [attribution.cue_span, attribution.content_span, attribution.source_span]
    return any(
        p is not None and p.field == span.field and p.start < span.end and span.start < p.end
        for p in places
    )


def _shows_own_reporting(report: ReportLineage, host: Source) -> bool:
    """Whether the host was there or asked itself: its words say so, or its byline."""
    article = report.article
    if _OWN_REPORTING.search(article.text):
        return True
    bylines = [s.value for s in article.signals if s.kind == "byline"]
    if any(_OWN_BYLINE.search(line) for line in bylines):
        return True
    return any(via for a in report.attributions for via in a.via if same_family(via, host))


def _warnings(
    reports: Sequence[ReportLineage],
    roots: Mapping[str, Source | None],
    voices: Mapping[str, Source],
    register: SourceRegister,
    place_country: str,
) -> tuple[str, ...]:
    found = []
    undetermined = any(source is None for source in roots.values())
    if len(reports) > 1 and len(voices) == 1 and not undetermined:
        found.append("single_root")
    if is_circular(reports, register):
        found.append("circular")
    known = list(voices.values())
    if known and not undetermined and all(s.source_class in _OFFICIAL for s in known):
        found.append("only_state_affiliated")
    countries = {s.country for s in known} | {register.host_of(r.article).country for r in reports}
    countries |= {a.source.country for r in reports for a in r.attributions}
    if place_country and reports and place_country not in countries:
        found.append("no_local_source")
    if known and _is_anonymous(reports, roots):
        found.append("anonymous_only")
    return tuple(found)


def _is_anonymous(reports: Sequence[ReportLineage], roots: Mapping[str, Source | None]) -> bool:
    """Whether every report that has an origin leans on somebody unnamed, whoever was told."""
    central = [_central(r) for r in reports if roots[r.article.version_id] is not None]
    ends = [one.source.source_class for one in central if one is not None]
    ends = [kind for kind in ends if kind not in MEDIA_CLASSES]
    return bool(ends) and all(kind is SourceClass.ANONYMOUS_OFFICIAL for kind in ends)


def is_circular(reports: Sequence[ReportLineage], register: SourceRegister) -> bool:
    """Return whether reports lean on one another in a ring: A cites or copies B, B does A."""
    by_article = {report.article.id: report for report in reports}
    leans = {key: _leans_on(report, by_article, register) for key, report in by_article.items()}
    return any(_reaches(start, leans) for start in leans)


def _leans_on(
    report: ReportLineage, by_article: Mapping[str, ReportLineage], register: SourceRegister
) -> set[str]:
    found: set[str] = set()
    for edge in report.edges:
        if edge.relation not in _LEANS:
            continue
        if edge.to_article_id is not None and edge.to_article_id in by_article:
            found.add(edge.to_article_id)
        elif edge.to_source is not None:
            other = _report_of(edge.to_source, report, by_article, register)
            found |= {other.article.id} if other else set()
    return found - {report.article.id}


def _reaches(start: str, leans: Mapping[str, set[str]]) -> bool:
    waiting = list(leans[start])
    seen: set[str] = set()
    while waiting:
        node = waiting.pop()
        if node == start:
            return True
        if node not in seen:
            seen.add(node)
            waiting.extend(leans.get(node, ()))
    return False
