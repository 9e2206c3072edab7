"""A mention as matching sees it: small, durable, and comparable without its article.

Written to the store and read back by `packing`. No raw text is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from monitor.matching.name_skeleton import skeleton
from monitor.matching.streets import street_core
from monitor.matching.word_weights import Bag, bag, stem, stressed

T = TypeVar("T")
#: Tenths of a nat from which a word is rare.
RARE = 45
#: Coarsest UCDP where_prec that tells one town from the next.
FINE = 3
TOLD_OF = frozenset(("killed", "injured", "arrested", "suspect"))
Words = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMark:
    #: Folded, spaces between the parts.
    name: str
    role: str
    age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMark:
    id: str
    name: str
    country: str
    admin1: str
    latitude: float | None
    longitude: float | None
    precision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMark:
    field: str
    low: int | None
    best: int | None
    high: int | None
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Days are proleptic ordinals (date.toordinal); weights are tenths of a nat."""

    role: str
    incident_type: str
    language: str
    published: int | None
    start: int | None
    end: int | None
    precision: str
    title: Words
    lead: Words
    body: Words
    #: How often the text uses each word of `body`, a digit each (9 = nine times or more).
    uses: str = ""
    #: Single words of names, with their weights.
    proper: Words = ()
    #: Neighbouring telling words of title and lead, "one two".
    bigrams: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()
    persons: tuple[PersonMark, ...] = ()
    places: tuple[PlaceMark, ...] = ()
    counts: tuple[CountMark, ...] = ()
    streets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    #: Times of day as told, in minutes after midnight.
    clocks: tuple[int, ...] = ()
    #: How surely (0–1) the day is the happening's.
    day_share: float = 1.0
    #: Its headline says that the like happened before ("again", "a second …").
    again: bool = False
    #: Its headline tells of several happenings at once.
    several: bool = False

    @cached_property
    def title_bag(self) -> Bag:
        return bag(self.title)

    @cached_property
    def lead_bag(self) -> Bag:
        return bag(self.lead)

    @cached_property
    def body_bag(self) -> Bag:
        return bag(self.body)

    @cached_property
    def topic_bag(self) -> Bag:
        """The words of the body, each the heavier the more often the text uses it."""
        uses = self.uses or "1" * len(self.body)
        told = zip(self.body, uses, strict=True)
        return bag((word, stressed(weight, int(often))) for (word, weight), often in told)

    @cached_property
    def proper_bag(self) -> Bag:
        return bag(self.proper)

    @cached_property
    def rare_bag(self) -> Bag:
        """The words of the body that few texts hold."""
        return bag(tuple(entry for entry in self.body if entry[1] >= RARE))

    @cached_property
    def bigram_set(self) -> frozenset[str]:
        return frozenset(self.bigrams)

    @cached_property
    def name_set(self) -> frozenset[str]:
        return frozenset(self.names)

    @cached_property
    def number_set(self) -> frozenset[str]:
        return frozenset(self.numbers)

    @cached_property
    def age_set(self) -> frozenset[int]:
        return frozenset(self.ages)

    @cached_property
    def fine_places(self) -> tuple[PlaceMark, ...]:
        """The places finer than a province, at most three."""
        return tuple(p for p in self.places if p.precision <= FINE)[:3]

    @cached_property
    def fine_names(self) -> frozenset[str]:
        """What the fine places are called."""
        return frozenset(p.name for p in self.fine_places)

    @cached_property
    def place_ids(self) -> frozenset[str]:
        return frozenset(p.id for p in self.places)

    @cached_property
    def main_place_words(self) -> frozenset[str]:
        """Stems of the words that the first fine place is called by."""
        names = (p.name for p in self.fine_places[:1])
        return frozenset(stem(word) for name in names for word in name.split() if len(word) > 2)

    @cached_property
    def countries(self) -> frozenset[str]:
        return frozenset(p.country for p in self.places if p.country)

    @cached_property
    def regions(self) -> frozenset[tuple[str, str]]:
        """Country and province of the places."""
        return frozenset((p.country, p.admin1) for p in self.places if p.admin1)

    @cached_property
    def tolls(self) -> dict[str, CountMark]:
        """The whole toll of each field: the figure without a group, else the largest."""
        found: dict[str, list[CountMark]] = {}
        for count in self.counts:
            found.setdefault(count.field, []).append(count)
        return {
            field: max(
                [c for c in counts if not c.group] or counts, key=lambda c: c.best or c.low or 0
            )
            for field, counts in found.items()
        }

    @cached_property
    def told_of(self) -> frozenset[str]:
        """Names of persons killed, hurt, arrested or suspected."""
        return frozenset(p.name for p in self.persons if p.role in TOLD_OF and p.name)

    @cached_property
    def person_names(self) -> frozenset[str]:
        """First and last names of all persons named."""
        parts = (p.name.split() for p in self.persons)
        return frozenset(f"{name[0]} {name[-1]}" for name in parts if len(name) > 1)

    @cached_property
    def victims(self) -> frozenset[str]:
        """Last names of the dead and hurt."""
        hurt = (p.name for p in self.persons if p.role in ("killed", "injured") and p.name)
        return frozenset(name.split()[-1] for name in hurt)

    @cached_property
    def told_last(self) -> frozenset[str]:
        """Last names of persons killed, hurt, arrested or suspected."""
        return frozenset(name.split()[-1] for name in self.told_of)

    @cached_property
    def told_stems(self) -> tuple[tuple[str, str], ...]:
        """Stem and skeleton of each of `told_last`."""
        return tuple((stem(name), skeleton(name)) for name in self.told_last)

    @cached_property
    def skeletons(self) -> dict[str, tuple[str, int]]:
        """Skeletons of the words of names → the word and its weight."""
        bones = ((skeleton(word), word, weight) for word, weight in self.proper)
        return {bone: (word, weight) for bone, word, weight in bones if bone}

    @cached_property
    def named_words(self) -> dict[str, str]:
        """Stems of the words of names, places, weapons and targets → the word as it stands."""
        places = (place.name for place in self.places)
        names = (*self.names, *places, *self.weapons, *self.targets)
        return {stem(word): word for name in names for word in name.split()}

    @cached_property
    def street_cores(self) -> frozenset[str]:
        """What its streets are called, without numbers, directions and kinds."""
        return frozenset(core for street in self.streets if (core := street_core(street)))

    @cached_property
    def day_known(self) -> bool:
        """Whether the event's day is known to a week or better."""
        return self.start is not None and self.precision in ("day", "days", "week")


def day_text(ordinal: int) -> str:
    """Return an ordinal day as people write it."""
    return date.fromordinal(ordinal).isoformat()


def clock_text(minutes: int) -> str:
    """Return minutes after midnight as a time of day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
