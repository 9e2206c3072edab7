"""Credits told in words: copyright, footers, "contributed", "Via", "Source", "first published".

Each function reads one line and yields what it finds. The words stand in patterns.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.lineage.credits.hits import Found, text_from
from monitor.lineage.credits.label_names import is_text_source, resolve, unknown_name, whole_names
from monitor.lineage.data import credit_phrase, credit_words
from monitor.lineage.lines import Line, photo_word
from monitor.lineage.registers import MEDIA_CLASSES, UNNAMED_AGENCIES, Named, SourceRegister
from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Source

#: A copyright at the end of a paragraph is looked for in so many characters.
_COPYRIGHT_TAIL = 230
_CALL_SIGN = re.compile(r"[WK][A-Z]{2,3}$")
_LONGEST_SOURCE, _LONGEST_LINE = 120, 400


def copyrights(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield who holds the copyright: "Copyright 2018 The Associated Press. All rights …"."""
    first = len(line.text) - _COPYRIGHT_TAIL if line.is_prose else 0
    text = line.text[first:]
    mark = credit_phrase("copyright").search(text)
    is_of_picture = credit_phrase("picture_copyright").search(text) is not None
    if mark is None or is_of_picture or photo_word(text[:200]):
        return
    owners = (name for name in register.named(text) if _is_owner(name, text, mark))
    yield from text_from(owners, line, first, "copyright", 0.9)
    station = credit_phrase("station_copyright").match(text, mark.start())
    call_sign = resolve(station.group("call_sign"), register) if station else None
    if station is not None and call_sign is not None:
        span = line.span(first + station.start("call_sign"), first + station.end("call_sign"))
        yield Found(call_sign, "copyright", Relation.TEXT_FROM, span, 0.85)


def _is_owner(name: Named, text: str, mark: re.Match[str]) -> bool:
    """Whether the copyright of `mark` is that of `name`."""
    is_group = name.source.name in credit_words("owner")
    if is_group or credit_phrase("not_owned").match(text, name.end):
        return False
    if _CALL_SIGN.match(text, name.start, name.end):
        return False  # as it is written, by the caller
    # "©jdoe (AFP)" is a picture's.
    is_picture = mark.group() == "©" and (
        text[name.start - 1 : name.start] == "(" or _stands_beside_person(name, text, mark)
    )
    return name.start >= mark.end() - 1 and _is_media(name.source) and not is_picture


def _stands_beside_person(name: Named, text: str, mark: re.Match[str]) -> bool:
    """ "© Lem Orr / AFP", "© dpa / Lem Orr": a photographer before or behind the agency."""
    before = text[mark.end() : name.start].strip()
    if before.endswith("/"):
        return credit_phrase("photographer").match(before.rstrip(" /")) is not None
    after = text[name.end :].strip()
    is_next = after.startswith("/") and not before
    return is_next and credit_phrase("photographer").match(after.lstrip(" /")) is not None


def has_copyright(text: str) -> bool:
    """Return whether a line claims copyright."""
    return credit_phrase("copyright").search(text) is not None


