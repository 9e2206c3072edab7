"""Speakers told by what they are: a body by its noun, an office, a statement of somebody.

"San Antonio police" is a body and not a person called San Antonio; "a statement by the ministry" is
the ministry; "the mayor" is the mayor who was named before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from monitor.lineage.data import speaker_words
from monitor.model.names import SourceClass
from monitor.model.reading import Source

#: A head that ends in one of these is a body, whatever capitals stand before it.
_BODY = re.compile(
    r"\b(?:police|offices?|departments?|dept\.?|deputies|officers|troopers|detectives|"
    r"investigators|services?|branch|authorit(?:y|ies)|hospitals?|clinic|ministry|board|council|"
    r"agency|bureau|commission|committee|court|forces?|army|navy|brigade|guards?|patrol|"
    r"cent(?:er|re)|university|college|school|schools|district|prosecutors|officials|government|"
    r"administration|military|command|cell|coalition|embassy|parliament|union|association|"
    r"federation|institute|fire brigade|firefighters|coastguard|polizei|feuerwehr|ministerium|"
    r"coroner|sheriff|mayor|governor|commissioner|fire chief|police chief|district attorney)"
    r"(?:['’]s?)?$",
    re.IGNORECASE,
)
#: An office at the end of capitals: nobody is called so.
_OFFICE = re.compile(
    r"^(?:mayor|prosecutor|governor|minister|spokes(?:man|woman|person)|sheriff|commissioner|"
    r"ambassador|secretary|attorney|president|premier|chancellor|superintendent|inspector|"
    r"coroner|executive|chairman|chairwoman|commander|envoy)$",
    re.IGNORECASE,
)
#: Signs of which a name in full is made: it never goes beyond a run of them.
_NAME_RUN = re.compile(r"[\w'’. -]+")
#: "surname NUL run": the first place in the run where given names stand before the surname.
_GIVEN = re.compile(
    r"(?s)([^\0]+)\0.*?\b"
    r"((?:(?:[A-Z]\.|[^\W\d_a-z][\w'’-]+) (?:(?:al|de|van|von|bin|el)[ -])?){1,3})\1\b"
)
#: Words that stand before a name and are no part of it.
_BEFORE_NAME = re.compile(
    r"^(?:executive|officer|attorney|analyst|coach|resident|manager|professor|reporter|author|"
    r"residents?|witness|neighbou?r|lawyer|activist|engineer|pastor|reverend|rev\.?|father|imam|"
    r"sheikh|president-elect|captain|cpl\.?|corporal|pte\.?|private|trooper|deputy|marshal|"
    r"lt\.?|sgt\.?|col\.?|gen\.?|maj\.?|capt\.?|gov\.?|sen\.?|rep\.?|dr\.?|mr\.?|mrs\.?|ms\.?|chief|"
    r"lieutenant|sergeant|colonel|detective|officer|ofc\.?|asst\.?|senator|congress(?:man|woman)|model|singer|"
    r"close|update|advertisement|photo|share|current)$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",| (?:of|in|for|from|at|near|with|on|who|which|that|and|as|to) ")
_STATEMENT = re.compile(
    r"^(?:(?:an?|the|one|another|their|his|her)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:statements?|communiqué|releases?|tweets?|posts?|announcements?|declaration|spokes\w+)"
    r"(?:\s+(?:issued|released|posted|published|made|carried|sent|put out))?"
    r"\s+(?:by|from|for|of)\s+(?=\w)(?!his\b|her\b|their\b|its\b)",
    re.IGNORECASE,
)
#: "the county sheriff's news release": his who puts it out.
_RELEASE = re.compile(
    r"^(.{2,60}?)(?:['’]s?)? (?:news release|press release|statement|release|tweet|communiqué)"
    r"(?: (?:on )?\w+day)?$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"^(?:an?|the|one|another|news|press|his|her|their|written|joint)$", re.I)
_AND_HIS = re.compile(r"\s+(?:and|with|und|et|y)\s+(?:his|her|their|its|seine?\w*|sus?|ses?)\s")
_THE = re.compile(r"^(?:the|der|die|das|le|la|el|los|les)\s+", re.IGNORECASE)
_TAKEN_UP = frozenset(
    {
        *(SourceClass.OFFICIAL_BODY, SourceClass.NAMED_OFFICIAL, SourceClass.PERSON),
        *(SourceClass.NGO, SourceClass.ARMED_GROUP, SourceClass.ANONYMOUS_OFFICIAL),
    }
)
_PERSONS = frozenset({SourceClass.NAMED_OFFICIAL, SourceClass.PERSON})
#: Nouns that speak for nobody in particular even where somebody was so called before.
_NEVER = frozenset(["man", "woman", "boy", "girl", "group", "statement", "report"])


@lru_cache(maxsize=16_384)
def spoken_for(words: str) -> str:
    """Return the one who speaks in `words`: of "a statement by X" X, of "X and his aide" X."""
    cut = _AND_HIS.split(words, maxsplit=1)[0]
    statement = _STATEMENT.match(cut)
    if statement is not None and "spokes" not in statement.group().lower():
        return cut[statement.end() :]
    release = _RELEASE.match(cut)
    if release is not None and not _POSSESSIVE.match(release.group(1).split()[-1]):
        return release.group(1)
    return cut


def is_body(words: str) -> bool:
    """Return whether the head of `words` is a body's noun ("the county sheriff's office")."""
    return bool(_BODY.search(_ASIDE.split(words, maxsplit=1)[0].strip()))


