"""Credits at the edges of a text: datelines, bylines, end marks, provider lines.

Source: lineage patterns measured on news pages; the forms are listed in docs/lineage.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.lineage.credits.hits import Found, text_from
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
    bracketed = _bracketed(line, register)
    if bracketed is None:
        yield from _plain_datelines(line, register)
        return
    start, names = bracketed
    known = (n for n in names if n.source.source_class in MEDIA_CLASSES or n.source.family)
    yield from text_from(known, line, start, "dateline", 0.92)


def _bracketed(line: Line, register: SourceRegister) -> tuple[int, list[Named]] | None:
    """Return the names in the brackets of a dateline and where they begin, None where it is none.

    Brackets behind a place that name nobody ("VELM (Corvia) (AP) —") are passed over.
    """
    head = line.text[:_DATELINE_HEAD]
    for match in credit_phrase("dateline_bracketed").finditer(head):
        before = head[: match.start()].strip()
        if not _is_place(before):
            return None
        names = _dateline_names(match.group("names"), register)
        if names:
            return (match.start("names"), names) if _is_dateline(line, match, before) else None
        if not before:
            return None
    return None


def _is_dateline(line: Line, match: re.Match[str], before: str) -> bool:
    """Whether the brackets stand as in a dateline: before a dash, behind capitals, no caption's."""
    has_dash = _DASH.match(line.text, match.end()) is not None
    is_dated = line.is_paragraph and credit_phrase("dated_place").match(before) is not None
    if before and not has_dash and not before.isupper() and not is_dated:
        return False
    if not before and not has_dash and match.group(0)[0] == "/":
        return False
    return not (photo_word(before) or _is_caption_end(line, match.end(), has_dash))


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
            yield from text_from(names, line, match.start("names"), "dateline", 0.85)
            return


def bylines(line: Line, register: SourceRegister, *, trusted: bool) -> Iterator[Found]:
    """Yield sources of a byline: "By The Associated Press", "JILL COLVIN Associated Press".

    `trusted`: the line comes from a field made for authors, so a bare name needs no "By".
    """
    text = line.text
    if len(text) > 160 or _is_no_byline(text, trusted=trusted):
        return
    posted = credit_phrase("posted_by").match(text)
    text = text if posted else credit_phrase("date_tail").cut(text)
    by = posted or credit_phrase("by").match(text)
    is_marked = by is not None or trusted
    start, names = _bare_names(text, by.end() if by else 0, register, trusted=trusted)
    yield from text_from(names, line, start, "byline", 0.9 if is_marked else 0.72)
    if not names and (trusted or not photo_word(text)):
        yield from _person_bylines(line, start, register, is_marked=is_marked)


def _is_no_byline(text: str, *, trusted: bool) -> bool:
    if text.rstrip().endswith(":"):
        return True
    if not trusted and credit_phrase("no_end_mark").search(text):
        return True
    return text.split("–")[0].split(" - ")[0].strip().casefold() in credit_words("page_word")


def _bare_names(
    text: str, start: int, register: SourceRegister, *, trusted: bool
) -> tuple[int, list[Named]]:
    """Return the names of a byline that is nothing but names, and where they begin."""
    inner = credit_phrase("mail_author").match(text) if trusted else None
    if inner is not None:
        return inner.start("names"), whole_names(inner.group("names"), register)
    is_mix = credit_phrase("mixed").search(text) is not None
    names = [] if is_mix else whole_names(text[start:], register)
    return start, names or _with_place(text[start:], register)


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
    signed = (n for n in register.named(rest) if _is_signed(n, rest, is_marked=is_marked))
    first = next(signed, None)
    if first is not None:
        yield from text_from([first], line, start, "byline", 0.88 if is_marked else 0.8)


def _is_signed(name: Named, rest: str, *, is_marked: bool) -> bool:
    """Whether nothing but persons stands before the name, and nothing but a role behind it."""
    kind = name.source.source_class
    is_word = rest[name.start : name.end].casefold() in credit_words("page_word")
    if is_word or kind not in MEDIA_CLASSES or not is_text_source(name.source):
        return False
    before, role = rest[: name.start], _role(rest[name.end :], is_marked=is_marked)
    if before.rstrip().endswith(("/", "•")):
        if not is_marked:
            return False  # "Jo Doe/AP", "SWNS • PA": whose pictures
        before = before.rstrip(" /•")
    if role is None or not credit_phrase("persons").match(before.strip() or "A"):
        return False
    if not before.strip() and not role.strip():
        return False
    return is_marked or bool(role.strip(" .,")) or _is_agency_after_person(before, kind)


def _role(after: str, *, is_marked: bool) -> str | None:
    """Return what follows an organisation where that is only a role, or nothing at all."""
    role = credit_phrase("role").match(after)
    if role is None and is_marked:
        role = credit_phrase("role_and_person").match(after)
    return role.group() if role else None


def _is_agency_after_person(before: str, kind: SourceClass) -> bool:
    """ "JILL COLVIN Associated Press": at least two name words, then an agency."""
    return kind is SourceClass.AGENCY and len(before.split()) >= 2 and len(before) < 60


def end_marks(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield agencies alone on a line at a text's end: "Reuters", "- AFP", "(ats/afp)"."""
    if len(line.text) <= 60 and not credit_phrase("no_end_mark").search(line.text):
        # "jm/dm (AFP, dpa)": editors by their initials, then whose material it is.
        initials = credit_phrase("initials").match(line.text)
        initials = initials or credit_phrase("slashed_initials").match(line.text)
        start = initials.end() if initials else 0
        yield from text_from(
            whole_names(line.text[start:], register), line, start, "end_mark", 0.82
        )


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
    names = whole_names(label, register)
    media = (name for name in names if name.source.source_class in MEDIA_CLASSES)
    yield from text_from(media, line, offset, "end_mark", 0.84)


def provider_lines(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield providers named by portals: "CBS News• headline", "Provided by Stacker"."""
    match = credit_phrase("provider").match(line.text[:90])
    if match is None and len(line.text) < 200:
        match = credit_phrase("provided").search(line.text)
    if match is None:
        match = credit_phrase("provider_address").match(line.text[:120])
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
