"""Credits told in words: copyright, footers, "contributed", "Via", "Source", "first published".

Each function reads one line and yields what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick

from monitor.lineage.credits.hits import Found
from monitor.lineage.credits.label_names import is_text_source, resolve, unknown_name, whole_names
from monitor.lineage.lines import Line, photo_word
from monitor.lineage.registers import MEDIA_CLASSES, UNNAMED_AGENCIES, SourceRegister
from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Source

_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b|&copy;", re.IGNORECASE)
#: A copyright at the end of a paragraph is looked for in so many characters.
_COPYRIGHT_TAIL = 230
_NOT_TEXT = re.compile(r"\b(?:image|images|photo|photograph|video|picture)s? copyright\b", re.I)
#: Owners of many outlets: their copyright is the host's own, whatever stands in the text.
_OWNERS = frozenset(
    {
        *(
            "Nexstar",
            "Sinclair",
            "Gannett",
            "Tegna",
            "Gray",
            "Scripps",
            "Cox Media Group",
            "Hearst",
        ),
        *("Meredith", "Lee Enterprises", "Postmedia", "Reach", "News Corp", "Advance Local"),
    }
)
#: "… redistributed. The Associated Press contributed to this report.)": named, but no owner.
_NOT_OWNED = re.compile(
    r"\s*(?:also )?(?:contributed|reports?\b|reported|told|\d|Local|Broadcasting|Radio|San |"
    r"Television)"
)
_CALL_SIGN = re.compile(r"[WK][A-Z]{2,3}$")
_STATION = re.compile(
    r"(?:\(c\)|©|copyright)(?:\s+(?:\(c\)|©|copyright|by|\d{4},?))*\s+([WK][A-Z]{2,3})(?:-TV)?\b",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\((?:additional |further )?(?:reporting|writing|editing|compiled|reportage|reporte|bericht|"
    r"reportagem|report) (?:and \w+ )?(?:by|par|por|von)\b[^()]{3,500}\)?"
    r"|\((?:bearbeitet|geschrieben|reporte|escrito|editado|rédigé|édité) (?:von|por|par)\b"
    r"[^()]{3,500}\)",
    re.IGNORECASE,
)
_EDITING = re.compile(r"\b(?:editing|writing|compiled|reporting)\b.*;|;.*\bediting\b", re.I | re.S)
_CONTRIBUTED = re.compile(
    r"\bcontribut(?:ed|ing)\b(?= (?:additional |some |to )?(?:reporting|this|the (?:report|story|"
    r"article))\b| (?:from|in) [A-Z]|\s*[.]?\s*$)|"
    r"\bwith (?:additional )?(?:files|reporting|material|reports|information|inputs?) "
    r"(?:from|by)\b|"
    r"\b(?:includes?|contains?) (?:information|reporting|material|reports) from\b|"
    r"\bmaterial from\b.{2,80}\bwas used\b|\b(?:inputs?|reports?) from (?:news )?agenc|"
    r"\btrug(?:en)? zu diese[mr]\b|\bmit (?:Material|Agenturmaterial|Informationen) (?:von|der)\b|"
    r"\bcon información de\b|\bcon informazioni\b|\bcom informações d[aeo]\b|\ba contribué à\b|"
    r"\bont contribué à\b|\bcontribuyó a (?:este|esta)\b|\bcontribuyeron a\b|"
    r"\bmet informatie van\b|^\W*contributing:|\badditional reporting by\b",
    re.IGNORECASE,
)
#: One of these stands in whatever _CONTRIBUTED finds.
_CONTRIBUTION_WORDS = AhoCorasick(
    (
        *("contribu", "with files", "with additional", "with reporting", "with material"),
        *("with report", "with information", "with input", "include", "contain", "was used"),
        *("input from", "inputs from", "report from", "reports from", "trug zu", "trugen zu"),
        *("mit material", "mit agenturmaterial", "mit informationen", "con información"),
        *("con informazioni", "com informações", "met informatie", "additional reporting"),
    )
)
_ABOUT_THIS = re.compile(
    r"contributing:|additional reporting|"
    r"\b(?:this|the|to|report|story|article|Bericht|Artikel|artículo|article|informe|nota|"
    r"files|reporting|reports|material|information|inputs?|información|informações|agenc)\b",
    re.IGNORECASE,
)
_WITH_AGENCY = re.compile(
    r"(?:^|[(\s])(?P<host>[\w .'’-]{0,30}?)\b(?:avec|mit|con|com)\s+"
    r"(?:l['’]\s?|la |der |agencias? |"
    r"agences? )?(?P<names>[A-Za-z][\w/ ,&-]{1,30}?)\)?\s*$"
)
_WRITERS = re.compile(
    r"^[\s\w.]{0,12}\b(?:writers?|reporters?|journalists?|correspondents?|video ?journalists?|"
    r"staff|editors?|producers?|researchers?)\b",
    re.IGNORECASE,
)
#: "CNN's Ann Low and Bo Reed contributed": people of one house alone.
_OWNED = re.compile(r"^['’]s?\s+[A-Z]\w+ [A-Z]\w+")
_VIA = re.compile(r"^\s*\(?(via|h/t|hat[- ]tip|ht)\b\s*:?\s+(.{2,70}?)\)?\s*$", re.IGNORECASE)
_GENERIC = re.compile(
    r"^(?:e-?mail|phone|text|zoom|skype|satellite|video(?: link)?|telephone|facebook|twitter|x|"
    r"youtube|instagram|telegram|tiktok|whatsapp|linkedin|rss|app|social media|post|author'?s?|"
    r"staff|reporter|own|the author|company|website|press release)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^\s*[(\[]?\s*(?:(?:news |article |original |information )?sources?|quellen?|fuentes?|fontes?|"
    r"fonti|bron(?:nen)?|kilde|källa|lähde|źródło|zdroj|forrás|sursa|kaynak|izvor|источник|джерело|"
    r"المصدر|출처|出典|来源)(?:\s+(?:de l['’]article|originale?))?"
    r"\s*(?P<mark>[:»>›|：–—-]+)?\s*(?P<name>.{2,90}?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
#: What sites set behind the source of a text: "© Sun-Times Media 2015. All Rights Reserved …".
_RIGHTS = re.compile(r"\s*(?:©|\(c\)|copyright\b|all rights).*$", re.IGNORECASE)
_LONGEST_SOURCE, _LONGEST_LINE = 120, 400
_BROKEN_NAME = re.compile(r"^[a-z]+[-_ ]?\d+$|^(?:null|none|undefined|n/?a|unknown|site|link|\W+)$")
_FIRST = re.compile(
    r"\b(?:(?:was |were |is )?(?:first|originally|initially|previously) "
    r"(?:appeared|published|posted|ran|printed|broadcast|aired)"
    r"(?: \w+ \d{1,2},? (?:\d{4},? )?)?|"
    r"(?:appeared|published) (?:first|originally)|(?:re-?published|reprinted|reposted|reproduced|"
    r"syndicated|adapted|cross-?posted)(?: (?:here|with (?:the )?(?:kind )?permission|"
    r"under (?:a )?[\w -]{3,40}licen[cs]e))?)\s+"
    r"(?P<prep>in|on|by|at|from|with|of|to)\s+(?P<name>[^,;()\n]{2,70})"
    r"|\b(?:erschien(?:en)? (?:zuerst|ursprünglich|zunächst)|ursprünglich erschienen|"
    r"zuerst (?:erschienen|veröffentlicht)|publi[ée]e? (?:initialement|à l['’]origine|d['’]abord)|"
    r"(?:publicado|publicada|publicou-se|pubblicato) (?:originalmente|originariamente|primero|"
    r"por primera vez)|originalmente publicado|apparso (?:per la prima volta|originariamente))\s+"
    r"(?:bei|auf|in|im|dans|sur|par|en|por|no|na|em|su|da|am)\s+(?P<other>[^,;()\n]{2,70})",
    re.IGNORECASE,
)
#: One of these stands in whatever _FIRST finds.
_FIRST_WORDS = AhoCorasick(
    (
        *("appeared", "publi", "posted", " ran ", "printed", "broadcast", "aired", "reproduced"),
        *("syndicated", "adapted", "erschien", "veröffentlicht", "pubblicato", "apparso"),
    )
)
_FIRST_END = re.compile(
    r"\s+(?:on|under|and (?:is|was|has|appears)|at|in|as|where|with|before|for|by|via|"
    r"und|le|el|am|is|here)\s.*$|[.!]\s.*$|"
    r"[.!]$|['’]s (?:website|site|blog|homepage)$| (?:website|newsletter|magazine)$"
)


def copyrights(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield who holds the copyright: "Copyright 2018 The Associated Press. All rights …"."""
    first = len(line.text) - _COPYRIGHT_TAIL if line.is_prose else 0
    text = line.text[first:]
    mark = _COPYRIGHT.search(text)
    if mark is None or _NOT_TEXT.search(text) or photo_word(text[:200]):
        return
    for name in register.named(text):
        if name.source.name in _OWNERS or _NOT_OWNED.match(text, name.end):
            continue
        if _CALL_SIGN.match(text, name.start, name.end):
            continue  # as it is written, below
        # "©jdoe (AFP)" is a picture's.
        is_picture = mark.group() == "©" and text[name.start - 1 : name.start] == "("
        if name.start >= mark.end() - 1 and _is_media(name.source) and not is_picture:
            span = line.span(first + name.start, first + name.end)
            yield Found(name.source, "copyright", Relation.TEXT_FROM, span, 0.9)
    station = _STATION.match(text, mark.start())
    if station is not None:
        call_sign = resolve(station.group(1), register)
        span = line.span(first + station.start(1), first + station.end(1))
        if call_sign is not None:
            yield Found(call_sign, "copyright", Relation.TEXT_FROM, span, 0.85)


