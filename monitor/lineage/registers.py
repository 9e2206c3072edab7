"""The register of sources: names and domains to sources, and whether two are one voice.

Built once from the rows of sources.toml. No network here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.lineage.data import lexicon
from monitor.model.names import SourceClass
from monitor.model.reading import Article, Source
from monitor.registers import SourceRow
from monitor.text import fold
from monitor.urls import registrable_domain

_REMEMBERED = 4_000
_NOT_ALNUM = re.compile(r"[\W_]+")
_CALL_SIGN = re.compile(r"^[WK][A-Z]{2,3}(?:[-/ ]?(?:TV|FM|AM|DT))?(?:[- ]\d{1,2})?$")
#: A domain that is a station's call sign: "wtoc.com", "ksla.com", "wave3.com", "wsoctv.com".
_CALL_LABEL = re.compile(r"^[wk][a-z]{2,3}(?:tv)?\d{0,2}(?:tv|news|radio|news\d{1,2})?$")
#: Classes whose text may stand under another outlet's name.
TEXT_CLASSES = frozenset(
    {
        SourceClass.AGENCY,
        SourceClass.OUTLET,
        SourceClass.STATE_MEDIA,
        SourceClass.NGO,
        SourceClass.DOCUMENT,
    }
)
#: Classes that speak to readers themselves.
MEDIA_CLASSES = frozenset({SourceClass.AGENCY, SourceClass.OUTLET, SourceClass.STATE_MEDIA})
#: Agencies that are not named: "news agencies reported", "By Agencies".
UNNAMED_AGENCIES = Source(name="news agencies (unnamed)", source_class=SourceClass.AGENCY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A source's name as it stands in a text."""

    start: int
    end: int
    source: Source


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """Return the form under which spellings of one name meet: folded letters, no leading "the"."""
    key = _NOT_ALNUM.sub(" ", fold(name)).strip()
    key = key.removeprefix("the ").replace(" ", "")
    return key.removeprefix("the") if len(key) > 8 else key


class SourceRegister:
    """Sources by name and domain. Immutable after building; may be pickled (it is rebuilt)."""

    __slots__ = (
        "_agencies",
        "_aliases",
        "_automaton",
        "_domains",
        "_folded",
        "_folded_sources",
        "_hosts",
        "_names",
        "_rows",
    )

    def __init__(self, rows: tuple[SourceRow, ...]) -> None:
        self._rows = rows
        #: Hosts by what an article says of its own: asked again with every report of an incident.
        self._hosts: dict[tuple[str, ...], Source] = {}
        self._names: dict[str, Source] = {}
        self._domains: dict[str, Source] = {}
        aliases: dict[str, Source] = {}
        for row in rows:
            source = _source(row)
            for name in (row.name, *row.aliases):
                self._names.setdefault(name_key(name), source)
                for spelling in _spellings(name):
                    aliases.setdefault(spelling, source)
            for domain in row.domains:
                self._domains.setdefault(domain.lower(), source)
        self._agencies = {
            key: source
            for key, source in self._names.items()
            if source.source_class in (SourceClass.AGENCY, SourceClass.STATE_MEDIA)
        }
        self._aliases = tuple(aliases.items())
        self._automaton = AhoCorasick(list(aliases), matchkind=MatchKind.LeftmostLongest)

        folded = {
            name.lower().replace("’", "'"): source
            for name, source in aliases.items()
            if " " in name and len(name) >= 8
        }
        self._folded_sources = tuple(folded.values())
        self._folded = AhoCorasick(list(folded), matchkind=MatchKind.LeftmostLongest)

    def __reduce__(self) -> tuple[type[SourceRegister], tuple[tuple[SourceRow, ...]]]:
        return SourceRegister, (self._rows,)

    def source_of(self, name: str) -> Source | None:
        """Return the source that `name` (whole, in any spelling) means, or None."""
        key = name_key(name)
        found = self._names.get(key)
        if found is None and "." in name:
            found = self.of_domain(name.strip().lower().removeprefix("www."))
        return found if found and (len(key) > 2 or name.strip(" .").isupper()) else None

    def agency_by_key(self, key: str) -> Source | None:
        """Return the agency of a `name_key`, or None."""
        return self._agencies.get(key)

    def agency_keys(self, length: int) -> list[str]:
        """Return the keys of agencies that are as long as `length`, one letter more or less."""
        return [key for key in self._agencies if abs(len(key) - length) <= 1 and len(key) >= 5]

    def of_domain(self, url_or_host: str) -> Source | None:
        """Return who publishes on the registrable domain of an address, or None."""
        host = url_or_host.lower()
        return self._domains.get(host) or self._domains.get(registrable_domain(host))

    def named(self, text: str) -> Iterator[Named]:
        """Yield the names in `text`, longest first at each place, whole words only."""
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            if _is_whole(text, start, end):
                yield Named(start=start, end=end, source=self._aliases[index][1])

    def named_folded(self, text: str) -> Iterator[Named]:
        """Yield the names of several words in `text` whatever their case ("security media cell").

        Places hold for `text` only where lower-casing keeps its length.
        """
        low = text.lower().replace("’", "'")
        for index, start, end in self._folded.find_matches_as_indexes(low):
            if _is_whole(low, start, end):
                yield Named(start=start, end=end, source=self._folded_sources[index])

    def host_of(self, article: Article) -> Source:
        """Return the article's own outlet as a source (made from its name where unknown)."""
        told = (
            *(article.url, article.outlet, article.outlet_name),
            *(article.outlet_family, article.outlet_country),
        )
        found = self._hosts.get(told)
        if found is None:
            if len(self._hosts) > _REMEMBERED:
                self._hosts.clear()
            found = self._hosts[told] = self._host_of(article)
        return found

    def _host_of(self, article: Article) -> Source:
        found = (
            self.of_domain(article.url)
            or self.of_domain(article.outlet)
            or (self.source_of(article.outlet_name) if article.outlet_name else None)
            or self.source_of(article.outlet)
        )
        if found is not None:
            return found
        name = article.outlet_name or article.outlet or registrable_domain(article.url)
        return Source(
            name=name,
            source_class=SourceClass.OUTLET,
            family=article.outlet_family or name,
            country=article.outlet_country,
        )


