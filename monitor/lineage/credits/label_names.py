"""Names inside a label: "AP", "Reuters - Ap - Afp", "ROBERT BURNS, AP National Security Writer"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from monitor.lineage.data import credit_phrase
from monitor.lineage.registers import (
    TEXT_CLASSES,
    UNNAMED_AGENCIES,
    Named,
    SourceRegister,
    is_unnamed_agencies,
    name_key,
)
from monitor.model.names import SourceClass
from monitor.model.reading import Source

_EDGE = " \t.,;:()[]{}*'\"“”«»„-–—_|•·"
_ACRONYM = 3
#: Names that a register cannot hold: US stations by their call sign.
_CALL_SIGN = re.compile(r"^[WK][A-Z]{2,3}(?:[-/ ]?(?:TV|FM|AM|DT))?(?:[- ]\d{1,2})?$")
_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,30}){1,3}/?$", re.I)


def is_text_source(source: Source) -> bool:
    """Return whether text may come from `source`: no photo agency, platform or party."""
    if source.source_class is SourceClass.DOCUMENT:
        return source.name in ("PR Newswire", "Business Wire", "GlobeNewswire")
    return source.source_class in TEXT_CLASSES


def parts(label: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the separate names in `label`."""
    start = 0
    for match in credit_phrase("between_names").finditer(label):
        yield _trim(label, start, match.start())
        start = match.end()
    yield _trim(label, start, len(label))


def whole_names(label: str, register: SourceRegister) -> list[Named]:
    """Return the text sources when `label` is nothing but names of them, else nothing."""
    start, end = _trim(label, 0, len(label))
    if " " in label[start:end] and len(name_key(label)) <= _ACRONYM:
        return []  # "A A" sets the size of letters
    whole = register.source_of(label[start:end])
    if whole is not None:
        whole = _station(whole, label[start:end])
        return [Named(start=start, end=end, source=whole)] if is_text_source(whole) else []
    places = [place for place in parts(label) if place[0] < place[1]]
    found = []
    for s, e in places:
        source = resolve(label[s:e], register)
        if source is None:
            break
        found.append(Named(start=s, end=e, source=source))
    else:
        if found:
            return found
    one = resolve(label[start:end], register)
    return [Named(start=start, end=end, source=one)] if one else []


def resolve(name: str, register: SourceRegister) -> Source | None:
    """Return the text source that `name` (one name, filler allowed) means, or None."""
    source = register.source_of(name) or _lower_alias(name, register)
    if source is not None and _CALL_SIGN.match(name):
        return _station(source, name)
    if source is None and len(name) <= 60:
        bare = " ".join(credit_phrase("filler").cut(name, " ").split()).strip(_EDGE)
        if bare and bare != name:
            source = register.source_of(bare)
        if source is None and is_unnamed_agencies(" ".join(name.split())):
            return UNNAMED_AGENCIES
    if source is None and _CALL_SIGN.match(name):
        return Source(name=name, source_class=SourceClass.OUTLET, family=name, country="US")
    return source if source and is_text_source(source) else None


def _station(source: Source, name: str) -> Source:
    """A station is not its owner: its call sign stands in the text, the owner is its family."""
    is_us = source.source_class is SourceClass.OUTLET and source.country == "US"
    is_alias = is_us and _CALL_SIGN.match(name) and name_key(source.name) != name_key(name)
    return replace(source, name=name) if is_alias else source


def unknown_name(label: str) -> Source | None:
    """Return a source made of a name that no register holds, where it looks like one."""
    name = label.strip(_EDGE)
    if not 2 < len(name) <= 60:
        return None
    is_name = _DOMAIN.match(name) or credit_phrase("unknown_outlet").match(name)
    return Source(name=name, source_class=SourceClass.OUTLET, family=name) if is_name else None


def _lower_alias(name: str, register: SourceRegister) -> Source | None:
    """Agencies that write themselves small in end marks: "dpa", "ats/afp"."""
    source = register.source_of(name.upper()) if len(name) == 2 else None
    return source if source and source.source_class is SourceClass.AGENCY else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end
