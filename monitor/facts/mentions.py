"""The mentions of one article, put together from its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from monitor.facts.actors import roles
from monitor.facts.background import Group, split
from monitor.facts.clauses import Clause, Told, clauses
from monitor.facts.crowd import Crowd
from monitor.facts.data import FactTools
from monitor.facts.dates import DateReader, Moment
from monitor.facts.kinds import main_kind, weigh
from monitor.facts.people import Named, people
from monitor.facts.phrases import Hit
from monitor.facts.prose import Prose, headline, key, prose
from monitor.facts.register import Actor
from monitor.facts.resolve import resolve
from monitor.facts.scene import main_when, places, same_place, when_of
from monitor.facts.sums import counts
from monitor.facts.terms import munitions, terms
from monitor.facts.tolls import TollReader
from monitor.facts.toponyms import Toponym, find
from monitor.model.facts import Facts, Mention, Where
from monitor.model.names import Role
from monitor.model.reading import Article

_LEAD_SENTENCES = 3
_TERM_CLAUSES = 12
_LAST_RANK = 14
#: Reports of these count their victims one by one.
_CLOSED = frozenset(("shooting", "stabbing", "robbery", "assault"))


class Reader:
    """One article being read."""

    def __init__(self, article: Article, tools: FactTools) -> None:
        self.article = article
        self.tools = tools
        self.tongue = tools.tongue(article.language)
        self.fields = tuple(
            p
            for p in (prose("title", headline(article.title)), prose("text", article.text))
            if p.words
        )

    def facts(self) -> Facts:
        """Return the facts."""
        if not self.fields:
            return Facts(mentions=(), not_incident="no_happening")
        found = self._clauses()
        main = main_when(found, self.anchor())
        own, groups = split(found, main, self.tools.groups)
        primary = self._primary(own, main)
        told = [self._background(group, primary) for group in groups]
        kept = [m for m in told if m.when or m.where]
        others = tuple(replace(m, ordinal=n) for n, m in enumerate(kept, 1))
        return Facts(mentions=(primary, *others))

    def _clauses(self) -> list[Clause]:
        actors = {p.field: self.tools.actors.find(p) for p in self.fields}
        named = {
            p.field: people(p, self.tools.names.given, self.tools.gazetteer.knows)
            for p in self.fields
        }
        surnames = frozenset(
            key(n.name).split()[-1] for found in named.values() for n in found if n.name
        )
        places = {
            p.field: self._toponyms(p, actors[p.field], named[p.field], surnames)
            for p in self.fields
        }
        resolve(
            [t for found in places.values() for t in found],
            self.tools.gazetteer,
            self.article.outlet_country,
        )
        return clauses(
            self._told(p, actors[p.field], named[p.field], places[p.field]) for p in self.fields
        )

    def _toponyms(
        self,
        field: Prose,
        actors: list[Hit[Actor]],
        named: list[Named],
        surnames: frozenset[str],
    ) -> list[Toponym]:
        bodies = {
            i
            for hit in actors
            if hit.value.kind != "government" or hit.past - hit.first > 1
            for i in range(hit.first, hit.past)
        }
        bodies |= {i for person in named for i in range(person.first, person.past)}
        persons = self.tongue.tolls.persons
        return find(
            field, self.tools.gazetteer, self.tools.names, frozenset(bodies), persons, surnames
        )

    def _told(
        self,
        field: Prose,
        actors: list[Hit[Actor]],
        named: list[Named],
        toponyms: list[Toponym],
    ) -> Told:
        moments = self._moments(field)
        masked = frozenset(i for m in moments for i in range(m.first, m.past))
        persons = {n.first: (n.end, key(n.name)) for n in named if not n.office}
        crowd = Crowd(field, self.tongue, masked, persons)
        return Told(
            prose=field,
            moments=moments,
            toponyms=_places_only(toponyms, actors),
            tallies=TollReader(field, self.tongue, crowd).find(),
            people=named,
            types=self.tongue.types.find(field.words),
            cues=self.tongue.cues.find(field.words),
            terms=self.tongue.terms.find(field.words),
            actors=actors,
        )

    def _moments(self, field: Prose) -> tuple[Moment, ...]:
        american = self.article.outlet_country == "US"
        return DateReader(
            field, self.tongue.times, self.tongue.numbers, self.anchor(), american
        ).find()

    def _primary(self, own: list[Clause], main: Moment | None) -> Mention:
        hurt = any(
            t.field in ("killed", "injured", "shot") and t.best > 0
            for c in own
            if c.rank <= 2
            for t in c.tallies
        )
        kind = main_kind(weigh(own), self.tools.groups, hurt=hurt)
        return Mention(
            ordinal=0,
            role=Role.PRIMARY,
            incident_type=kind,
            when=when_of(main),
            where=places(own),
            counts=counts(own, closed=kind in _CLOSED, last_rank=_LAST_RANK) + munitions(own, self.tongue.numbers),
            actors=roles(own),
            persons=(),
            terms=terms(own[:_TERM_CLAUSES]),
            spans=tuple(c.span() for c in own[:_LEAD_SENTENCES]),
        )

    def _background(self, group: Group, primary: Mention) -> Mention:
        return Mention(
            ordinal=1,
            role=Role.BACKGROUND,
            incident_type=group.kind,
            when=group.when(),
            where=_background_where(group, primary),
            counts=counts(group.clauses, closed=False)
            + munitions(group.clauses, self.tongue.numbers),
            actors=roles(group.clauses),
            persons=(),
            terms=terms(group.clauses),
            spans=tuple(c.span() for c in group.clauses),
        )

    def anchor(self) -> date | None:
        """The local day of publication."""
        published = self.article.published
        if published is None:
            return None
        if self.article.published_precision == "second":
            hours = self.tools.gazetteer.offsets.get(self.article.outlet_country, 0.0)
            published += timedelta(hours=hours)
        return published.date()


def _places_only(toponyms: list[Toponym], actors: list[Hit[Actor]]) -> list[Toponym]:
    """Places that are resolved; a capital that stands for its government counts little."""
    governments = {hit.first for hit in actors}
    for toponym in toponyms:
        if toponym.first in governments and not toponym.after_preposition:
            toponym.weak = True
    return [t for t in toponyms if t.chosen]


def _background_where(group: Group, primary: Mention) -> tuple[Where, ...]:
    """Its own places; the main one first where they only point at it ("the facility")."""
    told = places([c for c in group.clauses], strict=True)
    if told and told[0].place.precision <= 4:
        return told
    return same_place(group.clauses, primary.where) + told