def build_register(rows: Iterable[SourceRow]) -> SourceRegister:
    """Return the register of `rows`; the first row wins where two carry one alias."""
    return SourceRegister(tuple(rows))


def family_of(source: Source) -> str:
    """Return the voice a source belongs to: its family, else its own name."""
    return source.family or source.name


def same_family(one: Source, other: Source) -> bool:
    """Return whether two sources are one voice (one owner, one state, one name)."""
    return name_key(family_of(one)) == name_key(family_of(other)) or name_key(one.name) == name_key(
        other.name
    )


def is_own(source: Source, host: Source, article: Article) -> bool:
    """Return whether `source` is the article's own outlet, its family, or its own domain label.

    "WKRN" on wkrn.com is the host although no register knows the station.
    """
    if same_family(source, host):
        return True
    key = name_key(source.name)
    label = name_key(_domain_label(article.url))
    if len(key) < 3 or not label:
        return False
    own = {label, name_key(article.outlet), name_key(article.outlet_name)}
    own |= {name.removesuffix("news") for name in own} | {name.removesuffix("tv") for name in own}
    own |= {name.rstrip("0123456789") for name in own}
    return key in own or key.removesuffix("news") in own or key.removesuffix("tv") in own


def is_station_of(source: Source, article: Article) -> bool:
    """Return whether a call sign that no register holds may be the host's own.

    "WCIV" on abcnews4.com is; on a page whose domain is another call sign it is a sister.
    """
    if not _CALL_SIGN.match(source.name) or source.family != source.name:
        return False
    label = _domain_label(article.url).lower()
    return not _CALL_LABEL.match(label) or label[:4] == source.name[:4].lower()


def _domain_label(url: str) -> str:
    return lexicon().own_domain_end.sub("", registrable_domain(url))


def _source(row: SourceRow) -> Source:
    return Source(
        name=row.name,
        source_class=row.source_class,
        family=row.family,
        country=row.country,
    )


def _spellings(name: str) -> set[str]:
    """Aliases as they may stand in running text; the short ones only as they are written."""
    if len(name) < 5:
        return {name}
    return {name, name.upper(), name.replace("'", "’")}


def _is_whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def is_unnamed_agencies(words: str) -> bool:
    """Return whether `words` mean agencies that are not named ("news agencies")."""
    return lexicon().unnamed_agencies.match(words) is not None
