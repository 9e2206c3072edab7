"""Whose text an article is: credits in its text, title, address and page signals.

A host's own name, photo and video credits, and citations are no text credits. Most trusted first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from monitor.lineage.credits import fields as fields
from monitor.lineage.credits import labels as labels
from monitor.lineage.credits import phrases as phrases
from monitor.lineage.credits.hits import Found
from monitor.lineage.credits.label_names import whole_names
from monitor.lineage.lines import Line, photo_word, prose_places, signal_lines, text_lines
from monitor.lineage.registers import SourceRegister, is_own, is_station_of, name_key
from monitor.model.deciding import Evidence
from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Article, Credit, Source

#: Classes that write for others: never "own" for a mere owner or state in common.
_AGENCIES = frozenset({SourceClass.AGENCY, SourceClass.STATE_MEDIA})
Reader = Callable[[Line, SourceRegister], Iterator[Found]]

#: Lines of any label-like kind are read by these.
_LABELS: tuple[Reader, ...] = (
    phrases.copyrights,
    phrases.footers,
    phrases.contributions,
    phrases.vias,
    phrases.source_lines,
    phrases.first_published,
    labels.provider_lines,
)
_AUTHORS = {"jsonld_author": "jsonld_author", "dc_creator": "dc_creator", "meta_author": "byline"}
_MAX_LINES = 400


def credits(article: Article, register: SourceRegister) -> tuple[Credit, ...]:
    """Return the credits of `article`, most trusted first, one for each source, relation and kind.

    Each span reproduces its words: field "text", "title", "url" (Article.url) or "signal:N".
    """
    found = _without_pictures(list(_best(article, register).values()), article)
    authors = {f.source.name for f in found if f.relation is Relation.TEXT_FROM}
    kept = [
        f
        for f in found
        if f.relation is not Relation.CONTRIBUTED_BY or f.source.name not in authors
    ]
    kept.sort(key=lambda f: (-f.confidence, f.kind, f.source.name))
    return tuple(map(_credit, kept))


def _best(article: Article, register: SourceRegister) -> dict[tuple[str, str, str], Found]:
    """Return the surest hit of each source, relation and kind that is not the host's own name."""
    host = register.host_of(article)
    best: dict[tuple[str, str, str], Found] = {}
    for found in _all(article, register):
        if found.relation is not Relation.PHOTO_FROM and _is_hosts(found, host, article):
            continue
        key = (found.source.name, found.relation, found.kind)
        if key not in best or best[key].confidence < found.confidence:
            best[key] = found
    return best


def _credit(found: Found) -> Credit:
    return Credit(
        source=found.source,
        kind=found.kind,
        relation=found.relation,
        span=found.span,
        confidence=found.confidence,
    )


def _is_hosts(found: Found, host: Source, article: Article) -> bool:
    """Whether a credit only names the host, its owner or a sister.

    An agency is another voice than the outlets of its owner or state, and a canonical address on a
    sister's domain says whose text it is.
    """
    written = found.span.text
    if is_own(replace(found.source, name=written, family=written), host, article):
        return True
    is_other = found.kind == "canonical" or found.source.source_class in _AGENCIES
    if is_other and name_key(found.source.name) != name_key(host.name):
        return is_own(replace(found.source, family=""), replace(host, family=""), article)
    return is_own(found.source, host, article) or is_station_of(found.source, article)


def _without_pictures(found: list[Found], article: Article) -> list[Found]:
    """Leave out bare agency bylines beside a person's: pages mark pictures so ("EFE")."""
    authors = [s.value for s in article.signals if s.kind in ("jsonld_author", "meta_author")]
    named = {
        f.source.name
        for f in found
        if f.relation is not Relation.PHOTO_FROM and not _is_bare_byline(f, article)
    }
    if not any(" " in one and not one.startswith("http") for one in authors):
        return found
    return [f for f in found if not _is_bare_byline(f, article) or f.source.name in named]


def _is_bare_byline(found: Found, article: Article) -> bool:
    span = found.span
    if found.kind != "byline" or not span.field.startswith("signal:"):
        return False
    signal = article.signals[int(span.field[7:])]
    return signal.kind == "byline" and len(signal.value.strip()) == span.end - span.start


