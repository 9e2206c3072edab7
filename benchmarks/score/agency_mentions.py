"""Where a text names news agencies: in datelines of any age and print, brackets, end marks, prose.

Old scans write "(Havàs.)", "lDNB)", "( Reuter )"; a bracket is read with one letter wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from rapidfuzz.distance import OSA

from monitor.lineage.registers import Named, SourceRegister, name_key
from monitor.model.names import SourceClass
from monitor.model.reading import Source
from monitor.model.spans import Span

_BRACKET = re.compile(r"[(\[{]\s*([^()\[\]{}\n]{2,40}?)[\s,;:]*[)\]}]")
_UNOPENED = re.compile(r"(?<=[.,\s])[l1I|](\w[\w. ]{1,14}?)[\s.,]*\)")
#: Initials keep their last point: "D. N. B.".
_INITIALS = re.compile(r"^(?:[A-Z]\. ?)+[A-Z]$")
_JOINT = re.compile(r"\s*[/,;–-]\s*|\s+(?:et|und|and|y|e)\s+")
#: Words in front of a name that make it an agency ("l'agence Wolff", "der SDA").
_AGENCY_WORD = re.compile(
    r"(?:agen(?:ce|cy|tur|zia|cia)|bureau|büro|correspondants?(?: de)?|korrespondenten? "
    r"(?:der|von)|source|quelle|selon|laut|nachrichtenagentur|according to|told|dépêches?(?: de)?|"
    r"d'après)\s+(?:l['’]\s?)?$",
    re.IGNORECASE,
)
_END_LIST = re.compile(
    r"(?:^|[.!?)»\"/]\s*)((?:[a-zà-ÿ]{2,4})(?:\s?[-/,]\s?[a-zà-ÿ]{2,4}){1,3})\s*(?=\n|$)"
)
#: Agencies of the past, and when they went: a name outside its time is something else.
_CLOSED = {
    "Havas": 1945,
    "Wolff": 1935,
    "Stefani": 1946,
    "Deutsches Nachrichtenbüro": 1946,
    "Telegraphen-Union": 1935,
    "Domei": 1946,
    "Transocean": 1946,
    "Exchange Telegraph": 1995,
}
#: "l'agence Havas": the name alone is the mention, a capital "Agence Havas" is a name.
_LEAD = re.compile(r"^agence |^agentur |^agenzia |^bureau ")
_AGENCY = frozenset({SourceClass.AGENCY, SourceClass.STATE_MEDIA})


def agencies(
    text: str, register: SourceRegister, *, language: str = "", published: datetime | None = None
) -> tuple[tuple[Span, Source], ...]:
    """Return the places where `text` names an agency, in order, without overlap."""
    year = published.year if published else 0
    taken: dict[int, tuple[int, Source]] = {}
    for start, end, source in (*_in_brackets(text, register), *_in_prose(text, register)):
        if year and year > _CLOSED.get(source.name, 9999) + 5:
            continue
        if not any(s < end and start < e for s, (e, _) in taken.items()):
            taken[start] = (end, source)
    return tuple(
        (Span(field="text", start=start, end=end, text=text[start:end]), source)
        for start, (end, source) in sorted(taken.items())
    )


def _in_brackets(text: str, register: SourceRegister) -> Iterator[tuple[int, int, Source]]:
    for pattern in (_BRACKET, _UNOPENED, _END_LIST):
        for match in pattern.finditer(text):
            yield from _names(match.group(1), match.start(1), register)


def _names(label: str, offset: int, register: SourceRegister) -> Iterator[tuple[int, int, Source]]:
    start = 0
    found: list[tuple[int, int, Source]] = []
    for joint in (*_JOINT.finditer(label), None):
        end = joint.start() if joint else len(label)
        name = label[start:end].strip(" .,;:")
        place = label.find(name, start)
        source = _agency(name, register)
        if source is None:
            if joint is None and not found:
                return
        else:
            stop = place + len(name)
            if _INITIALS.match(name) and label[stop : stop + 1] == ".":
                stop += 1
            found.append((offset + place, offset + stop, source))
        start = joint.end() if joint else end
    yield from found


def _agency(name: str, register: SourceRegister) -> Source | None:
    """Return the agency that a bracketed name means, one letter wrong allowed from five on."""
    if not 2 <= len(name) <= 40:
        return None
    key = name_key(name)
    source = register.agency_by_key(key)
    if source is None and len(key) >= 5:
        near = [
            k for k in register.agency_keys(len(key)) if OSA.distance(key, k, score_cutoff=1) <= 1
        ]
        source = register.agency_by_key(near[0]) if len(near) == 1 else None
    return source


def _in_prose(text: str, register: SourceRegister) -> Iterator[tuple[int, int, Source]]:
    for named in register.named(text):
        if named.source.source_class not in _AGENCY:
            continue
        lead = _LEAD.match(text[named.start : named.end])
        if lead:
            named = Named(start=named.start + lead.end(), end=named.end, source=named.source)
        words = text[named.start : named.end]
        is_safe = len(words) >= 5 and words not in _COMMON_WORDS
        is_called = bool(_AGENCY_WORD.search(text[max(0, named.start - 40) : named.start]))
        is_short_safe = words in _SAFE_SHORT
        if (is_safe or is_called or is_short_safe) and not _is_person(text, named.start):
            yield named.start, named.end, named.source


_PERSON_BEFORE = re.compile(
    r"(?:\b(?:MM?|Mr|Mrs|Mme|Mlle|Hr|Hrn|Herrn?|Frau|Dr|Me|Jos|Hans|Karl|maison|Staatsminister)|"
    r"[A-Z]\. ?-? ?[A-Z])\.?\s+$"
)


def _is_person(text: str, start: int) -> bool:
    """ "M. Reuter" and "chez M. HAVAS" are people and shops."""
    return bool(_PERSON_BEFORE.search(text[max(0, start - 24) : start]))


#: Names that are common words or persons' names unless something calls them an agency.
_COMMON_WORDS = frozenset(
    [
        *("Wolff", "WOLFF", "Exchange", "EXCHANGE", "Trend", "Stefani", "STEFANI", "Fournier"),
        *("Fabra", "Avala", "Antara", "Petra", "Fides", "Bakhtar", "Domei", "Rador", "Europa"),
    ]
)
_SAFE_SHORT = frozenset(["AFP", "UPI", "TASS", "IRNA", "KCNA", "ANSA"])
