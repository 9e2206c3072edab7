"""Typed edges of one reading: to sources, and to the articles it shares prose with or names.

`edges` returns the edges that stand FROM this reading, and, where an older text arrives late or a
candidate turns out to be the copy, also those from the candidate to it: record all of them, and
drop the ids that `superseded` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.lineage.attribution.described import is_described
from monitor.lineage.data import cue_words
from monitor.lineage.registers import MEDIA_CLASSES, SourceRegister, same_family
from monitor.lineage.reuse.direction import Tie, nearest, tie_of
from monitor.lineage.reuse.reuse import ReuseKind, ReuseVerdict, compare, text_of
from monitor.lineage.reuse.shared_statements import shared_statement
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
#: Ties of prose whose direction a later look may turn round.
REUSE = frozenset({Relation.REPUBLISHES, Relation.ADAPTS})
_LINKS = 60
#: Characters beside an attribution in which the medium it came through is named.
_BESIDE = 120


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
    turned = {(edge.to_article_id, edge.from_article_id) for edge in new if edge.relation in REUSE}
    return tuple(
        edge.id
        for edge in existing
        if edge.relation in REUSE and (edge.from_article_id, edge.to_article_id) in turned
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
            if not _is_somebody(source) or same_family(source, host):
                continue
            if relation is Relation.CITES and source.name in own:
                continue
            span = _proof(attribution, source, reading.article.text, register)
            _, evidence = said.setdefault((relation, source.name), (source, []))
            evidence.append(Evidence(kind="citation", span=span))
    for (relation, _), (source, evidence) in said.items():
        confidence = min(0.95, 0.75 + 0.05 * len(evidence))
        yield _edge(reading.article, relation, source, evidence[:4], confidence)


def _proof(attribution: Attribution, source: Source, text: str, register: SourceRegister) -> Span:
    """Return the words that name `source`: for a medium it came through, the medium's name."""
    nearest = attribution.source_span or attribution.cue_span
    if source is attribution.source:
        return nearest
    places = [attribution.cue_span, nearest, attribution.content_span or nearest]
    start = max(0, min(place.start for place in places) - _BESIDE)
    end = max(place.end for place in places) + _BESIDE
    for named in register.named(text[start:end]):
        if named.source.name == source.name:
            first, last = start + named.start, start + named.end
            return Span(field="text", start=first, end=last, text=text[first:last])
    return nearest


def _is_somebody(source: Source) -> bool:
    """Whether an edge may point at it: "analysts" and "the other side" are nobody to count."""
    if source.source_class is SourceClass.PERSON:
        return not source.name[:1].islower() or is_described(source.name)
    if source.name[:1].islower() and cue_words("en").saying.intersection(source.name.split()):
        return False
    return source.source_class is not SourceClass.UNSOURCED


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
    ties = []
    for candidate in candidates:
        if candidate.article.version_id == reading.article.version_id:
            continue
        theirs = text_of(candidate.article, candidate.credits, candidate.first_seen)
        if candidate.is_same_article or candidate.article.id == reading.article.id:
            verdict = compare(mine, theirs)
            yield _revision(reading.article, candidate.article, verdict)
            continue
        tie = tie_of(mine, theirs, register)
        if tie is not None:
            ties.append(tie)
    for tie in nearest(ties, mine):
        yield from _from_tie(tie, reading.attributions, register)


def _from_tie(
    tie: Tie, attributions: Sequence[Attribution], register: SourceRegister
) -> Iterator[Edge]:
    """The edge of two texts that share prose, and beside it the statement that both carry."""
    ends = (tie.newer.article, tie.older.article)
    sure = (tie.verdict.confidence, tie.verdict.containment)
    statement = shared_statement(tie, attributions, register)
    if statement:
        yield _edge(ends[0], Relation.SHARES_SOURCE, ends[1], statement, *sure)
    shared = [Evidence(kind="shared_text", span=span) for span in tie.verdict.spans]
    yield _edge(ends[0], _RELATION[tie.verdict.kind], ends[1], shared, *sure)


def _revision(new: Article, old: Article, verdict: ReuseVerdict | None) -> Edge:
    """The next text of one page; its target is the page itself."""
    spans = verdict.spans if verdict else ()
    evidence = [Evidence(kind="shared_text", span=s) for s in spans]
    containment = verdict.containment if verdict else None
    return _edge(new, Relation.REVISES, old, evidence, 0.99, containment)


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
