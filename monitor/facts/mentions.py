"""The mentions of one article, put together from its words."""

from __future__ import annotations

from dataclasses import replace

from monitor.facts.casualties.least_victims import is_closed
from monitor.facts.casualties.totals import counts
from monitor.facts.data import FactTools
from monitor.facts.finding import Finder
from monitor.facts.lexical.language import FALLBACK
from monitor.facts.nouns import Clause, Group, Moment
from monitor.facts.what.act_or_talk import Deeds, act_in_passing, is_hurt, weigh
from monitor.facts.what.incident_type import main_kind, why_kind
from monitor.facts.what.not_incident import NoIncident, newsness, no_incident
from monitor.facts.what.other_incidents import split
from monitor.facts.what.told_in_passing import dated, deed, in_passing
from monitor.facts.what.weapons_and_targets import munitions, terms
from monitor.facts.when.event_time import main_when, when_of
from monitor.facts.where.event_place import places, same_place
from monitor.facts.where.homes import home, language_home
from monitor.facts.where.scene import scenes
from monitor.facts.where.scene_nouns import Setting
from monitor.facts.who.actor_roles import roles, with_doers
from monitor.facts.who.person_outcomes import persons
from monitor.model.facts import Facts, Mention, Where
from monitor.model.names import Role
from monitor.model.reading import Article

#: Why an article in a language without lists reports nothing that we could say.
UNREAD = "unread_language"
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
    """One article's mentions being chosen from what was found in it."""

    def __init__(self, article: Article, tools: FactTools) -> None:
        self.article = article
        self.tools = tools
        self.found = Finder(article, tools)
        self.tongue = self.found.tongue
        self.fields = self.found.fields

    def facts(self) -> Facts:
        """Return the facts."""
        if not self.tools.reads(self.article.language):
            return Facts(mentions=(), not_incident=UNREAD)
        if not self.fields:
            return Facts(mentions=(), not_incident="no_happening")
        found = self.found.clauses()
        told = self._deeds(found)
        talk = told is not None and told.score < self.tools.deeds.enough
        act = told is not None and not talk
        kind = main_kind(found, self.tools.groups, hurt=is_hurt(found), talk=talk, act=act)
        court = kind == "verdict"
        main = main_when(found, self.found.anchor(), court=court)
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
        if self.tongue.language != FALLBACK or not self.found.is_english():
            return None
        if sum(c.past - c.first for c in found) < _FEWEST_WORDS:
            return None
        return weigh(found, self.found.anchor(), self.tools.groups, self.tools.deeds)

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

    def _nothing(self, own: list[Clause], main: Moment | None, *, hurt: bool) -> NoIncident | None:
        """Why the article reports no incident, or None."""
        by_name = {p.field: p for p in self.fields}
        anchor = self.found.anchor()
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
            where=self._where(own, kind),
            counts=counts(own, closed=closed, last_rank=_LAST_RANK_CLOSED if closed else _LAST_RANK)
            + munitions(own, self.tongue.numbers),
            actors=roles(own),
            persons=persons(own),
            terms=terms(own[:_TERM_CLAUSES]),
            spans=tuple(c.span() for c in own[:_LEAD_SENTENCES]),
            type_reason=why_kind(own, kind),
        )

    def _where(self, own: list[Clause], kind: str) -> tuple[Where, ...]:
        court = kind == "verdict"
        if self.found.alone is not None:
            # The weights were fitted on texts.
            return places(own, court=court)
        names = self.tools.gazetteer.country_names
        return scenes(own, self._setting(kind), self.tools.scenes, names)

    def _setting(self, kind: str) -> Setting:
        article, gazetteer = self.article, self.tools.gazetteer
        return Setting(
            kind=kind,
            group=self.tools.groups.get(kind, ""),
            home=home(article.outlet_country, article.url, gazetteer.country_names),
            tongue_home=language_home(article.language),
            court=kind == "verdict",
            capitals=gazetteer.capitals,
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


def _background_where(group: Group, main: tuple[Where, ...]) -> tuple[Where, ...]:
    """Its own places; the main one first where they only point at it ("the facility")."""
    told = places(group.clauses, strict=True)
    if told and told[0].place.precision <= 4:
        return told
    return same_place(group.clauses, main) + told
