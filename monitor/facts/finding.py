"""What an article's title and text tell, found clause by clause. Nothing is chosen here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from monitor.facts import headlines
from monitor.facts.attachment import is_street
from monitor.facts.casualties.person_chains import Chains
from monitor.facts.casualties.person_counts import Crowd
from monitor.facts.casualties.tolls import TollReader
from monitor.facts.clauses import clauses
from monitor.facts.data import FactTools
from monitor.facts.headlines import HeadlineWords
from monitor.facts.lexical.language import FALLBACK
from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose, headline, prose, settled
from monitor.facts.nouns import Actor, Clause, Moment, Named, Told, Toponym, TypeHit
from monitor.facts.when.moments import stamped
from monitor.facts.when.time_expressions import date_reader
from monitor.facts.where.named import Chances, chances
from monitor.facts.where.nations import hints
from monitor.facts.where.place_words import local_words
from monitor.facts.where.resolution import resolve
from monitor.facts.where.toponyms import find
from monitor.facts.who.actor_names import implied, sole_group
from monitor.facts.who.persons import people
from monitor.facts.who.unlisted_groups import unlisted
from monitor.language.tokens import key
from monitor.model.reading import Article


class Finder:
    """One article being searched for times, places, tolls, persons, actors and words of types."""

    def __init__(self, article: Article, tools: FactTools) -> None:
        self.article = article
        self.tools = tools
        self.tongue = tools.tongue(article.language)
        cut = tools.cut(article.language)
        text = prose("text", article.text, article.language, cut)
        title = prose("title", headline(article.title), article.language, cut)
        title = settled(title, text)
        #: What a headline alone is read with; None where there is a text, or another language.
        self.alone = None if text.words else self._alone()
        if self.alone is not None:
            self.tongue = self.alone.tongue
            title = headlines.lowered(title, self.alone, tools.gazetteer, tools.names)
        self.fields = tuple(p for p in (title, text) if p.words)
        self._day = self._written()

    def _alone(self) -> HeadlineWords | None:
        english = self.tongue.language == FALLBACK
        return self.tools.headlines if english and self.is_english() else None

    def is_english(self) -> bool:
        return self.article.language[:2] in ("en", "")

    def anchor(self) -> date | None:
        """The local day that the text was written: of publication, or of its own stamp before."""
        return self._day

    def _written(self) -> date | None:
        day = self._published()
        written = stamped(self.article.text) if day is not None else None
        return written if written and day and written < day else day

    def _published(self) -> date | None:
        published = self.article.published
        if published is None:
            return None
        if self.article.published_precision == "second":
            hours = self.tools.gazetteer.offsets.get(self.article.outlet_country, 0.0)
            published += timedelta(hours=hours)
        return published.date()

    def clauses(self) -> list[Clause]:
        """Return title and text as clauses, each with what it tells."""
        actors = {p.field: self._actors(p) for p in self.fields}
        named = {
            p.field: people(p, self.tools.names.given, self.tools.gazetteer.knows)
            for p in self.fields
        }
        surnames = frozenset(
            key(n.name).split()[-1] for found in named.values() for n in found if n.name
        )
        told = chances(self.fields, self.tools.known)
        places = {
            p.field: self._toponyms(p, actors[p.field], named[p.field], surnames, told[p.field])
            for p in self.fields
        }
        resolved = resolve(
            [t for found in places.values() for t in found],
            self.article.outlet_country,
            self._home(),
        )
        places = {p.field: [t for t in resolved if t.prose is p] for p in self.fields}
        group = sole_group(hit for hits in actors.values() for hit in hits)
        for p in self.fields:
            meant = implied(p, actors[p.field], group)
            actors[p.field] = sorted(actors[p.field] + meant, key=lambda hit: hit.first)
        return clauses(
            self._told(p, actors[p.field], named[p.field], places[p.field]) for p in self.fields
        )

    def _actors(self, field: Prose) -> list[Hit[Actor]]:
        listed = self.tools.actors.find(field)
        named = unlisted(field, listed)
        taken = {i for hit in named for i in range(hit.first, hit.past)}
        kept = [hit for hit in listed if taken.isdisjoint(range(hit.first, hit.past))]
        return sorted(kept + named, key=lambda hit: hit.first)

    def _home(self) -> list[Toponym]:
        """Places in the outlet's own words at the end of the headline."""
        rest = self.article.title[len(headline(self.article.title)) :]
        if not rest:
            return []
        nobody: frozenset[int] = frozenset()
        field = prose("outlet", rest, cut=self.tools.cut(self.article.language))
        return find(field, self.tools.gazetteer, self.tools.names, nobody, frozenset(), frozenset())

    def _toponyms(
        self,
        field: Prose,
        actors: list[Hit[Actor]],
        named: list[Named],
        surnames: frozenset[str],
        told: Chances,
    ) -> list[Toponym]:
        bodies = {
            i
            for hit in actors
            if hit.value.kind != "government" or hit.past - hit.first > 1
            for i in range(hit.first, hit.past)
        }
        bodies |= {i for person in named for i in range(person.first, person.past)}
        if self.tongue.language != FALLBACK:
            bodies |= self._no_places(field)
        nouns = self.tongue.tolls.persons
        gazetteer = self.tools.gazetteer
        found = find(field, gazetteer, self.tools.names, frozenset(bodies), nouns, surnames, told)
        taken = {i for t in found for i in range(t.first, t.past)}
        extra = hints(field, self.tools.nations, gazetteer)
        found += [one for one in extra if one.first not in taken]
        found.sort(key=lambda one: one.first)
        if self.alone is not None:
            found += headlines.nations(field, gazetteer, found, self.alone)
        return found

    def _no_places(self, field: Prose) -> set[int]:
        """Words that say "town" or "from", or of time at a sentence's beginning; where case says
        nothing, of time, persons, happenings.

        "دوشنبه" is Monday and Dushanbe, "سيول" floods and Seoul, "المدينة" the town and Medina.
        """
        sorts = local_words(field.language)
        if not field.uncased:
            times = self.tongue.times.words
            opening = {first for first, _ in field.sentences if field.words[first] in times}
            return opening | {i for i, word in enumerate(field.words) if word in sorts}
        no_names = sorts | self.tongue.times.words.keys() | self.tongue.tolls.persons
        found = {i for i, word in enumerate(field.words) if word in no_names}
        return found | {h.first for h in self.tongue.types.find(field.words)}

    def _told(
        self,
        field: Prose,
        actors: list[Hit[Actor]],
        named: list[Named],
        toponyms: list[Toponym],
    ) -> Told:
        moments = self._moments(field)
        masked = frozenset(i for m in moments for i in range(m.first, m.past))
        victims = {n.first: (n.end, key(n.name)) for n in named if not n.office}
        officers = {n.first: (n.end, key(n.name)) for n in named if n.office}
        crowd = Crowd(field, self.tongue, masked, victims, officers)
        tallies = TollReader(field, self.tongue, crowd, Chains(field, self.tongue, crowd)).find()
        types = _types(self.tongue.types.find(field.words), moments)
        if self.alone is not None:
            tallies = headlines.tallies(field, tallies, self.alone)
            hurt = any(t.field in ("killed", "injured", "shot") and t.best > 0 for t in tallies)
            types = headlines.meant(field, types, self.tools.groups, self.alone, hurt=hurt)
        return Told(
            prose=field,
            moments=moments,
            toponyms=_places_only(toponyms, actors),
            tallies=tallies,
            people=named,
            types=types,
            hard=self.tools.hard,
            cues=[c for c in self.tongue.cues.find(field.words) if not is_street(field, c)],
            terms=self.tongue.terms.find(field.words),
            actors=actors,
        )

    def _moments(self, field: Prose) -> tuple[Moment, ...]:
        american = self.article.outlet_country == "US"
        return date_reader(
            field, self.tongue.times, self.tongue.numbers, self.anchor(), month_first=american
        ).find()


def _types(found: list[TypeHit], moments: tuple[Moment, ...]) -> list[TypeHit]:
    """ "attack on Thursday" names no target: its phrase is only a weak sign."""
    times = {m.first for m in moments}
    return [
        Hit(h.first, h.past, (h.value[0], False)) if h.past in times and h.past - h.first > 1 else h
        for h in found
    ]


def _places_only(toponyms: list[Toponym], actors: list[Hit[Actor]]) -> list[Toponym]:
    """Places that are resolved; a capital that stands for its government counts little."""
    governments = {hit.first for hit in actors}
    return [
        replace(t, weak=True) if t.first in governments and not t.after_preposition else t
        for t in toponyms
        if t.chosen
    ]
