"""The mentions of one article, put together from its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from monitor.facts import headlines
from monitor.facts.attachment import is_street
from monitor.facts.casualties.least_victims import is_closed
from monitor.facts.casualties.person_chains import Chains
from monitor.facts.casualties.person_counts import Crowd
from monitor.facts.casualties.tolls import TollReader
from monitor.facts.casualties.totals import counts
from monitor.facts.clauses import clauses
from monitor.facts.data import FactTools
from monitor.facts.headlines import HeadlineWords
from monitor.facts.lexical.language import FALLBACK
from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose, headline, prose, settled
from monitor.facts.nouns import Actor, Clause, Group, Moment, Named, Told, Toponym, TypeHit
from monitor.facts.what.act_or_talk import Deeds, act_in_passing, is_hurt, weigh
from monitor.facts.what.incident_type import main_kind, why_kind
from monitor.facts.what.not_incident import NoIncident, newsness, no_incident
from monitor.facts.what.other_incidents import dated, deed, in_passing, split
from monitor.facts.what.weapons_and_targets import munitions, terms
from monitor.facts.when.event_time import main_when, when_of
from monitor.facts.when.moments import stamped
from monitor.facts.when.time_expressions import date_reader
from monitor.facts.where.event_place import places, same_place
from monitor.facts.where.resolution import resolve
from monitor.facts.where.toponyms import find
from monitor.facts.who.actor_names import implied, sole_group
from monitor.facts.who.actor_roles import roles, with_doers
from monitor.facts.who.person_outcomes import persons
from monitor.facts.who.persons import people
from monitor.facts.who.unlisted_groups import unlisted
from monitor.language.tokens import key
from monitor.model.facts import Facts, Mention, Where
from monitor.model.names import Role
from monitor.model.reading import Article

_LEAD_SENTENCES = 3
_HARD = ("violent", "battle", "disaster", "accident")
_TERM_CLAUSES = 12
#: Tolls told later in a text are mostly of something else; a crime report stays with its victims.
_LAST_RANK, _LAST_RANK_CLOSED = 14, 30
_FRESH_DAYS = 14
_LONG_WORDS = 30
#: Shorter texts are judged by their kinds alone.
_FEWEST_WORDS = 60


class Reader:
    """One article being read."""

    def __init__(self, article: Article, tools: FactTools) -> None:
        self.article = article
        self.tools = tools
        self.tongue = tools.tongue(article.language)
        text = prose("text", article.text, article.language)
        title = settled(prose("title", headline(article.title), article.language), text)
        #: What a headline alone is read with; None where there is a text, or another language.
        self.alone = None if text.words else self._alone()
        if self.alone is not None:
            self.tongue = self.alone.tongue
            title = headlines.lowered(title, self.alone, tools.gazetteer, tools.names)
        self.fields = tuple(p for p in (title, text) if p.words)
        self._day = self._written()

    def _alone(self) -> HeadlineWords | None:
        english = self.tongue.language == FALLBACK
        return self.tools.headlines if english and self._is_english() else None

    def _is_english(self) -> bool:
        return self.article.language[:2] in ("en", "")

    def facts(self) -> Facts:
        """Return the facts."""
        if not self.fields:
            return Facts(mentions=(), not_incident="no_happening")
        found = self.clauses()
        told = self._deeds(found)
        talk = told is not None and told.score < self.tools.deeds.enough
        act = told is not None and not talk
        kind = main_kind(found, self.tools.groups, hurt=is_hurt(found), talk=talk, act=act)
        court = kind == "verdict"
        main = main_when(found, self.anchor(), court=court)
        own, groups = split(found, main, self.tools.groups)
        hurt = is_hurt(own)
        nothing = self._nothing(own, main, hurt=hurt)
        if nothing:
            looked_back = nothing.reason == "analysis"
            spoken = dated(found, self.tools.groups) if looked_back else []
            return Facts(
                mentions=self._others(spoken, ()),
                not_incident=nothing.reason,
                not_incident_span=nothing.span,
            )
        kind = main_kind(own, self.tools.groups, hurt=hurt, talk=talk, act=act)
        primary = self._primary(own, main, kind)
        cause = deed(own, main, self.tools.groups) if primary.incident_type == "verdict" else None
        if cause is not None:
            groups = groups or [cause]
            if cause.moment is not None:
                # Its dead and wounded are those of the deed.
                primary = replace(primary, counts=())
        elif self.tools.groups.get(primary.incident_type) not in _HARD:
            passing = in_passing(own, self.tools.groups)
            groups += [passing] if passing else []
        mentions = (primary, *self._others(groups, primary.where))
        return Facts(mentions=self._of_acts(mentions, told))

    def _deeds(self, found: list[Clause]) -> Deeds | None:
        """What speaks for an act of violence; None where the words are too few or not English."""
        if self.tongue.language != FALLBACK or not self._is_english():
            return None
        if sum(c.past - c.first for c in found) < _FEWEST_WORDS:
            return None
        return weigh(found, self.anchor(), self.tools.groups, self.tools.deeds)

    def _of_acts(self, mentions: tuple[Mention, ...], told: Deeds | None) -> tuple[Mention, ...]:
        """The mentions without violence that is only spoken of; with an act told nowhere else."""
        if told is None:
            return mentions
        roots = self.tools.groups
        violent = [m for m in mentions if roots.get(m.incident_type) == "violent"]
        if told.score < self.tools.deeds.enough:
            kept = [m for m in mentions if m.ordinal == 0 or m not in violent]
            return tuple(replace(m, ordinal=n) for n, m in enumerate(kept))
        if violent:
            return with_doers(mentions, told.clauses, roots)
        passing = act_in_passing(told.clauses, roots)
        added = self._others([passing], mentions[0].where) if passing else ()
        every = (*mentions, *(replace(m, ordinal=len(mentions)) for m in added))
        return with_doers(every, told.clauses, roots)

    def _others(self, groups: list[Group], where: tuple[Where, ...]) -> tuple[Mention, ...]:
        """The background mentions, numbered, those left out that tell nothing."""
        told = [self._background(group, where) for group in groups]
        kept = [m for m in told if m.when or m.where or m.counts or m.actors]
        return tuple(replace(m, ordinal=n) for n, m in enumerate(kept, 1))

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
        places = {
            p.field: self._toponyms(p, actors[p.field], named[p.field], surnames)
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
        field = prose("outlet", rest)
        return find(field, self.tools.gazetteer, self.tools.names, nobody, frozenset(), frozenset())

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
        nouns = self.tongue.tolls.persons
        gazetteer = self.tools.gazetteer
        found = find(field, gazetteer, self.tools.names, frozenset(bodies), nouns, surnames)
        if self.alone is not None:
            found += headlines.nations(field, gazetteer, found, self.alone)
        return found

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

    def _nothing(self, own: list[Clause], main: Moment | None, *, hurt: bool) -> NoIncident | None:
        """Why the article reports no incident, or None."""
        by_name = {p.field: p for p in self.fields}
        anchor = self.anchor()
        recent = bool(
            main and main.start and (anchor is None or (anchor - main.start).days <= _FRESH_DAYS)
        )
        lead = any(strong for c in own if c.rank <= 1 for h in c.hard for _, strong in (h.value,))
        reported = newsness(own)
        nothing = no_incident(
            by_name.get("title"),
            by_name.get("text"),
            self.tongue,
            fresh=lead and (recent or hurt),
            reported=reported,
        )
        told = reported or main or hurt or any(c.types for c in own if c.rank <= 1)
        if nothing is None and not told and self._is_timeless():
            return NoIncident("no_happening", own[-1].span())
        return nothing

    def _is_timeless(self) -> bool:
        """Whether there is enough text to say that no day is told in it."""
        text = self.fields[-1]
        days = self.tongue.times.words
        named = any(
            days.get(w, ("", 0))[0] in ("weekday", "today", "yesterday") for w in text.words
        )
        return text.field == "text" and len(text.words) >= _LONG_WORDS and not named

    def _primary(self, own: list[Clause], main: Moment | None, kind: str) -> Mention:
        closed = is_closed(kind, own)
        return Mention(
            ordinal=0,
            role=Role.PRIMARY,
            incident_type=kind,
            when=when_of(main, own),
            where=places(own, court=kind == "verdict"),
            counts=counts(own, closed=closed, last_rank=_LAST_RANK_CLOSED if closed else _LAST_RANK)
            + munitions(own, self.tongue.numbers),
            actors=roles(own),
            persons=persons(own),
            terms=terms(own[:_TERM_CLAUSES]),
            spans=tuple(c.span() for c in own[:_LEAD_SENTENCES]),
            type_reason=why_kind(own, kind),
        )

    def _background(self, group: Group, where: tuple[Where, ...]) -> Mention:
        return Mention(
            ordinal=1,
            role=Role.BACKGROUND,
            incident_type=group.kind,
            when=group.when() if group.moment is None else when_of(group.moment, group.clauses),
            where=_background_where(group, where),
            counts=counts(group.clauses, closed=False)
            + munitions(group.clauses, self.tongue.numbers),
            actors=roles(group.clauses),
            persons=persons(group.clauses),
            terms=terms(group.clauses),
            spans=tuple(c.span() for c in group.clauses),
            type_reason=why_kind(group.clauses, group.kind),
        )

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


def _background_where(group: Group, main: tuple[Where, ...]) -> tuple[Where, ...]:
    """Its own places; the main one first where they only point at it ("the facility")."""
    told = places(group.clauses, strict=True)
    if told and told[0].place.precision <= 4:
        return told
    return same_place(group.clauses, main) + told