def personal(tokens: list[str]) -> list[str]:
    """Return the words of capitals that are a name: what stands behind the last office."""
    if tokens and _OFFICE.match(tokens[-1].strip(".,")):
        return []
    last = max((n for n, t in enumerate(tokens[:-1]) if _is_before(t)), default=-1)
    return tokens[last + 1 :]


def _is_before(token: str) -> bool:
    bare = token.strip(".,")
    return bool(_BEFORE_NAME.match(bare) or _OFFICE.match(bare))


class TakenUp:
    """Who was named so far in one text: "Iraq's military" … "the military", "Col. Roe" … "Roe"."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_noun: dict[str, Source] = {}
        self._by_name: dict[str, Source] = {}
        self._full: dict[str, str] = {}

    def resolve(self, words: str, source: Source) -> Source:
        """Return whom `words` take up ("the mayor"), else `source`, which is remembered."""
        if source.source_class not in _TAKEN_UP:
            return source
        bare = _THE.sub("", spoken_for(words.strip())).casefold()
        if " " not in bare and bare in self._by_noun:
            return self._by_noun[bare]
        if source.source_class in _PERSONS and source.name:
            if " " not in source.name.strip():
                source = replace(source, name=self._full_name(source.name))
            known = self._by_name.get(source.name)
            if known is not None and known.source_class is SourceClass.NAMED_OFFICIAL:
                return known
            self._by_name[source.name] = source
        if " " in bare:
            for noun in _nouns(words):
                self._by_noun[noun] = source
        return source

    def _full_name(self, surname: str) -> str:
        """Return the full name in the text that ends in `surname`, else the surname."""
        found = self._full.get(surname)
        if found is None:
            found = self._full[surname] = _full_name(self._text, surname)
        return found


def _full_name(text: str, surname: str) -> str:
    if f" {surname}" not in text:
        return surname
    titles = speaker_words().not_name
    told = Counter[str]()
    for given in _given_names(text, surname):
        words = personal([*given.split(), surname])[:-1]
        first = [word for word in words if not titles.fullmatch(word.casefold())]
        if first:
            told[" ".join([*first, surname])] += 1
    return told.most_common(1)[0][0] if told else surname


def _given_names(text: str, surname: str) -> Iterator[str]:
    """Yield the one to three words of capitals wherever they stand before `surname`.

    The surname is put before each run of words and referred to from there: a pattern made for
    each surname would cost far more to compile than to search with.
    """
    for run in _NAME_RUN.findall(text) if _NAME_RUN.fullmatch(surname) else [text]:
        while f" {surname}" in run:
            match = _GIVEN.match(f"{surname}\0{run}")
            if match is None:
                break
            yield match.group(2)
            run = run[match.end() - len(surname) - 1 :]


@lru_cache(maxsize=16_384)
def _nouns(words: str) -> frozenset[str]:
    """The nouns by which `words` may be taken up: the head's last one, and the offices in it."""
    tokens = [token.strip(".,'’") for token in words.split()]
    head = _ASIDE.split(words, maxsplit=1)[0].split()
    found = {token.casefold() for token in tokens if _OFFICE.match(token)}
    if len(head) > 1 and (head[-1].islower() or _BODY.search(head[-1])):
        found.add(head[-1].casefold())
    return frozenset(found - _NEVER)
