"""Names of places and what they may stand for. Look-up only; which one is meant is decided in
`resolve`. The packaged rows are GeoNames' (CC BY 4.0, see lists/ATTRIBUTION.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from monitor.facts.nouns import Candidate
from monitor.facts.where.packed_table import Heads, Rows
from monitor.language.tokens import key
from monitor.model.facts import Place
from monitor.model.names import make_id
from monitor.registers import PlaceRow

#: A building, an airport, a base.
SITE = "site"
_KINDS = {"c": "country", "1": "region", "2": "district", "p": "city"}
_SHORT_FORMS = {"mt": "mount", "ft": "fort", "st": "saint"}
_REMEMBERED, _ASKED = 5_000, 30_000
#: Of places with one name, the first so many are looked at.
_MOST_ROWS = 200
_PRECISION = {"c": 6, "1": 4, "2": 3, "p": 1}
#: A part of a country larger than a province or across some; as well known as a large city.
_AREA_PRECISION, _AREA_PEOPLE = 5, 1_000_000


@dataclass(slots=True)
class Gazetteer:
    """All names. Built once, read only afterwards."""

    rows: Rows
    #: Key → numbers of rows.
    aliases: Rows
    #: "US.CA" → "California".
    admin1: dict[str, str]
    own: dict[str, Candidate] = field(default_factory=dict)
    #: Parts of countries that are no provinces: "Donbas", "Lake Chad".
    areas: dict[str, Candidate] = field(default_factory=dict)
    #: Buildings, airports, bases: key → place and sort (see seats.tsv).
    seats: dict[str, tuple[Candidate, str]] = field(default_factory=dict)
    #: First words of their keys.
    seat_heads: set[str] = field(default_factory=set)
    #: Key → ISO country.
    countries: dict[str, str] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    country_names: dict[str, str] = field(default_factory=dict)
    #: Country → key of its capital.
    capitals: dict[str, str] = field(default_factory=dict)
    #: Hours east of UTC of each country's capital.
    offsets: dict[str, float] = field(default_factory=dict)
    #: Abbreviations that stand for a region only after a town's name ("Calif.") → "US.CA".
    states: dict[str, str] = field(default_factory=dict)
    #: First word → most words of a name that starts with it.
    heads: Heads = field(default_factory=lambda: Heads(0))
    #: Names looked up before: the same few come again and again.
    memory: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    #: The same of keys that were only asked for: whether any place has it.
    asked: dict[str, bool] = field(default_factory=dict)

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return what a key may stand for, the user's own place alone where there is one."""
        known = self.memory.get(name)
        if known is None:
            if len(self.memory) > _REMEMBERED:
                self.memory.clear()
            known = self.memory[name] = self._candidates(name)
        return known

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        own = self.own.get(name)
        if own is not None:
            return (own,)
        found: list[Candidate] = []
        full = _in_full(name)
        if full != name:
            found += self._candidates(full)
        country = self.countries.get(name)
        if country:
            found.append(self._country(country))
        if name in self.areas:
            found.append(self.areas[name])
        found += self._rows_of(name)
        for text in self._alias(name):
            row = self.rows[int(text)]
            # "St Louis" is no other name than "Saint Louis".
            other = _in_full(row[: row.index("\t")]) != full
            found.append(replace(self._candidate(row), alias=other))
        return tuple({c.place.id: c for c in reversed(found)}.values())[::-1]

    def knows(self, name: str) -> bool:
        """Whether any place has this key."""
        known = self.asked.get(name)
        if known is None:
            if len(self.asked) > _ASKED:
                self.asked.clear()
            known = self.asked[name] = self._knows(name)
        return known

    def _knows(self, name: str) -> bool:
        if any(name in one for one in (self.own, self.countries, self.areas)):
            return True
        if name in self.rows or name in self.aliases:
            return True
        full = _in_full(name)
        return full != name and self._knows(full)

    def names_from(self, letter: str) -> Iterator[str]:
        """Yield the keys that start with `letter` or one after it: names in other scripts."""
        for names in (self.aliases.keys(), self.countries, self.areas, self.seats):
            yield from (name for name in names if name >= letter)

    def region(self, code: str) -> Candidate | None:
        """Return the admin1 region of a code such as "US.CA"."""
        name = self.admin1.get(code)
        if name is None:
            return None
        for candidate in self.candidates(key(name)):
            place = candidate.place
            if place.kind == "region" and code.startswith(place.country + "."):
                return candidate
        return None

    def _rows_of(self, name: str) -> Iterable[Candidate]:
        number, head = self.rows.find(name), name + "\t"
        if number is None:
            return
        for at in range(number, min(number + _MOST_ROWS, len(self.rows))):
            row = self.rows[at]
            if not row.startswith(head):
                return
            yield self._candidate(row)

    def _alias(self, name: str) -> list[str]:
        number = self.aliases.find(name)
        return self.aliases[number].partition("\t")[2].split(",") if number is not None else []

    def _candidate(self, row: str) -> Candidate:
        bare, kind, shown, country, code, latitude, longitude, people = row.split("\t")
        place = Place(
            id=make_id("place", kind, country, code, bare),
            name=_shown_in_full(shown) if shown else bare.title(),
            kind=_KINDS[kind],
            country=country,
            admin1="" if kind == "c" else self.admin1.get(f"{country}.{code}", ""),
            latitude=float(latitude),
            longitude=float(longitude),
            precision=_PRECISION[kind],
        )
        return Candidate(place, int(people))

    def _country(self, country: str) -> Candidate:
        name = self.country_names.get(country, country)
        for candidate in self._rows_of(key(name)):
            if candidate.place.kind == "country":
                return candidate
        place = Place(
            id=make_id("place", "c", country, "", key(name)),
            name=name,
            kind="country",
            country=country,
            admin1="",
            latitude=None,
            longitude=None,
            precision=6,
        )
        return Candidate(place, 10_000_000)


