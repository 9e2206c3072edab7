"""The nouns of the room: what its finders find in a text and its choosers choose from.

Frozen data, no reading here. Words are counted in one field's `Prose`; "words first … past-1".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose
from monitor.model.facts import Place, When
from monitor.model.names import DatePrecision
from monitor.model.spans import Span

#: The groups of incident types that harm people.
HARD = frozenset(("violent", "battle", "disaster", "accident"))


@dataclass(frozen=True, slots=True)
class Moment:
    """A time told at words first … past-1; `start` None where it cannot be resolved."""

    prose: Prose
    first: int
    past: int
    #: "weekday", "date", "month", "year", "today", "relative", "overnight".
    kind: str
    start: date | None
    end: date | None
    precision: DatePrecision
    part: str = ""
    future: bool = False

    @property
    def sentence(self) -> int:
        return self.prose.sentence_of[self.first]

    def when(self) -> When | None:
        """Return it as a When with its characters, or None."""
        if self.start is None or self.end is None:
            return None
        return When(
            start=self.start,
            end=self.end,
            precision=self.precision,
            part_of_day=self.part,
            span=self.prose.span(self.first, self.past),
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing a name may stand for."""

    place: Place
    population: int
    #: Named in the user's places.toml: preferred.
    own: bool = False
    #: Found by another name than its own ("Bagdad"): a town of that very name is likelier.
    alias: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Toponym:
    """A name of a place in a text: words first … past-1."""

    prose: Prose
    first: int
    past: int
    key: str
    candidates: tuple[Candidate, ...]
    #: Stands in another name ("Houston Police"), a country's adjective, or the dateline.
    weak: bool = False
    adjective: bool = False
    #: Right after "in", "at", "near", …
    after_preposition: bool = False
    #: The word its phrase follows: "in" of "in the northern town of X"; -1 at a beginning.
    lead: int = -1
    #: Region or country named right after it ("Hawthorne, Calif.").
    within: tuple[str, str] | None = None
    within_past: int = 0
    dateline: bool = False
    #: "from X": where it came from rather than where it was.
    origin: bool = False
    #: "85 km north of X": near it, not in it.
    beside: bool = False
    #: "the medical center in X": where the wounded were taken.
    hospital: bool = False
    #: Says of which country something is, and names no place ("FBI", "britischer").
    hint: bool = False
    #: How likely its words are a place's name, a person's, a body's; None where nobody was asked.
    named: tuple[float, float, float] | None = None
    #: The article writes it small too: no name where it opens a sentence.
    small: bool = False
    #: Which of the candidates it stands for, None before that is resolved or where none is meant.
    chosen: Candidate | None = None
    #: Why that one.
    reason: str = ""

    @property
    def is_country(self) -> bool:
        """Whether it may stand for a country."""
        return any(one.place.kind == "country" for one in self.candidates)

    @property
    def is_own(self) -> bool:
        """Whether it is a place of the user's."""
        return any(one.own for one in self.candidates)


@dataclass(frozen=True, slots=True)
class Persons:
    """A number of persons: words first … past-1."""

    first: int
    past: int
    low: int | None
    best: int
    high: int | None
    #: "others", "another", "more": besides those told before.
    more: bool = False
    #: A person's name; "" where unnamed.
    name: str = ""
    #: One person by an article or pronoun ("a man", "the boy", "he").
    single: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Persons told beside one verb."""

    prose: Prose
    field: str
    persons: Persons
    #: First word of the verb.
    cue: int
    #: The rule that tied them.
    reason: str = ""

    @property
    def best(self) -> int:
        return self.persons.best


@dataclass(frozen=True, slots=True)
class Named:
    """A person at words first … past-1 (the name alone); `end` is past the age where told."""

    prose: Prose
    first: int
    past: int
    end: int
    name: str
    age: int | None
    #: Introduced by an office ("Sheriff", "Det."): one who speaks rather than one who suffers.
    office: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the register."""

    id: str
    name: str
    kind: str
    country: str
    #: Told only where it did something: whom "the rebels" or "the government" stand for.
    implied: bool = False
    #: Of several groups the one named last: the least sure.
    guessed: bool = False


TypeHit = Hit[tuple[str, bool]]


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """Words first … past-1 of one field, and what they tell."""

    prose: Prose
    #: 0 the title, then 1, 2, … the sentences of the text.
    rank: int
    first: int
    past: int
    #: Why it reaches back from what the article tells first, "" = it does not.
    back: str = ""
    moments: tuple[Moment, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    #: What only says of which country something is.
    hints: tuple[Toponym, ...] = ()
    tallies: tuple[Tally, ...] = ()
    types: tuple[TypeHit, ...] = ()
    #: Those of the types that name a happening (no arrest, trial, vote or speech).
    hard: tuple[TypeHit, ...] = ()
    cues: tuple[Hit[str], ...] = ()
    terms: tuple[Hit[tuple[str, str]], ...] = ()
    actors: tuple[Hit[Actor], ...] = ()
    people: tuple[Named, ...] = ()

    def span(self) -> Span:
        """Return its characters."""
        return self.prose.span(self.first, self.past)

    def has(self, cue: str) -> bool:
        """Whether a cue of this kind stands in it."""
        return any(hit.value == cue for hit in self.cues)

    @property
    def is_fragment(self) -> bool:
        """A line of metadata ("March 25, 2014 12:45 PM", "3 min read") rather than a sentence."""
        return self.rank > 0 and self.past - self.first <= 9 and not self.types


@dataclass(frozen=True, slots=True)
class Told:
    """All that was found in one field, before it is shared out."""

    prose: Prose
    moments: Sequence[Moment]
    toponyms: Sequence[Toponym]
    tallies: Sequence[Tally]
    people: Sequence[Named]
    types: Sequence[TypeHit]
    #: Types whose words name a happening by themselves.
    hard: frozenset[str]
    cues: Sequence[Hit[str]]
    terms: Sequence[Hit[tuple[str, str]]]
    actors: Sequence[Hit[Actor]]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Clauses that tell of one other incident."""

    kind: str
    moment: Moment | None
    #: Interval where only "days after" was told.
    relative: When | None
    clauses: tuple[Clause, ...]

    @property
    def interval(self) -> tuple[date, date] | None:
        """First and last day it may have been."""
        if self.moment and self.moment.start and self.moment.end:
            return self.moment.start, self.moment.end
        return (self.relative.start, self.relative.end) if self.relative else None

    def when(self) -> When | None:
        """Return its time as told."""
        return self.moment.when() if self.moment else self.relative
