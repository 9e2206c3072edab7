"""What is known of the incidents met last, kept between articles so that each costs alike.

Nothing here is relied on without asking the store first which rows changed (`touched`): those are
read again, all of them after a merge, a rollback or another connection's write. What is handed out
is what `reports.of_incident`, `claims.of_incident`, `alerts.of_incident` and `lineage_of.gather`
would return. For one thread, as deciding is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from monitor.incidents.ballots import Ballot, ballot
from monitor.incidents.ledger import Ledger
from monitor.incidents.outcome import History
from monitor.jobs import lineage_of
from monitor.lineage.origins.origins import ReportLineage
from monitor.model.deciding import Claim, Report
from monitor.model.telling import Alert
from monitor.store import incidents as incident_rows
from monitor.store.decisions import is_merged_by_person
from monitor.store.kept_rows import ALERTS, CLAIMS, REPORTS, Kind, Placed, family, numbered
from monitor.store.kept_rows import of_family as rows_of
from monitor.store.open import Store, reading
from monitor.store.touched import Changes

#: Characters of stored rows kept at most (some three times that in memory), and incidents; the one
#: met last always is.
MOST_CHARACTERS = 24_000_000
MOST_INCIDENTS = 64
#: Reports whose lineage is kept: as many as are weighed for some five of the largest incidents.
MOST_LINEAGES = 5 * lineage_of.MOST_REPORTS

T = TypeVar("T")


class Placings(Generic[T]):
    """The rows of one kind of an incident, in the order in which the store returns them."""

    __slots__ = ("_by_number", "_nouns", "_order", "size")

    def __init__(self, found: Iterable[Placed[T]]) -> None:
        self._by_number = {one.number: one for one in found}
        self._order = sorted((one.at, one.number) for one in self._by_number.values())
        self._nouns = [self._by_number[number].noun for _, number in self._order]
        self.size = sum(one.size for one in self._by_number.values())

    def nouns(self) -> tuple[T, ...]:
        """Return what stands, in order."""
        return tuple(self._nouns)

    def get(self, number: int) -> Placed[T] | None:
        """Return the row of a number, or None."""
        return self._by_number.get(number)

    def is_last(self, one: Placed[T]) -> bool:
        """Whether nothing stands after a row that is put."""
        return self._order[-1] == (one.at, one.number)

    def drop(self, number: int) -> None:
        """Take a row out, where it is there."""
        old = self._by_number.pop(number, None)
        if old is not None:
            place = bisect_left(self._order, (old.at, old.number))
            del self._order[place], self._nouns[place]
            self.size -= old.size

    def put(self, one: Placed[T]) -> None:
        """Put a row in its place, instead of what had its number."""
        self.drop(one.number)
        place = bisect_left(self._order, (one.at, one.number))
        self._order.insert(place, (one.at, one.number))
        self._nouns.insert(place, one.noun)
        self._by_number[one.number] = one
        self.size += one.size


class KeptIncident:
    """An incident with those merged into it, as its rows stand."""

    __slots__ = ("alerts", "claims", "family", "is_bound", "ledger", "reports")

    def __init__(self, store: Store, ids: Sequence[str]) -> None:
        self.family = frozenset(ids)
        self.is_bound = is_merged_by_person(store, ids)
        self.reports = Placings(map(_ballot, rows_of(store, REPORTS, ids)))
        self.claims: Placings[Claim] = Placings(rows_of(store, CLAIMS, ids))
        self.alerts: Placings[Alert] = Placings(rows_of(store, ALERTS, ids))
        self.ledger = Ledger(self.claims.nouns())

    @property
    def size(self) -> int:
        """Characters of its rows."""
        return self.reports.size + self.claims.size + self.alerts.size

    def take_claim(self, one: Placed[Claim]) -> None:
        """Take over a claim as it stands now; the ledger is laid anew where it cannot follow."""
        is_known = self.claims.get(one.number) is not None
        self.claims.put(one)
        if is_known and self.ledger.mark(one.noun):
            return
        if not is_known and self.claims.is_last(one):
            self.ledger.add(one.noun)
            return
        self.ledger = Ledger(self.claims.nouns())


class Kept:
    """The incidents met last, and the lineage of their reports."""

    def __init__(self) -> None:
        self._store: Store | None = None
        self._incidents: OrderedDict[str, KeptIncident] = OrderedDict()
        self._lineages: OrderedDict[str, ReportLineage] = OrderedDict()
        #: Keys of `_lineages` by article and by version.
        self._told_by: dict[str, set[str]] = {}

    def renew(self, store: Store) -> None:
        """Read again what changed since the last time; before anything is asked for."""
        with reading(store) as db:
            changes = store.touched.take(db, self)
            if changes.everything or store is not self._store:
                self._forget(store)
                return
            self._renew_incidents(store, changes)
        for key in {*changes.articles, *changes.versions}:
            for report_id in self._told_by.pop(key, ()):
                self._lineages.pop(report_id, None)

    def history(self, store: Store, incident_id: str) -> History:
        """Return what the store knows of an incident; `renew` comes first."""
        kept = self._incidents.get(incident_id)
        if kept is None:
            kept = self._incidents[incident_id] = KeptIncident(store, family(store, incident_id))
        self._incidents.move_to_end(incident_id)
        self._bound()
        ballots = kept.reports.nouns()
        return History(
            incident=incident_rows.get(store, incident_id),
            reports=tuple([one.report for one in ballots]),
            ballots=ballots,
            claims=kept.ledger,
            alerts=kept.alerts.nouns(),
            is_bound=kept.is_bound,
        )

    def lineages(self, store: Store, reports: Sequence[Report]) -> tuple[ReportLineage, ...]:
        """Return the lineage of reports, as `lineage_of.gather` does; `renew` comes first."""
        wanted = lineage_of.weighed(reports)
        missing = [one for one in wanted if one.id not in self._lineages]
        for report, told in lineage_of.gather_each(store, missing):
            self._lineages[report.id] = told
            for key in (report.article_id, report.version_id):
                self._told_by.setdefault(key, set()).add(report.id)
        found = [one.id for one in wanted if one.id in self._lineages]
        for report_id in found:
            self._lineages.move_to_end(report_id)
        while len(self._lineages) > MOST_LINEAGES:
            self._let_go(*self._lineages.popitem(last=False))
        return tuple([self._lineages[report_id] for report_id in found])

    def _let_go(self, report_id: str, told: ReportLineage) -> None:
        for key in (told.article.id, told.article.version_id):
            ids = self._told_by.get(key, set())
            ids.discard(report_id)
            if not ids:
                self._told_by.pop(key, None)

    def _forget(self, store: Store) -> None:
        self._store = store
        self._incidents.clear()
        self._lineages.clear()
        self._told_by.clear()

    def _renew_incidents(self, store: Store, changes: Changes) -> None:
        whose = {one: kept for kept in self._incidents.values() for one in kept.family}
        for kept in self._incidents.values():
            for number in changes.reports:
                kept.reports.drop(number)
            for number in changes.alerts:
                kept.alerts.drop(number)
        for report in _changed(store, REPORTS, changes.reports):
            if report.incident_id in whose:
                whose[report.incident_id].reports.put(_ballot(report))
        for alert in _changed(store, ALERTS, changes.alerts):
            if alert.incident_id in whose:
                whose[alert.incident_id].alerts.put(alert)
        claims = _changed(store, CLAIMS, changes.claims)
        if len(claims) < len(changes.claims):
            self._forget(store)  # A claim is gone: nothing of ours takes one away.
            return
        for claim in sorted(claims, key=lambda one: (one.at, one.number)):
            if claim.incident_id in whose:
                whose[claim.incident_id].take_claim(claim)

    def _bound(self) -> None:
        """Let the incidents go that were met longest ago, where too much is kept."""
        size = sum(kept.size for kept in self._incidents.values())
        while len(self._incidents) > 1 and (
            size > MOST_CHARACTERS or len(self._incidents) > MOST_INCIDENTS
        ):
            _, gone = self._incidents.popitem(last=False)
            size -= gone.size


def _ballot(one: Placed[Report]) -> Placed[Ballot]:
    return Placed(one.number, one.at, one.incident_id, one.size, ballot(one.noun))


def _changed(store: Store, kind: Kind[T], numbers: frozenset[int]) -> list[Placed[T]]:
    return numbered(store, kind, numbers) if numbers else []