def _in_full(name: str) -> str:
    """Return a key with "st", "mt", "ft" at its head written out."""
    head, space, rest = name.partition(" ")
    return f"{_SHORT_FORMS[head]} {rest}" if space and head in _SHORT_FORMS else name


def _shown_in_full(name: str) -> str:
    """Return a name as "Saint …" where the gazetteer has "St. …": it writes some so, some so."""
    head, space, rest = name.partition(" ")
    short = head.removesuffix(".").lower()
    return f"{_SHORT_FORMS[short].title()} {rest}" if space and short in _SHORT_FORMS else name


def with_own(packaged: Gazetteer, places: Iterable[PlaceRow]) -> Gazetteer:
    """Return the packaged look-up with the user's places; what is large is shared with it."""
    made = replace(packaged, own={}, memory={}, asked={})
    for row in places:
        _add_own(made, row)
    if made.own:
        made.heads = packaged.heads.copy()
        made.heads.add(made.own)
        made.heads.share(_SHORT_FORMS)
    return made


def gazetteer(
    world: bytes,
    countries: str,
    states: str,
    places: Iterable[PlaceRow] = (),
    *,
    areas: str = "",
    seats: str = "",
) -> Gazetteer:
    """Build the look-up from the packaged tables' text (`world` in UTF-8) and the user's places."""
    body, _, rest = world.partition(b"\n#alias\n")
    aliases, _, admin1 = rest.partition(b"\n#admin1\n")
    made = Gazetteer(
        rows=Rows(body),
        aliases=Rows(aliases),
        admin1=_pairs(admin1.decode("utf-8")),
        states=_pairs(states),
    )
    _add_countries(made, countries)
    for row_of_user in places:
        _add_own(made, row_of_user)
    _add_areas(made, areas)
    _add_seats(made, seats)
    made.heads = Heads(len(made.rows))
    named = (made.own, made.countries, made.areas, made.seats)
    for names in (made.rows.keys(), made.aliases.keys(), *named):
        made.heads.add(names)
    made.heads.share(_SHORT_FORMS)
    return made


def _pairs(text: str) -> dict[str, str]:
    lines = (line.partition("\t") for line in text.split("\n") if line and line[0] != "#")
    return {name: value for name, _, value in lines}


def _add_countries(made: Gazetteer, text: str) -> None:
    for row in made.rows:
        bare, kind, shown, country, _ = row.split("\t", 4)
        if kind == "c":
            made.country_names[country] = shown or bare.title()
            made.countries[bare] = country
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        country, names, demonyms, capital, hours = line.split("\t")
        made.capitals[country] = key(capital)
        made.countries.update({key(n): country for n in names.split(";") if n})
        made.demonyms.update({key(n): country for n in demonyms.split(";") if n})
        made.offsets[country] = float(hours)


def _add_areas(made: Gazetteer, text: str) -> None:
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, more, country = line.split("\t")
        place = Place(
            id=make_id("place", "area", country, key(name)),
            name=name,
            kind="region",
            country=country,
            admin1="",
            latitude=None,
            longitude=None,
            precision=_AREA_PRECISION,
        )
        for one in (name, *filter(None, more.split(";"))):
            made.areas[key(one)] = Candidate(place, _AREA_PEOPLE)


def _add_seats(made: Gazetteer, text: str) -> None:
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, more, sort, country, region, latitude, longitude = line.split("\t")
        place = Place(
            id=make_id("place", "seat", country, key(name)),
            name=name,
            kind=SITE,
            country=country,
            admin1=region,
            latitude=float(latitude),
            longitude=float(longitude),
            precision=1,
        )
        for one in (name, *filter(None, more.split(";"))):
            made.seats[key(one)] = (Candidate(place, _AREA_PEOPLE), sort)
            made.seat_heads.add(key(one).partition(" ")[0])


def _add_own(made: Gazetteer, row: PlaceRow) -> None:
    place = Place(
        id=make_id("place", "own", row.country, key(row.name)),
        name=row.name,
        kind=row.kind,
        country=row.country,
        admin1=row.admin1,
        latitude=row.latitude,
        longitude=row.longitude,
        precision=row.precision,
    )
    for name in (row.name, *row.aliases):
        made.own[key(name)] = Candidate(place, 1_000_000, own=True)
