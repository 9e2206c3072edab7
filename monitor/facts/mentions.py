"""The mentions of one article, put together from its words."""

from __future__ import annotations

from datetime import date, timedelta

from monitor.facts.clauses import Clause, clauses
from monitor.facts.data import FactTools
from monitor.facts.dates import DateReader, Moment
from monitor.facts.kinds import main_kind, weigh
from monitor.facts.people import Named, people
from monitor.facts.prose import prose
from monitor.facts.resolve import resolve
from monitor.facts.scene import main_when, places, when_of
from monitor.facts.sums import counts
from monitor.facts.tolls import Tally, TollReader
from monitor.facts.toponyms import Toponym, find
from monitor.model.facts import Facts, Mention
from monitor.model.names import Role
from monitor.model.reading import Article

_LEAD_SENTENCES = 3
#: Reports of these count their victims one by one.
_CLOSED = frozenset(("shooting", "stabbing", "robbery", "assault"))


class Reader:
    """One article being read."""

    def __init__(self, article: Article, tools: FactTools) -> None:
        self.article = article
        self.tools = tools
        self.tongue = tools.tongue(article.language)
        self.title = prose("title", article.title)
        self.text = prose("text", article.text)
        self.fields = tuple(p for p in (self.title, self.text) if p.words)

    def facts(self) -> Facts:
        """Return the facts."""
        if not self.fields:
            return Facts(mentions=(), not_incident="no_happening")
        found = self._clauses()
        return Facts(mentions=(self._primary(found),))

    def _clauses(self) -> list[Clause]:
        moments, toponyms = self._moments(), self._toponyms()
        named = self._people(moments, toponyms)
        types = {p.field: self.tongue.types.find(p.words) for p in self.fields}
        cues = {p.field: self.tongue.cues.find(p.words) for p in self.fields}
        return clauses(
            self.fields, moments, toponyms, self._tallies(moments, named), types, cues
        )

    def _primary(self, found: list[Clause]) -> Mention:
        front = [c for c in found if not c.back]
        hurt = any(
            t.field in ("killed", "injured", "shot") and t.best > 0
            for c in front
            if c.rank <= 2
            for t in c.tallies
        )
        kind = main_kind(weigh(front), self.tools.parents, hurt=hurt)
        moment = main_when(found, self.anchor(), dated_by=frozenset())
        return Mention(
            ordinal=0,
            role=Role.PRIMARY,
            incident_type=kind,
            when=when_of(moment),
            where=places(front),
            counts=counts(front, closed=kind in _CLOSED),
            actors=(),
            persons=(),
            terms=(),
            spans=tuple(c.span() for c in front[:_LEAD_SENTENCES]),
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

    def _moments(self) -> list[Moment]:
        found: list[Moment] = []
        for field in self.fields:
            reader = DateReader(
                field,
                self.tongue.times,
                self.tongue.numbers,
                self.anchor(),
                self.article.outlet_country == "US",
            )
            found += reader.find()
        return found

    def _people(self, moments: list[Moment], toponyms: list[Toponym]) -> list[Named]:
        found: list[Named] = []
        for field in self.fields:
            taken = frozenset(
                i
                for item in (*moments, *toponyms)
                if item.prose is field
                for i in range(item.first, item.past)
            )
            found += people(field, self.tools.names.given, taken)
        return found

    def _tallies(self, moments: list[Moment], named: list[Named]) -> list[Tally]:
        found: list[Tally] = []
        for field in self.fields:
            masked = frozenset(
                i for m in moments if m.prose is field for i in range(m.first, m.past)
            )
            persons = {n.first: n.end for n in named if n.prose is field and not n.office}
            found += TollReader(field, self.tongue, masked, persons).find()
        return found

    def _toponyms(self) -> list[Toponym]:
        found = [t for p in self.fields for t in find(p, self.tools.gazetteer, self.tools.names)]
        resolve(found, self.tools.gazetteer, self.article.outlet_country)
        return [t for t in found if t.chosen]
