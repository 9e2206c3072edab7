"""What is known of one report's lineage, and the questions that the rule of origins asks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from monitor.lineage.registers import MEDIA_CLASSES, SourceRegister, family_of, name_key
from monitor.model.deciding import Edge
from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Article, Attribution, Credit, Source
from monitor.model.spans import Span

_CAPITALS = re.compile(r"\b[^\W\d_a-zà-ÿ]\w+")


#: Reports of which the answers below are remembered: some five incidents of the most that are
#: weighed at once (`lineage_of.MOST_REPORTS`).
REMEMBERED = 2048


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportLineage:
    """What is known of one report's lineage: the article version and what was read out of it.

    Only the very object equals itself: that is how what is asked of it again with every later
    report of its incident is found without reading its text.
    """

    article: Article
    credits: tuple[Credit, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    #: Edges from this article (any version of it), stored or new.
    edges: tuple[Edge, ...] = ()
    #: The sentences that tell of the incident ("central claim"); () = the text's beginning.
    mention_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The reports of one incident, found by article and by the outlet that wrote them."""

    by_article: Mapping[str, ReportLineage]
    #: By `name_key` of an outlet's family, and of its name: places in `order`, the first two.
    families: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    order: tuple[ReportLineage, ...] = ()
    #: Of the outlets, ISO alpha-2.
    countries: frozenset[str] = frozenset()

    def of_outlet(self, medium: Source, but: str) -> ReportLineage | None:
        """Return the first report by an outlet that is one voice with `medium` (`same_family`),
        that of the article `but` left out."""
        places = (
            *self.families.get(name_key(family_of(medium)), ()),
            *self.names.get(name_key(medium.name), ()),
        )
        for place in sorted(places):
            if self.order[place].article.id != but:
                return self.order[place]
        return None


def beside(reports: Iterable[ReportLineage], register: SourceRegister) -> Beside:
    """Return reports of one incident as they are looked up; the last one of an article counts."""
    by_article = {report.article.id: report for report in reports}
    order = tuple(by_article.values())
    families: dict[str, tuple[int, ...]] = {}
    names: dict[str, tuple[int, ...]] = {}
    countries: set[str] = set()
    for place, report in enumerate(order):
        host = register.host_of(report.article)
        countries.add(host.country)
        for index, key in ((families, name_key(family_of(host))), (names, name_key(host.name))):
            known = index.get(key, ())
            # One of two is not the article that asks.
            if len(known) < 2:
                index[key] = (*known, place)
    return Beside(
        by_article=by_article,
        families=families,
        names=names,
        order=order,
        countries=frozenset(countries),
    )


@lru_cache(maxsize=REMEMBERED)
def credited(root: ReportLineage) -> Source | None:
    """Return the first source that the text itself is credited to, by credits or stored edges."""
    from_credits = (c.source for c in root.credits if c.relation is Relation.TEXT_FROM)
    from_edges = (
        e.to_source for e in root.edges if e.relation is Relation.TEXT_FROM and e.to_source
    )
    return next(from_credits, None) or next(from_edges, None)


@lru_cache(maxsize=REMEMBERED)
def statement_twins(report: ReportLineage) -> frozenset[str | None]:
    """Return the articles with which this one shares prose only because both carry a statement."""
    return frozenset(
        e.to_article_id
        for e in report.edges
        if e.relation is Relation.SHARES_SOURCE and any(p.kind == "statement" for p in e.evidence)
    )


def report_of(medium: Source, root: ReportLineage, others: Beside) -> ReportLineage | None:
    """Return the report of the same incident by the outlet that `root` cites, where we have it."""
    if medium.source_class not in MEDIA_CLASSES:
        return None
    return others.of_outlet(medium, root.article.id)


@lru_cache(maxsize=REMEMBERED)
def central(report: ReportLineage) -> Attribution | None:
    """Return the first attribution of the central claim.

    Where the sentences that tell of the incident name nobody, the text's beginning may.
    """
    for spans in (report.mention_spans, (_beginning(report.article),)):
        found = _first_within(report, spans)
        if found is not None:
            return found
    return None


def _first_within(report: ReportLineage, spans: tuple[Span, ...]) -> Attribution | None:
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