def footers(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield Reuters for its footer "(Reporting by …; Editing by …)", or the agency it names."""
    match = credit_phrase("footer").search(line.text[-700:])
    if match is None:
        return
    offset = max(0, len(line.text) - 700) + match.start()
    named = [n for n in register.named(match.group()) if _is_media(n.source)]
    others = [n for n in named if n.source.name != "Reuters"]
    is_desks = credit_phrase("desks").search(match.group()) is not None
    reuters = register.source_of("Reuters")
    if others and not is_desks:
        yield from text_from(others, line, offset, "reuters_footer", 0.75)
    elif reuters is not None and (is_desks or "editing" in match[0].lower()):
        span = line.span(offset, offset + len(match.group()))
        yield Found(reuters, "reuters_footer", Relation.TEXT_FROM, span, 0.88)


def contributions(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield co-sources ("… contributed to this report"), or whose writers wrote it."""
    for start, end in _contribution_sentences(line):
        sentence = line.text[start:end]
        named = [n for n in register.named(sentence) if _is_media(n.source)]
        found = set()
        for name in named:
            span = line.span(start + name.start, start + name.end)
            is_writers = name.start < 30 and _are_writers(sentence[name.end :])
            if is_writers and len({n.source.name for n in named}) == 1:
                yield Found(name.source, "agency_writers", Relation.TEXT_FROM, span, 0.86)
            else:
                yield Found(name.source, "contributed", Relation.CONTRIBUTED_BY, span, 0.85)
            found.add(name.source.name)
        unnamed = credit_phrase("unnamed_agencies").search(sentence)
        if unnamed and not found:
            span = line.span(start + unnamed.start(), start + unnamed.end())
            yield Found(UNNAMED_AGENCIES, "contributed", Relation.CONTRIBUTED_BY, span, 0.7)
    yield from _with_agency(line, register)


def _are_writers(after: str) -> bool:
    """Whether the people of whom `after` tells write for the name that stands before it."""
    return any(credit_phrase(name).match(after) for name in ("writers", "people_of"))


def _contribution_sentences(line: Line) -> Iterator[tuple[int, int]]:
    for match in credit_phrase("contributed").finditer(line.text):
        start = max(line.text.rfind(". ", 0, match.start()) + 1, match.start() - 300, 0)
        stop = line.text.find(". ", match.end())
        end = min(len(line.text) if stop < 0 else stop + 1, match.end() + 200)
        about = credit_phrase("about_own_text").search(line.text, match.end() - 12, end)
        if about or not line.is_prose:
            yield start, end
            return


def _with_agency(line: Line, register: SourceRegister) -> Iterator[Found]:
    """ "Le Monde avec AFP", "(mit dpa)", "Redacción con EFE": a short label only."""
    if len(line.text) > 80:
        return
    match = credit_phrase("with_agency").search(line.text)
    for name in whole_names(match.group("names"), register) if match else ():
        if match and name.source.source_class is SourceClass.AGENCY:
            start = match.start("names")
            span = line.span(start + name.start, start + name.end)
            yield Found(name.source, "contributed", Relation.CONTRIBUTED_BY, span, 0.8)


def _is_nobody(name: str) -> bool:
    return credit_phrase("no_source").match(name) is not None or bool(photo_word(name))


def vias(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield "Via NAME" (the text) and "h/t NAME" (only a tip, so no text credit)."""
    match = credit_phrase("via").match(line.text) if len(line.text) <= 90 else None
    if match is None or _is_nobody(match.group("name")):
        return
    is_tip = match.group("kind").lower() != "via"
    relation = Relation.CONTRIBUTED_BY if is_tip else Relation.TEXT_FROM
    for source, start, end in _names_or_unknown(match.group("name"), register):
        span = line.span(match.start("name") + start, match.start("name") + end)
        yield Found(source, "via", relation, span, 0.6 if is_tip else 0.88)


def source_lines(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield "Source: NAME", "Source » NAME", "Quelle: NAME"."""
    text = line.text
    if len(text) > _LONGEST_SOURCE and "©" not in text and "opyright" not in text:
        return
    text = credit_phrase("rights").cut(text[:_LONGEST_LINE])
    match = credit_phrase("source_line").match(text) if len(text) <= _LONGEST_SOURCE else None
    if match is None or _is_nobody(match.group("name")):
        return
    label = credit_phrase("rights").cut(match.group("name"))
    names = whole_names(label, register)
    if not names and match.group("mark"):
        names_or = list(_names_or_unknown(label, register))
    else:
        names_or = [(n.source, n.start, n.end) for n in names]
    for source, start, end in names_or:
        span = line.span(match.start("name") + start, match.start("name") + end)
        yield Found(source, "source_line", Relation.TEXT_FROM, span, 0.85)


def is_broken(line: Line, register: SourceRegister) -> bool:
    """Return whether the line is a credit that names nobody ("source site-59", "Via null")."""
    match = credit_phrase("source_line").match(line.text) if len(line.text) <= 60 else None
    label = match.group("name") if match else ""
    if match is None and (via := credit_phrase("via").match(line.text[:90])):
        label = via.group("name")
    is_broken_name = credit_phrase("broken_name").match(label.strip()) is not None
    return bool(label) and is_broken_name and not resolve(label, register)


def first_published(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield where the text "first appeared" or is "republished from"."""
    for match in credit_phrase("first_published").finditer(line.text[:1500]):
        label = credit_phrase("after_name").cut(match.group("name")).strip(" .*_")
        if not label or (line.is_prose and not _is_about_itself(line.text, match.start())):
            continue
        is_about = match.start() < 4 or _is_about_itself(line.text, match.start())
        for source, start, end in _names_or_unknown(label, register):
            if not is_about and source.family == source.name == label[start:end]:
                continue
            span = line.span(match.start("name") + start, match.start("name") + end)
            yield Found(source, "first_published", Relation.TEXT_FROM, span, 0.86)


def _is_about_itself(text: str, start: int) -> bool:
    before = text[max(0, start - 60) : start].lower()
    return credit_phrase("about_itself").search(before) is not None


def _names_or_unknown(label: str, register: SourceRegister) -> Iterator[tuple[Source, int, int]]:
    names = whole_names(label, register)
    if names:
        yield from ((n.source, n.start, n.end) for n in names)
        return
    inside = [n for n in register.named(label) if n.start <= 4 and is_text_source(n.source)]
    if inside:
        yield inside[0].source, inside[0].start, inside[0].end
        return
    unknown = None if credit_phrase("no_outlet").match(label) else unknown_name(label)
    if unknown is not None and register.source_of(unknown.name) is None:
        start = label.find(unknown.name)
        yield unknown, start, start + len(unknown.name)


def _is_media(source: Source) -> bool:
    return source.source_class in MEDIA_CLASSES or (
        source.source_class is SourceClass.DOCUMENT and is_text_source(source)
    )
