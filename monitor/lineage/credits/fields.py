"""Credits outside the text: address, canonical link, structured data, feed fields, photo fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.lineage.credits.hits import Found
from monitor.lineage.credits.label_names import is_text_source, resolve
from monitor.lineage.data import lexicon
from monitor.lineage.lines import Line
from monitor.lineage.registers import SourceRegister, name_key
from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Article, Source
from monitor.model.spans import Span
from monitor.urls import host, registrable_domain

_URL = re.compile(r"https?://[^\s\"'<>]{4,500}")
_SECTION = re.compile(r"(?<=/)[a-z0-9-]{2,40}(?=/)")


def url_sections(article: Article) -> Iterator[Found]:
    """Yield the syndicator that a section of the address names: /ap/, /cnn-spanish/, /stacker-…."""
    path = article.url.split("?")[0]
    for match in _SECTION.finditer(path, path.find("//") + 2):
        source = _of_section(match.group())
        if source is not None:
            span = Span(field="url", start=match.start(), end=match.end(), text=match.group())
            yield Found(source, "url_section", Relation.TEXT_FROM, span, 0.9)
            return


def _of_section(section: str) -> Source | None:
    sections = lexicon().url_sections
    plain = lexicon().section_prefix.cut(section)
    for name in (section, plain, plain.split("-")[0] + "-"):
        if name in sections:
            return Source(
                name=sections[name][0],
                source_class=SourceClass(sections[name][1]),
                family=sections[name][2],
            )
    return None


def other_addresses(line: Line, article: Article, register: SourceRegister) -> Iterator[Found]:
    """Yield who owns a canonical, original-source or isBasedOn address on another domain."""
    match = _URL.search(line.text)
    if match is None:
        return
    theirs = registrable_domain(match.group())
    ours = registrable_domain(article.url)
    if theirs == ours or _label(theirs) == _label(ours):
        return
    if lexicon().nobody.search(host(match.group())):
        return
    source = register.of_domain(match.group()) or Source(
        name=theirs, source_class=SourceClass.OUTLET, family=theirs
    )
    yield Found(source, "canonical", Relation.TEXT_FROM, line.span(*match.span()), 0.95)


def feed_sources(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield the feed an entry was copied from (RSS <source>, Atom <source>)."""
    match = _URL.search(line.text)
    name = (line.text[: match.start()] if match else line.text).strip(" -|()")
    source = (resolve(name, register) if name else None) or (
        register.of_domain(match.group()) if match else None
    )
    if source is None and match:
        domain = registrable_domain(match.group())
        source = Source(name=name or domain, source_class=SourceClass.OUTLET, family=name or domain)
    if source is not None and is_text_source(source):
        yield Found(source, "feed_source", Relation.TEXT_FROM, line.span(0, len(line.text)), 0.8)


def photos(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield whose pictures a caption or media:credit names; never a text source."""
    seen: set[str] = set()
    for name in register.named(line.text):
        if name.source.name not in seen and name.source.source_class is not SourceClass.SOCIAL_POST:
            seen.add(name.source.name)
            span = line.span(name.start, name.end)
            yield Found(name.source, "photo", Relation.PHOTO_FROM, span, 0.9)


def _label(domain: str) -> str:
    return name_key(lexicon().domain_end.sub("", domain))
