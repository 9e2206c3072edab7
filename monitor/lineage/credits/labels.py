"""Credits at the edges of a text: datelines, bylines, end marks, provider lines.

Source: lineage patterns measured on news pages; the forms are listed in docs/lineage.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.lineage.credits.hits import Found
from monitor.lineage.credits.label_names import is_text_source, resolve, whole_names
from monitor.lineage.lines import Line, photo_word
from monitor.lineage.registers import MEDIA_CLASSES, Named, SourceRegister
from monitor.model.names import Relation, SourceClass

_BRACKETED = re.compile(r"[(\[/]([^()\[\]/]{2,24}(?:[/][^()\[\]/]{2,24}){0,2})[)\]/]")
_DASH = re.compile(r"\s*(?:\*|\))?\s*(?:\.\s?[-–—]|[-–—―_:.]{1,2}|--)")
_DATELINE_HEAD = 110
_PLACE_WORD = re.compile(
    r"^(?:[^\W\da-zа-я_][\w.'’/-]*|\d{1,4}(?:st|nd|rd|th|er|º)?|"
    r"(?:de|del|la|al|el|di|da|do|du|des|the|of|und|and|den|le|les|an|am|im|near|en|upon|jan|feb|mar|"
    r"abr|apr|may|mai|juin|jun|juil|jul|ago|aug|août|sept?|set|okt|oct|out|nov|dez|dec|dic|déc|ene|"
    r"janvier|février|mars|avril|juillet|septembre|octobre|novembre|décembre|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|lug|giu|mag|gen|ott)|\[[A-Z]\w+\]|"
    r"[-–—,/|])[.,:;]*$"
)
#: Desks that agencies set behind their name: "(dpa/lby)".
_DESK = re.compile(r"^[a-z]{2,4}$")
_BARE_START = re.compile(r"^([A-Z][A-Za-z/ .]{1,30}?)\s*(?:[-–—|]|--)\s+(?=[\"“«'A-Z0-9])")
_PLACE_NAME_START = re.compile(
    r"^([A-ZÀ-Þ][\w.'’ -]{2,30}),?\s*[:|,(]\s*([A-Za-z][\w/ ]{1,24}?)\s*[-–—:|)]\s"
)
_BY = re.compile(
    r"^\s*(?:(?:written |posted |published |reported |story )?by|von|par|por|di|da|door|av|af|"
    r"autor(?:a|es)?"
    r"|author|auteur|text|texte|texto|redazione|from)\b[:\s]+(?=\S)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^[\s,]*(?:(?:[A-Z][\w.&-]*|and|of|the|to|in|for)\s+){0,5}"
    r"(?:writers?|reporters?|correspondents?|editors?|staff|columnists?|journalists?|chief|bureau|"
    r"contributors?|analyst|critic|service|producer|news agency|newsroom)?[\s.]*$",
    re.IGNORECASE,
)
#: "By Xinhua writer Li Mei".
_ROLE_PERSON = re.compile(
    r"^\s+(?:writer|reporter|correspondent|staff writer|journalist)s?\s+[A-Z][\w .,'’-]{2,60}$"
)
#: "Le Fanal avec AFP" is a mix: credit_phrases reads it.
_WITH = re.compile(r"\w\s(?:avec|mit|con|com|with)\s\w", re.IGNORECASE)
#: What sites set behind a byline: "| Posted July 5, 2018 3:04 pm", "2 Min Read".
_DATE_TAIL = re.compile(
    r"[\s|•·,–-]*\b(?:(?:posted|updated|published|last|first)\b.{0,60}|"
    r"(?:on|am|le)\s+(?=[\w ]{0,12}\d).{0,60}|"
    r"\d+ min(?:ute)? read|"
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b,? (?=[\w,. ]{0,16}\d).{0,40}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b.{0,40}|"
    r"\d{1,2}[./ ](?:\d{1,2}|[a-zäéû]{3,9})[./ ]\d{2,4}.{0,30}|\d{1,2}:\d{2}.{0,40})$",
    re.IGNORECASE,
)
#: A feed's author with a made-up address: "none@none.com (Reuters | AFP)".
_MAIL = re.compile(r"^\s*\S+@\S+\s*\(([^()]{2,80})\)\s*$")
_PERSONS = re.compile(
    r"^[\s]*(?:[^\W\da-z_][\w.'’-]*\.?|and|und|et|y|e|de|van|von|bin|al|el|der|in|[,&;|•·–—-])"
    r"(?:[\s,]+(?:[^\W\da-z_][\w.'’-]*\.?|and|und|et|y|e|de|van|von|bin|al|el|der|in|for|of|"
    r"the|[,&;|•·–—-]))*[\s,]*$"
)
_DATE_BESIDE = re.compile(r"^\s*\(?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\)?\s*")
#: "mit dpa" is a mix, "The Herald reports" a citation: neither is an end mark.
_SAYS = re.compile(r"^\W*(?:mit|avec|con|with|com)\b|\breports?\W*$", re.IGNORECASE)
_INITIALS = re.compile(r"^\s*[a-z]{2,4}(?:/[a-z]{2,4})*\s*(?=\()")
#: Names that are words of every page: alone they credit nobody.
_COMMON = frozenset({"today", "time", "live", "now", "update", "home", "more", "people", "money"})
#: "Associated Press in Valencia", "AFP, MANILA".
_LONGEST_PLACE = 60
_AND_PLACE = re.compile(r"^(.{2,40}?)(?: in |, )(?P<place>[^\W\da-z_][\w .'’-]{2,30})$")
_PARAGRAPH_END = re.compile(
    r"[.!?”\"'»)…]\s*(?:[(\[]\s*(?P<in>[A-Za-zÀ-ÿ][\w ./&-]{1,30}?)\s*[)\]]|"
    r"[-–—]{1,2}\s?(?P<dash>[A-Z][\w ./&-]{1,24}?)|"
    r"(?P<bare>[A-Z]{2,5}(?:/[A-Z]{2,5}){0,2}|dpa(?:/\w{2,4}){0,4}))\s*\.?\s*$"
)


def datelines(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield agencies in a dateline at the line's start: "BAGHDAD (AP) —", "(Reuters) - …"."""
    head = line.text[:_DATELINE_HEAD]
    for match in _BRACKETED.finditer(head):
        before = head[: match.start()].strip()
        dash = _DASH.match(line.text, match.end())
        if not _is_place(before):
            break
        names = _dateline_names(match.group(1), register)
        if not names and before:
            continue
        if not names or (before and not dash and not before.isupper()):
            break
        if not before and not dash and match.group(0)[0] == "/":
            break
        if photo_word(before) or _is_caption_end(line, match.end(), dash is not None):
            break
        for name in names:
            if name.source.source_class in MEDIA_CLASSES or name.source.family:
                start = match.start(1)
                span = line.span(start + name.start, start + name.end)
                yield Found(name.source, "dateline", Relation.TEXT_FROM, span, 0.92)
        return
    yield from _plain_datelines(line, register)