def has_copyright(text: str) -> bool:
    """Return whether a line claims copyright."""
    return bool(_COPYRIGHT.search(text))


def footers(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield Reuters for its footer "(Reporting by …; Editing by …)", or the agency it names."""
    match = _FOOTER.search(line.text[-700:])
    if match is None:
        return
    offset = max(0, len(line.text) - 700) + match.start()
    named = [n for n in register.named(match.group()) if _is_media(n.source)]
    others = [n for n in named if n.source.name != "Reuters"]
    reuters = register.source_of("Reuters")
    if others and not _EDITING.search(match.group()):
        for name in others:
            span = line.span(offset + name.start, offset + name.end)
            yield Found(name.source, "reuters_footer", Relation.TEXT_FROM, span, 0.75)
    elif reuters is not None and (_EDITING.search(match.group()) or "editing" in match[0].lower()):
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
            is_writers = name.start < 30 and bool(
                _WRITERS.match(sentence[name.end :]) or _OWNED.match(sentence[name.end :])
            )
            if is_writers and len({n.source.name for n in named}) == 1:
                yield Found(name.source, "agency_writers", Relation.TEXT_FROM, span, 0.86)
            else:
                yield Found(name.source, "contributed", Relation.CONTRIBUTED_BY, span, 0.85)
            found.add(name.source.name)
        unnamed = re.search(r"\b(?:wire (?:services?|reports?)|(?:news )?agencies)\b", sentence)
        if unnamed and not found:
            span = line.span(start + unnamed.start(), start + unnamed.end())
            yield Found(UNNAMED_AGENCIES, "contributed", Relation.CONTRIBUTED_BY, span, 0.7)
    yield from _with_agency(line, register)


def _holds(words: AhoCorasick, text: str) -> bool:
    """Whether any of `words` stands in `text`: spares long patterns on lines that cannot match."""
    return bool(words.find_matches_as_indexes(text.lower()))


def _contribution_sentences(line: Line) -> Iterator[tuple[int, int]]:
    if not _holds(_CONTRIBUTION_WORDS, line.text):
        return
    for match in _CONTRIBUTED.finditer(line.text):
        start = max(line.text.rfind(". ", 0, match.start()) + 1, match.start() - 300, 0)
        stop = line.text.find(". ", match.end())
        end = min(len(line.text) if stop < 0 else stop + 1, match.end() + 200)
        if _ABOUT_THIS.search(line.text, match.end() - 12, end) or not line.is_prose:
            yield start, end
            return


def _with_agency(line: Line, register: SourceRegister) -> Iterator[Found]:
    """ "Le Monde avec AFP", "(mit dpa)", "Redacción con EFE": a short label only."""
    if len(line.text) > 80:
        return
    match = _WITH_AGENCY.search(line.text)
    for name in whole_names(match.group("names"), register) if match else ():
        if match and name.source.source_class is SourceClass.AGENCY:
            start = match.start("names")
            span = line.span(start + name.start, start + name.end)
            yield Found(name.source, "contributed", Relation.CONTRIBUTED_BY, span, 0.8)


def vias(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield "Via NAME" (the text) and "h/t NAME" (only a tip, so no text credit)."""
    match = _VIA.match(line.text) if len(line.text) <= 90 else None
    if match is None or _GENERIC.match(match.group(2)) or photo_word(match.group(2)):
        return
    is_tip = match.group(1).lower() != "via"
    relation = Relation.CONTRIBUTED_BY if is_tip else Relation.TEXT_FROM
    for source, start, end in _names_or_unknown(match.group(2), register):
        span = line.span(match.start(2) + start, match.start(2) + end)
        yield Found(source, "via", relation, span, 0.6 if is_tip else 0.88)


def source_lines(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield "Source: NAME", "Source » NAME", "Quelle: NAME"."""
    text = line.text
    if len(text) > _LONGEST_SOURCE and "©" not in text and "opyright" not in text:
        return
    text = _RIGHTS.sub("", text[:_LONGEST_LINE])
    match = _SOURCE.match(text) if len(text) <= _LONGEST_SOURCE else None
    if match is None or photo_word(match.group("name")) or _GENERIC.match(match.group("name")):
        return
    label = _RIGHTS.sub("", match.group("name"))
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
    match = _SOURCE.match(line.text) if len(line.text) <= 60 else None
    label = match.group("name") if match else ""
    if match is None and (via := _VIA.match(line.text[:90])):
        label = via.group(2)
    return bool(label and _BROKEN_NAME.match(label.strip()) and not resolve(label, register))


def first_published(line: Line, register: SourceRegister) -> Iterator[Found]:
    """Yield where the text "first appeared" or is "republished from"."""
    if not _holds(_FIRST_WORDS, line.text[:1500]):
        return
    for match in _FIRST.finditer(line.text[:1500]):
        group = "name" if match.group("name") else "other"
        label = _FIRST_END.sub("", match.group(group)).strip(" .*_")
        if not label or (line.is_prose and not _is_about_itself(line.text, match.start())):
            continue
        is_about = match.start() < 4 or _is_about_itself(line.text, match.start())
        for source, start, end in _names_or_unknown(label, register):
            if not is_about and source.family == source.name == label[start:end]:
                continue
            span = line.span(match.start(group) + start, match.start(group) + end)
            yield Found(source, "first_published", Relation.TEXT_FROM, span, 0.86)


def _is_about_itself(text: str, start: int) -> bool:
    before = text[max(0, start - 60) : start].lower()
    return bool(
        re.search(r"\b(?:this|the) (?:article|story|post|piece|report|column|content)\b", before)
    )


_DATE_NAME = re.compile(
    r"^(?:\d|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|this|that|our|a|an|his|her|their|its|"
    r"paper(?:back)?|print|full|part|english|spanish|french|german|arabic)\b",
    re.IGNORECASE,
)


def _names_or_unknown(label: str, register: SourceRegister) -> Iterator[tuple[Source, int, int]]:
    names = whole_names(label, register)
    if names:
        yield from ((n.source, n.start, n.end) for n in names)
        return
    inside = [n for n in register.named(label) if n.start <= 4 and is_text_source(n.source)]
    if inside:
        yield inside[0].source, inside[0].start, inside[0].end
        return
    unknown = None if _DATE_NAME.match(label) else unknown_name(label)
    if unknown is not None and register.source_of(unknown.name) is None:
        start = label.find(unknown.name)
        yield unknown, start, start + len(unknown.name)


def _is_media(source: Source) -> bool:
    return source.source_class in MEDIA_CLASSES or (
        source.source_class is SourceClass.DOCUMENT and is_text_source(source)
    )
