"""The mentions of one article, put together from its words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.facts.casualties.least_victims import is_closed
from monitor.facts.casualties.own_tolls import Report, of_report
from monitor.facts.casualties.totals import counts
from monitor.facts.data import FactTools
from monitor.facts.finding import Finder
from monitor.facts.lexical.language import FALLBACK
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import HARD, Clause, Group
from monitor.facts.what import report_or_not
from monitor.facts.what.act_or_talk import Deeds, act_in_passing, is_hurt, weigh
from monitor.facts.what.follow_up import follows_up, is_of_happening, told_day, told_kind
from monitor.facts.what.incident_type import why_kind
from monitor.facts.what.not_incident import NoIncident, newsness, no_incident
from monitor.facts.what.other_incidents import split
from monitor.facts.what.round_up import ROUND_UP, round_up
from monitor.facts.what.told_elsewhere import told_elsewhere
from monitor.facts.what.told_in_passing import dated, deed, in_passing
from monitor.facts.what.type_choice import chosen_kind
from monitor.facts.what.weapons_and_targets import munitions, terms
from monitor.facts.when.event_time import MainDay, main_day, when_of
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
#: Texts without news that may be on a known incident; a drill, a match, a novel is on none.
_ON_SOMETHING = bags("verdict.mentions")["on_something"]
#: The type whose day and place are the court's.
_COURT = "verdict"
_TERM_CLAUSES = 12
#: Tolls told later in a text are mostly of something else; a crime report stays with its victims.
_LAST_RANK, _LAST_RANK_CLOSED = 14, 30
_FRESH_DAYS = 14
_LONG_WORDS = 30
#: Shorter texts are judged by their kinds alone.
_FEWEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class First:
    """What an article tells first: its time, its own clauses, those of other incidents."""

    found: list[Clause]
    #: What speaks for an act of violence, None where that is not weighed.
    told: Deeds | None
    #: Its incident type by all of its clauses, and how surely.
    kind: tuple[str, float]
    day: MainDay | None
    own: list[Clause]
    groups: list[Group]


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
        first = self.first()
        day, told, own, groups = first.day, first.told, first.own, first.groups
        main = day.moment if day else None
        nothing = self._nothing(first)
        if nothing:
            return self._no_facts(nothing, first)
        primary = self._told_first(first)
        cause = deed(own, main, self.tools.groups) if primary.incident_type == _COURT else None
        if cause is not None:
            groups = groups or [cause]
            if cause.moment is not None:
                # Its dead and wounded are those of the deed.
                primary = replace(primary, counts=())
        elif self.tools.groups.get(primary.incident_type) not in HARD:
            passing = in_passing(own, self.tools.groups)
            groups += [passing] if passing else []
        mentions = (primary, *self._others(groups, primary.where))
        hard = self.tools.groups.get(primary.incident_type) in HARD
        away = told_elsewhere(first.found, first.groups, main) if hard else ()
        acts, about = self._of_acts(mentions, told), self._followed_up(first)
        return Facts(mentions=acts, elsewhere=away, about=about)

    def _followed_up(self, first: First) -> Mention | None:
        """What a report of an aftermath is on: all that it tells, without the day of its news."""
        if not follows_up(self.fields, self.tongue.language):
            return None
        moment = told_day(first.found, self.found.anchor())
        if moment is None and first.day and (day := first.day.told):
            own = is_of_happening(day.clause, day.moment, day.of, self.tongue.language)
            moment = day.moment if own else None
        kind = told_kind(first.found, self.tools.groups) or first.kind[0]
        whole = self._primary(first.found, None, (kind, first.kind[1]))
        return replace(whole, when=moment.when() if moment else None)

    def _no_facts(self, nothing: NoIncident, first: First) -> Facts:
        """The facts of one that reports nothing new: what it looks back to, what it is on."""
        looked_back = nothing.reason in ("analysis", ROUND_UP)
        spoken = dated(first.found, self.tools.groups) if looked_back else []
        return Facts(
            mentions=self._others(spoken, ()),
            not_incident=nothing.reason,
            not_incident_span=nothing.span,
            not_incident_share=nothing.share,
            about=self._told_first(first) if nothing.reason in _ON_SOMETHING else None,
        )

    def _told_first(self, first: First) -> Mention:
        whole = len(first.own) == len(first.found)
        kind = first.kind if whole else self.kind(first.own, first.told)
        return self._primary(first.own, first.day, kind)

    def first(self) -> First:
        """Return what the article tells first, apart from what else it tells of."""
        found = self.found.clauses()
        told = deeds_told(self.found, found)
        told_kind = self.kind(found, told)
        kind = told_kind[0]
        group = kind if kind == _COURT else self.tools.groups.get(kind, kind)
        day = main_day(found, self.found.anchor(), group, self.tools.days)
        own, groups = split(found, day.moment if day else None, self.tools.groups)
        return First(found, told, told_kind, day, own, groups)

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

    def _nothing(self, first: First) -> NoIncident | None:
        """Why the article reports no incident, or None."""
        found, own = first.found, first.own
        main = first.day.moment if first.day and first.day.told else None
        hurt, act = is_hurt(own), self._is_act(first.told)
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
        nothing = nothing or round_up(self.fields)
        return nothing or self._no_report(found, fresh=act or (lead and (recent or hurt)))

    def _no_report(self, found: list[Clause], *, fresh: bool) -> NoIncident | None:
        """What the article is instead of a report, where its whole shape says so."""
        text = self.fields[-1]
        if text.field != "text" or len(text.words) < _LONG_WORDS:
            return None
        made = report_or_not.signs(
            self.fields,
            found,
            self.found.anchor(),
            tongue=self.tongue,
            url=self.article.url,
            roots=self.tools.groups,
        )
        told = report_or_not.weigh(made, self.tools.no_report, fresh=fresh)
        return told and NoIncident(told[0], found[0].span(), told[1])

    def report(self, kind: str, day: MainDay | None) -> Report:
        """Return what its tolls are weighed by."""
        groups = self.tools.groups
        return Report(kind, groups.get(kind, kind), day.moment if day else None, groups)

    def _is_act(self, told: Deeds | None) -> bool:
        return told is not None and told.score >= self.tools.deeds.enough

    def kind(self, own: list[Clause], told: Deeds | None) -> tuple[str, float]:
        """The type that these clauses tell of, and how surely."""
        act = self._is_act(told)
        return chosen_kind(
            own,
            self.tools.groups,
            self.tools.type_choice,
            language=self.tongue.language,
            hurt=is_hurt(own),
            talk=told is not None and not act,
            act=act,
        )

    def _primary(self, own: list[Clause], day: MainDay | None, told: tuple[str, float]) -> Mention:
        kind, share = told
        closed = is_closed(kind, own)
        last = _LAST_RANK_CLOSED if closed else _LAST_RANK
        counted = of_report(own, self.report(kind, day), self.tools.tolls)
        return Mention(
            ordinal=0,
            role=Role.PRIMARY,
            incident_type=kind,
            when=day.when() if day else None,
            where=self._where(own, kind),
            counts=counts(counted, closed=closed, last_rank=last)
            + munitions(own, self.tongue.numbers),
            actors=roles(own),
            persons=persons(own),
            terms=terms(own[:_TERM_CLAUSES]),
            spans=tuple(c.span() for c in own[:_LEAD_SENTENCES]),
            type_reason=why_kind(own, kind),
            type_confidence=round(share, 4),
            is_hard=self.tools.groups.get(kind) in HARD,
        )

    def _where(self, own: list[Clause], kind: str) -> tuple[Where, ...]:
        court = kind == _COURT
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
            court=kind == _COURT,
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


def deeds_told(finder: Finder, found: list[Clause]) -> Deeds | None:
    """Return what speaks for an act of violence; None where words are too few or not English."""
    if finder.tongue.language != FALLBACK or not finder.is_english():
        return None
    if sum(c.past - c.first for c in found) < _FEWEST_WORDS:
        return None
    return weigh(found, finder.anchor(), finder.tools.groups, finder.tools.deeds)


def _background_where(group: Group, main: tuple[Where, ...]) -> tuple[Where, ...]:
    """Its own places; the main one first where they only point at it ("the facility")."""
    told = places(group.clauses, strict=True)
    if told and told[0].place.precision <= 4:
        return told
    return same_place(group.clauses, main) + told
