"""Typed edges of one reading: to sources, and to the articles it shares prose with or names.

`edges` returns the edges that stand FROM this reading, and, where an older text arrives late or a
candidate turns out to be the copy, also those from the candidate to it: record all of them, and
drop the ids that `superseded` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.lineage.registers import MEDIA_CLASSES, SourceRegister, same_family
from monitor.lineage.reuse import ReuseKind, ReuseVerdict, TextOf, compare, text_of
from monitor.model.deciding import Edge, Evidence
from monitor.model.names import Relation, SourceClass, make_id
from monitor.model.reading import Article, Attribution, Credit, Reading, Source
from monitor.model.spans import Span
from monitor.urls import canonical, is_web

_RELATION = {
    ReuseKind.COPY: Relation.REPUBLISHES,
    ReuseKind.TRIMMED: Relation.REPUBLISHES,
    ReuseKind.EXCERPT: Relation.REPUBLISHES,
    ReuseKind.ADAPTED: Relation.ADAPTS,
    ReuseKind.EMBEDDED: Relation.ADAPTS,
    ReuseKind.NEW_VERSION: Relation.REVISES,
    ReuseKind.SHARED_STATEMENT: Relation.SHARES_SOURCE,
}
_LINKS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCandidate:
    """A stored article version that may share prose with the reading, or that it may cite."""

    article: Article
    credits: tuple[Credit, ...] = ()
    #: Another version of the very page of the reading.
    is_same_article: bool = False
    first_seen: datetime | None = None


def edges(
    reading: Reading, candidates: Sequence[TextCandidate], register: SourceRegister
) -> tuple[Edge, ...]:
    """Return the edges this reading makes, also those from older candidates to it (see module).

    Ids are made of version, relation and target, so a second run makes the same ones.
    """
    found = [*_from_credits(reading), *_from_attributions(reading, register)]
    found += _from_texts(reading, candidates, register)
    found += _from_links(reading, candidates, {e.to_article_id for e in found})
    best: dict[str, Edge] = {}
    for edge in found:
        if edge.id not in best or best[edge.id].confidence < edge.confidence:
            best[edge.id] = edge
    return tuple(best.values())


def superseded(existing: Iterable[Edge], new: Iterable[Edge]) -> tuple[str, ...]:
    """Return the ids of stored reuse edges that `new` ones contradict: the same pair turned round.

    An older article that turns up late becomes the root; the edge that pointed the wrong way goes.
    """
    turned = {
        (edge.to_article_id, edge.from_article_id)
        for edge in new
        if edge.relation in (Relation.REPUBLISHES, Relation.ADAPTS)
    }
    return tuple(
        edge.id
        for edge in existing
        if edge.relation in (Relation.REPUBLISHES, Relation.ADAPTS)
        and (edge.from_article_id, edge.to_article_id) in turned
    )


def _edge(
    article: Article,
    relation: Relation,
    to: Article | Source,
    evidence: Sequence[Evidence],
    confidence: float,
    containment: float | None = None,
) -> Edge:
    is_article = isinstance(to, Article)
    target = to.id if isinstance(to, Article) else to.name
    return Edge(
        id=make_id("edge", article.version_id, relation, target),
        from_article_id=article.id,
        from_version_id=article.version_id,
        relation=relation,
        to_article_id=target if is_article else None,
        to_source=None if isinstance(to, Article) else to,
        evidence=tuple(evidence),
        confidence=round(confidence, 3),
        containment=containment,
    )


def _from_credits(reading: Reading) -> Iterator[Edge]:
    by_target: dict[tuple[Relation, str], list[Credit]] = {}
    for credit in reading.credits:
        by_target.setdefault((credit.relation, credit.source.name), []).append(credit)
    for (relation, _), group in by_target.items():
        evidence = [Evidence(kind=c.kind, span=c.span) for c in group[:4]]
        best = max(c.confidence for c in group)
        yield _edge(reading.article, relation, group[0].source, evidence, best)


def _from_attributions(reading: Reading, register: SourceRegister) -> Iterator[Edge]:
    """`attributes` to who said it; `cites` to the media it came through or was read in."""
    host = register.host_of(reading.article)
    own = {c.source.name for c in reading.credits if c.relation is Relation.TEXT_FROM}
    said: dict[tuple[Relation, str], tuple[Source, list[Evidence]]] = {}
    for attribution in reading.attributions:
        if attribution.kind == "stance":
            continue
        for relation, source in _targets(attribution):
            if source.source_class is SourceClass.UNSOURCED or same_family(source, host):
                continue
            if relation is Relation.CITES and source.name in own:
                continue
            span = attribution.source_span or attribution.cue_span
            _, evidence = said.setdefault((relation, source.name), (source, []))
            evidence.append(Evidence(kind="citation", span=span))
    for (relation, _), (source, evidence) in said.items():
        confidence = min(0.95, 0.75 + 0.05 * len(evidence))
        yield _edge(reading.article, relation, source, evidence[:4], confidence)


def _targets(attribution: Attribution) -> Iterator[tuple[Relation, Source]]:
    is_medium = attribution.source.source_class in MEDIA_CLASSES
    yield (Relation.CITES if is_medium else Relation.ATTRIBUTES), attribution.source
    for source in attribution.via:
        yield Relation.CITES, source


def _from_texts(
    reading: Reading, candidates: Sequence[TextCandidate], register: SourceRegister
) -> Iterator[Edge]:
    if not candidates:
        return
    mine = text_of(reading.article, reading.credits)
    for candidate in candidates:
        if candidate.article.version_id == reading.article.version_id:
            continue
        theirs = text_of(candidate.article, candidate.credits, candidate.first_seen)
        newer, older = _ordered(mine, theirs, register)
        verdict = compare(newer, older)
        if candidate.is_same_article or candidate.article.id == reading.article.id:
            yield _revision(reading.article, candidate.article, verdict)
        elif verdict is not None:
            evidence = [Evidence(kind="shared_text", span=s) for s in verdict.spans]
            yield _edge(
                newer.article,
                _RELATION[verdict.kind],
                older.article,
                evidence,
                verdict.confidence,
                verdict.containment,
            )


def _revision(new: Article, old: Article, verdict: ReuseVerdict | None) -> Edge:
    """The next text of one page; its target is the page itself."""
    spans = verdict.spans if verdict else ()
    evidence = [Evidence(kind="shared_text", span=s) for s in spans]
    containment = verdict.containment if verdict else None
    return _edge(new, Relation.REVISES, old, evidence, 0.99, containment)


def _ordered(one: TextOf, other: TextOf, register: SourceRegister) -> tuple[TextOf, TextOf]:
    """Return (derived, original). Credits decide first, then publication, then first sight."""
    one_credits = _credits_host(one, other, register)
    other_credits = _credits_host(other, one, register)
    if one_credits != other_credits:
        return (one, other) if one_credits else (other, one)
    one_key = _time_key(one)
    other_key = _time_key(other)
    return (other, one) if one_key < other_key else (one, other)


def _credits_host(one: TextOf, other: TextOf, register: SourceRegister) -> bool:
    host = register.host_of(other.article)
    return any(
        c.relation is Relation.TEXT_FROM and same_family(c.source, host) for c in one.credits
    )


def _time_key(text: TextOf) -> tuple[float, float, str]:
    article = text.article
    seen = text.first_seen or article.fetched_at
    published = article.published or seen
    moment = published.timestamp()
    if article.published_precision == "day":
        # A bare day says nothing about the hour: take noon, so that times of the day may decide.
        moment += 43_200
    return moment, seen.timestamp(), article.id


def _from_links(
    reading: Reading, candidates: Sequence[TextCandidate], tied: set[str | None]
) -> Iterator[Edge]:
    """`cites` to a candidate that the page links to and shares no prose with."""
    pages = {canonical(c.article.url): c.article for c in candidates if is_web(c.article.url)}
    pages.pop(canonical(reading.article.url), None)
    links = [
        (index, signal.value.split(" ", 1)[0])
        for index, signal in enumerate(reading.article.signals)
        if signal.kind == "out_link"
    ]
    for index, url in links[:_LINKS]:
        page = pages.get(canonical(url)) if is_web(url) else None
        if page is not None and page.id not in tied:
            span = Span(field=f"signal:{index}", start=0, end=len(url), text=url)
            evidence = [Evidence(kind="link", span=span)]
            yield _edge(reading.article, Relation.CITES, page, evidence, 0.9)