def _dateline_names(label: str, register: SourceRegister) -> list[Named]:
    names = whole_names(label, register)
    if names or "/" not in label:
        return names
    first, *desks = label.split("/")
    return whole_names(first, register) if all(map(_DESK.match, desks)) else []


def _plain_datelines(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Datelines without brackets: "AFP - …", "NEW DELHI: PTI - …", "Wien, dpa – …"."""
    for pattern, group in ((_BARE_START, 1), (_PLACE_NAME_START, 2)):
        match = pattern.match(line.text[:_DATELINE_HEAD])
        if match is None:
            continue
        label = match.group(group)
        # "LANCASTER, Pa – …" is in Pennsylvania.
        names = [] if len(label) == 2 and label[1].islower() else whole_names(label, register)
        if names and all(n.source.source_class is SourceClass.AGENCY for n in names):
            for name in names:
                start = match.start(group)
                span = line.span(start + name.start, start + name.end)
                yield Found(name.source, "dateline", Relation.TEXT_FROM, span, 0.85)
            return


def bylines(line: Line, register: SourceRegister, *, trusted: bool) -> Iterator[Found]:
    """Yield sources of a byline: "By The Associated Press", "JILL COLVIN Associated Press".

    `trusted`: the line comes from a field made for authors, so a bare name needs no "By".
    """
    text = line.text
    if len(text) > 160 or text.rstrip().endswith(":"):
        return
    if not trusted and _SAYS.search(text):
        return
    if text.split("–")[0].split(" - ")[0].strip().casefold() in _COMMON:
        return
    text = _DATE_TAIL.sub("", text)
    by = _BY.match(text)
    start = by.end() if by else 0
    inner = _MAIL.match(text)
    if inner and trusted:
        start = inner.start(1)
        names = whole_names(inner.group(1), register)
    else:
        names = [] if _WITH.search(text) else whole_names(text[start:], register)
        names = names or _with_place(text[start:], register)
    kind = "byline" if line.field == "text" else None
    if names:
        sure = 0.9 if by or trusted else 0.72
        for name in names:
            span = line.span(start + name.start, start + name.end)
            yield Found(name.source, kind or "byline", Relation.TEXT_FROM, span, sure)
        return
    if trusted or not photo_word(text):
        yield from _person_bylines(line, start, register, is_marked=bool(by) or trusted)


def _with_place(text: str, register: SourceRegister) -> list[Named]:
    """The agency of "Associated Press in Valencia" and of "AFP, MANILA"."""
    match = _AND_PLACE.match(text.strip()) if len(text) <= _LONGEST_PLACE else None
    names = whole_names(match.group(1), register) if match else []
    return [n for n in names if n.source.source_class is SourceClass.AGENCY]


def _person_bylines(
    line: Line, start: int, register: SourceRegister, *, is_marked: bool
) -> Iterator[Found]:
    """Persons with their organisation: "Tom Doe, AP Auto Writer", "Ana Ruiz | EFE"."""
    rest = _DATE_TAIL.sub("", line.text[start:])
    for name in register.named(rest):
        if not is_text_source(name.source) or name.source.source_class not in MEDIA_CLASSES:
            continue
        if rest[name.start : name.end].casefold() in _COMMON:
            continue
        before, after = rest[: name.start], rest[name.end :]
        role = _ROLE.match(after) or (_ROLE_PERSON.match(after) if is_marked else None)
        if before.rstrip().endswith(("/", "•")):
            if not is_marked:
                continue  # "Jo Doe/AP", "SWNS • PA": whose pictures
            before = before.rstrip(" /•")
        if not role or not _PERSONS.match(before.strip() or "A"):
            continue
        if not before.strip() and not role.group().strip():
            continue
        is_role = bool(role.group().strip(" .,"))
        if not (is_marked or is_role or _is_agency_after_person(before, name.source.source_class)):
            continue
        span = line.span(start + name.start, start + name.end)
        yield Found(name.source, "byline", Relation.TEXT_FROM, span, 0.88 if is_marked else 0.8)
        return


def _is_agency_after_person(before: str, kind: SourceClass) -> bool:
    """ "JILL COLVIN Associated Press": at least two name words, then an agency."""
    return kind is SourceClass.AGENCY and len(before.split()) >= 2 and len(before) < 60


def end_marks(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield agencies alone on a line at a text's end: "Reuters", "- AFP", "(ats/afp)"."""
    if len(line.text) <= 60 and not _SAYS.search(line.text):
        text_start = _INITIALS.match(line.text)
        if text_start is not None:
            yield from _initialled(line, text_start.end(), register)
            return
        for name in whole_names(line.text, register):
            span = line.span(name.start, name.end)
            yield Found(name.source, "end_mark", Relation.TEXT_FROM, span, 0.82)


def _initialled(line: Line, start: int, register: SourceRegister) -> Iterator[Found]:
    """ "jm/dm (AFP, dpa)": editors by their initials, then whose material it is."""
    for name in whole_names(line.text[start:], register):
        span = line.span(start + name.start, start + name.end)
        yield Found(name.source, "end_mark", Relation.TEXT_FROM, span, 0.82)


def inline_end_marks(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield agencies set behind the last sentence of a paragraph: "… said. (dpa)"."""
    text = line.text
    match = _PARAGRAPH_END.search(text[-70:])
    if not match or photo_word(text[-90:]):
        return
    group = match.lastgroup or "in"
    offset = max(0, len(text) - 70) + match.start(group)
    label = match.group(group)
    if group == "bare" and label.startswith("dpa"):
        label = "dpa"
    for name in whole_names(label, register):
        if name.source.source_class in MEDIA_CLASSES:
            span = line.span(offset + name.start, offset + name.end)
            yield Found(name.source, "end_mark", Relation.TEXT_FROM, span, 0.84)


_PROVIDER = re.compile(r"^\s*([^•·\n]{2,60}?)\s?[•]\s?\w")
_PROVIDED = re.compile(
    r"\b(?:provided|distributed|produced|syndicated|supplied|published (?:here )?by arrangement)"
    r" (?:to \w+ )?(?:by|with|from)\s+([^.;()\n]{2,60})",
    re.IGNORECASE,
)


def provider_lines(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield providers named by portals: "CBS News• headline", "Provided by Stacker"."""
    match = _PROVIDER.match(line.text[:90])
    if match is None and len(line.text) < 200:
        match = _PROVIDED.search(line.text)
    if match is None:
        return
    if any(named.start < 2 for named in register.named(line.text[match.end() - 1 :][:60])):
        return  # "SWNS • PA": whose pictures
    source = resolve(match.group(1).removeprefix("https://www."), register)
    named = source and [(match.start(1), match.end(1), source)]
    if not named:
        named = [
            (match.start(1) + n.start, match.start(1) + n.end, n.source)
            for n in register.named(match.group(1))
            if is_text_source(n.source)
        ][:1]
    for start, end, found in named:
        yield Found(found, "provider_line", Relation.TEXT_FROM, line.span(start, end), 0.8)


def _is_place(before: str) -> bool:
    tokens = before.replace(",", ", ").split()
    return len(tokens) <= 10 and all(_PLACE_WORD.match(token) for token in tokens)


def _is_caption_end(line: Line, end: int, has_dash: bool) -> bool:
    """A short line that ends right after the bracket is a caption or a label: "(July 16) AP"."""
    return not has_dash and len(line.text) - end < 20 and bool(_DATE_BESIDE.match(line.text))