def broken_credits(article: Article, register: SourceRegister) -> tuple[Evidence, ...]:
    """Return credit lines that name nobody ("source site-59"): why an origin is undetermined."""
    lines = [line for line in text_lines(article) if line.zone != "body"]
    lines += [line for kind, line in signal_lines(article) if kind in ("credit_line", "footer")]
    return tuple(
        Evidence(kind="broken_credit", span=line.span(0, len(line.text)))
        for line in lines
        if phrases.is_broken(line, register)
    )


def _all(article: Article, register: SourceRegister) -> Iterator[Found]:
    yield from fields.url_sections(article)
    for kind, line in signal_lines(article):
        yield from _of_signal(kind, line, article, register)
    lines = text_lines(article)[:_MAX_LINES]
    _, last = prose_places([line.text for line in lines])
    foot = min(len(lines) - 3, last + 1)
    for index, line in enumerate(lines):
        yield from _of_text(line, index, len(lines), foot, register)
    yield from _end_marks(lines, register)


def _of_signal(
    kind: str, line: Line, article: Article, register: SourceRegister
) -> Iterator[Found]:
    if kind in ("canonical", "meta_source", "jsonld_based_on"):
        yield from fields.other_addresses(line, article, register)
    elif kind in _AUTHORS:
        for found in labels.bylines(line, register, trusted=True):
            yield Found(found.source, _AUTHORS[kind], found.relation, found.span, 0.93)
    elif kind == "feed_source":
        yield from fields.feed_sources(line, register)
    elif kind in ("media_credit", "caption"):
        yield from fields.photos(line, register)
    elif kind == "byline":
        yield from labels.bylines(line, register, trusted=True)
        yield from phrases.contributions(line, register)
        yield from phrases.source_lines(line, register)
    elif kind == "dateline":
        yield from labels.datelines(line, register)
    elif kind in ("copyright", "credit_line", "footer"):
        for found in _of_label(line, register):
            if found.kind != "copyright" or not _is_page_owner(kind, line, found, article):
                yield found
        if kind != "copyright":
            yield from labels.datelines(line, register)
            yield from labels.end_marks(line, register)
            yield from labels.inline_end_marks(line, register)


def _is_page_owner(kind: str, line: Line, found: Found, article: Article) -> bool:
    """Whether a copyright beside the text is only the page's: an outlet's, and no other stands."""
    if found.source.source_class in _AGENCIES:
        return False
    name = found.span.text.casefold()
    others = [
        s
        for s in article.signals
        if s.kind in ("copyright", "footer")
        and phrases.has_copyright(s.value)
        and name not in s.value.casefold()
    ]
    return kind == "footer" or not others


def _of_label(line: Line, register: SourceRegister) -> Iterator[Found]:
    for reader in _LABELS:
        yield from reader(line, register)


def _of_text(
    line: Line, index: int, count: int, foot: int, register: SourceRegister
) -> Iterator[Found]:
    """Yield the credits of one line; from the line `foot` on stands what is below the text."""
    if line.zone == "body":
        if "ontribut" in line.text:
            yield from phrases.contributions(line, register)
        return
    is_photo = _is_photo(line, register)
    if is_photo:
        yield from fields.photos(line, register)
    if line.at_head or index <= count // 3:
        yield from labels.datelines(line, register)
        if not is_photo:
            yield from labels.bylines(line, register, trusted=False)
    for found in _of_label(line, register):
        is_unknown = found.source.family == found.source.name
        # "Source: CoinMarketCap" within a text names where a chart is from.
        if found.kind != "source_line" or not is_unknown or index >= foot:
            yield found


def _end_marks(lines: list[Line], register: SourceRegister) -> Iterator[Found]:
    """Marks behind the last paragraphs. A text with several is a round-up that names its links."""
    ends = lines if len(lines) < 2 else [line for line in lines[1:] if line.at_tail]
    ends = [line for line in ends if not _is_photo(line, register)]
    for line in ends[-4:] if len(lines) > 1 else ():
        yield from labels.end_marks(line, register)
    inline = [list(labels.inline_end_marks(line, register)) for line in ends]
    if sum(map(bool, inline)) == 1:
        yield from (found for group in inline for found in group)


def _is_photo(line: Line, register: SourceRegister) -> bool:
    """Whether a short line is a caption or photo credit ("ats/afp" alone is none)."""
    if line.is_prose or not photo_word(line.text):
        return False
    return not whole_names(line.text, register)
