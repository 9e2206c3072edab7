"""Credits at the edges of a text: datelines, bylines, end marks, provider lines.

Source: lineage patterns measured on news pages; the forms are listed in docs/lineage.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.lineage.credits.hits import Found
from monitor.lineage.credits.label_names import is_text_source, resolve, whole_names
from monitor.lineage.data import credit_phrase, credit_words
from monitor.lineage.lines import Line, photo_word
from monitor.lineage.registers import MEDIA_CLASSES, Named, SourceRegister
from monitor.model.names import Relation, SourceClass

_DASH = re.compile(r"\s*(?:\*|\))?\s*(?:\.\s?[-–—]|[-–—―_:.]{1,2}|--)")
_DATELINE_HEAD = 110
#: Desks that agencies set behind their name: "(dpa/lby)".
_DESK = re.compile(r"^[a-z]{2,4}$")
_DATE_BESIDE = re.compile(r"^\s*\(?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\)?\s*")
#: "Associated Press in Valencia", "AFP, MANILA".
_LONGEST_PLACE = 60


def datelines(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield agencies in a dateline at the line's start: "BAGHDAD (AP) —", "(Reuters) - …"."""
    head = line.text[:_DATELINE_HEAD]
    for match in credit_phrase("dateline_bracketed").finditer(head):
        before = head[: match.start()].strip()
        dash = _DASH.match(line.text, match.end())
        if not _is_place(before):
            break
        names = _dateline_names(match.group("names"), register)
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
                start = match.start("names")
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
    for form in ("dateline_bare", "dateline_place"):
        match = credit_phrase(form).match(line.text[:_DATELINE_HEAD])
        if match is None:
            continue
        label = match.group("names")
        # "LANCASTER, Pa – …" is in Pennsylvania.
        names = [] if len(label) == 2 and label[1].islower() else whole_names(label, register)
        if names and all(n.source.source_class is SourceClass.AGENCY for n in names):
            for name in names:
                start = match.start("names")
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
    if not trusted and credit_phrase("no_end_mark").search(text):
        return
    if text.split("–")[0].split(" - ")[0].strip().casefold() in credit_words("page_word"):
        return
    text = credit_phrase("date_tail").cut(text)
    by = credit_phrase("by").match(text)
    start = by.end() if by else 0
    inner = credit_phrase("mail_author").match(text)
    if inner and trusted:
        start = inner.start("names")
        names = whole_names(inner.group("names"), register)
    else:
        is_mix = credit_phrase("mixed").search(text) is not None
        names = [] if is_mix else whole_names(text[start:], register)
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
    is_short = len(text) <= _LONGEST_PLACE
    match = credit_phrase("agency_in_place").match(text.strip()) if is_short else None
    names = whole_names(match.group("names"), register) if match else []
    return [n for n in names if n.source.source_class is SourceClass.AGENCY]


def _person_bylines(
    line: Line, start: int, register: SourceRegister, *, is_marked: bool
) -> Iterator[Found]:
    """Persons with their organisation: "Tom Doe, AP Auto Writer", "Ana Ruiz | EFE"."""
    rest = credit_phrase("date_tail").cut(line.text[start:])
    for name in register.named(rest):
        if not is_text_source(name.source) or name.source.source_class not in MEDIA_CLASSES:
            continue
        if rest[name.start : name.end].casefold() in credit_words("page_word"):
            continue
        before, after = rest[: name.start], rest[name.end :]
        role = credit_phrase("role").match(after)
        if role is None and is_marked:
            role = credit_phrase("role_and_person").match(after)
        if before.rstrip().endswith(("/", "•")):
            if not is_marked:
                continue  # "Jo Doe/AP", "SWNS • PA": whose pictures
            before = before.rstrip(" /•")
        if not role or not credit_phrase("persons").match(before.strip() or "A"):
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
    if len(line.text) <= 60 and not credit_phrase("no_end_mark").search(line.text):
        text_start = credit_phrase("initials").match(line.text)
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
    match = credit_phrase("paragraph_end").search(text[-70:])
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


def provider_lines(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield providers named by portals: "CBS News• headline", "Provided by Stacker"."""
    match = credit_phrase("provider").match(line.text[:90])
    if match is None and len(line.text) < 200:
        match = credit_phrase("provided").search(line.text)
    if match is None:
        return
    if any(named.start < 2 for named in register.named(line.text[match.end() - 1 :][:60])):
        return  # "SWNS • PA": whose pictures
    source = resolve(match.group("name").removeprefix("https://www."), register)
    named = source and [(match.start("name"), match.end("name"), source)]
    if not named:
        named = [
            (match.start("name") + n.start, match.start("name") + n.end, n.source)
            for n in register.named(match.group("name"))
            if is_text_source(n.source)
        ][:1]
    for start, end, found in named:
        yield Found(found, "provider_line", Relation.TEXT_FROM, line.span(start, end), 0.8)


def _is_place(before: str) -> bool:
    tokens = before.replace(",", ", ").split()
    word = credit_phrase("dateline_word")
    return len(tokens) <= 10 and all(word.match(token) for token in tokens)


def _is_caption_end(line: Line, end: int, has_dash: bool) -> bool:
    """A short line that ends right after the bracket is a caption or a label: "(July 16) AP"."""
    return not has_dash and len(line.text) - end < 20 and bool(_DATE_BESIDE.match(line.text))
