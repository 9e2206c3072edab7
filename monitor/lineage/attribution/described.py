"""Sources of somebody's words: a person by name, a body, one told by what he is, a paper."""

from __future__ import annotations

from dataclasses import replace

from monitor.lineage.attribution.features import Place
from monitor.lineage.attribution.phrase_words import Somebody, Words, role_of
from monitor.lineage.attribution.speaker_kinds import unsourced
from monitor.lineage.attribution.speakers import Speakers, government
from monitor.lineage.data import speaker_phrase
from monitor.lineage.lexicon import Role
from monitor.model.names import SourceClass
from monitor.model.reading import Source

#: Longest name in characters.
_LONGEST = 80
_CLASSES = {
    "official": SourceClass.OFFICIAL_BODY,
    "rank": SourceClass.OFFICIAL_BODY,
    "body": SourceClass.OFFICIAL_BODY,
    "lay": SourceClass.PERSON,
    "witness": SourceClass.WITNESS,
    "source": SourceClass.ANONYMOUS_OFFICIAL,
    "group": SourceClass.ARMED_GROUP,
    "document": SourceClass.DOCUMENT,
    "media": SourceClass.OUTLET,
}
_NGO_ROWS = frozenset({"union"})
#: The row of roles.toml that anybody is addressed by.
_ADDRESS = "Mr"
_OFFICES = frozenset({"official", "rank"})


def source_of(words: Words, one: Somebody, text: str, speakers: Speakers) -> Source:
    """Return the source that a phrase of somebody means."""
    phrase = _text(words, (one.start, one.end), text)
    if speaker_phrase("nobody").match(phrase.casefold()):
        return unsourced(phrase)
    if one.name is not None:
        return _named(words, one, text, phrase, speakers)
    known = speakers.known(phrase)
    role = one.role
    if known is not None and _is_most(known[0], known[1], phrase) and _is_own(words, known[2]):
        return known[2]
    if role is None:
        return Source(name=_cut(phrase), source_class=SourceClass.PERSON)
    country = speakers.country(phrase)
    family, state = (country[0], country[1]) if country else ("", "")
    if words.language == "en" and role.name == "official" and _is_unnamed(words, one):
        name = _cut("anonymous " + speakers.plain(phrase))
        return Source(name=name, source_class=SourceClass.ANONYMOUS_OFFICIAL, country=state)
    kind = SourceClass.NGO if role.name in _NGO_ROWS else _CLASSES[role.kind]
    return Source(
        name=_described(words, one, phrase, role, speakers),
        source_class=kind,
        family=family if role.kind == "body" else "",
        country=state,
    )


def _named(words: Words, one: Somebody, text: str, phrase: str, speakers: Speakers) -> Source:
    assert one.name is not None, "asked for names only"
    name = _bare(words, _text(words, one.name, text))
    if one.is_oblique:
        name = " ".join(_nominative(words, part) for part in name.split())
    role = one.role
    known = speakers.known(name)
    if known is not None and _is_most(known[0], known[1], name):
        return known[2]
    land = speakers.country(name)
    if land is not None and land[2]:
        return government(land[0], land[1])
    is_person = one.name[1] - one.name[0] >= 2 or role is not None
    is_official = role is not None and role.kind in _OFFICES and role.name != _ADDRESS
    before = _text(words, (min(one.start, one.name[0]), one.name[1]), text)
    country = speakers.country(before) if is_official else None
    kind = SourceClass.NAMED_OFFICIAL if is_official else SourceClass.PERSON
    if not is_person:
        return Source(name=_cut(name), source_class=SourceClass.PERSON)
    return Source(
        name=_cut(name),
        source_class=kind,
        family=country[0] if country else "",
        country=country[1] if country else "",
    )


def _described(words: Words, one: Somebody, phrase: str, role: Role, speakers: Speakers) -> str:
    """Return what somebody is told by, in other languages than English with the English beside."""
    if one.is_oblique and role.ending is not None and " " not in role.ending:
        phrase = _restored(phrase, role)
    if "A" in words.seen.shapes[one.start : one.end] and role.kind == "body":
        return _cut(phrase)  # "INEM" needs no word beside it
    if words.language == "en":
        plain = speakers.plain(phrase) if role.kind == "source" else phrase
        return _cut(f"anonymous {plain}" if role.kind == "source" else plain)
    if role.name in phrase.lower() or _has_name(words, one):
        return _cut(phrase)
    return f"{phrase[: _LONGEST - len(role.name) - 3]} ({role.name})"


def _has_name(words: Words, one: Somebody) -> bool:
    """Whether a phrase calls somebody by a name of his own: that needs no word beside it."""
    if words.language == "de":
        return False  # every noun has a capital
    first = 0 if one.start else 1
    return "X" in words.seen.shapes[one.start + first : one.end]


def _restored(phrase: str, role: Role) -> str:
    """Return a phrase with its noun in the nominative: "прокуратуры" as "прокуратура"."""
    first, _, rest = phrase.partition(" ")
    size = next((n for n in range(len(first), 0, -1) if first[:n].lower() == role.stem), 0)
    whole = first[:size] + (role.ending or "") if size else first
    return f"{whole} {rest}".strip()


def _nominative(words: Words, part: str) -> str:
    """Return a part of a name in the nominative, as far as endings tell: "Рината" as "Ринат"."""
    for ending, base in words.small.nominative:
        if part.endswith(ending) and len(part) > len(ending) + 1:
            return part[: -len(ending)] + base
    return part


def _is_own(words: Words, known: Source) -> bool:
    """Whether a known name says more than the word of another language ("police")."""
    return words.language == "en" or not known.name.islower()


def _is_unnamed(words: Words, one: Somebody) -> bool:
    """Whether an official is one of many who might have said it: "two army officers"."""
    before = words.low[one.start - 1] if one.start else ""
    if before in words.small.definite:
        return False
    return one.end - one.start > 1 or before in words.small.determiner


def is_described(name: str) -> bool:
    """Return whether a name in small letters says what somebody is ("two engineers")."""
    return any(role_of(word.strip("()").lower(), "en") for word in name.split())


def with_family(source: Source, other: Source) -> Source:
    """Return `source` with the state that `other` speaks for, where it has none of its own."""
    if source.family or not other.family:
        return source
    return replace(source, family=other.family, country=source.country or other.country)


def _text(words: Words, place: Place, text: str) -> str:
    tokens = words.seen.tokens
    return " ".join(text[tokens[place[0]].start : tokens[place[1] - 1].end].split())


def _bare(words: Words, name: str) -> str:
    """Return a name without the endings that are set off by an apostrophe ("Han'ın")."""
    if words.language == "tr":
        return " ".join(part.split("'")[0].split("’")[0] for part in name.split())
    for ending in ("'s", "’s", "'", "’"):
        name = name.removesuffix(ending)
    return name


def _is_most(start: int, end: int, phrase: str) -> bool:
    """Whether a known name is most of a phrase, not a word of a longer name."""
    return 2 * (end - start) >= len(phrase) or (start == 0 and end == len(phrase))


def _cut(name: str) -> str:
    return name.strip(" \"“”„«»'’.,")[:_LONGEST] or "unnamed"
