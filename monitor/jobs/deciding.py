"""One Reading becomes one Outcome: gathered and weighed in turns, as one asks for the other.

Reads the store, writes nothing: the caller records the outcome. The same code decides for the
daemon, for a backfill and for a replay.
"""

from __future__ import annotations

from datetime import datetime

from monitor.incidents.outcome import conclude
from monitor.jobs import gathering, weighing
from monitor.jobs.gathered import Arrival, Ties
from monitor.jobs.walk import Walk
from monitor.lineage.edges import edges
from monitor.model.collecting import Entry
from monitor.model.deciding import Outcome, Report
from monitor.model.reading import Reading


def decide(
    walk: Walk, reading: Reading, *, entry: Entry | None, now: datetime, tell: bool
) -> Outcome:
    """Return everything that one reading changes; `tell` False suppresses alerts.

    A text that was read before changes nothing, nor does a worse copy (a wall, an excerpt) of a
    page that was once read in full.
    """
    store, entry_id = walk.store, entry.id if entry else None
    stored = gathering.stored(store, reading.article)
    if stored is not None and weighing.adds_nothing(reading.article, stored):
        return Outcome(entry_id=entry_id, article=stored.article, is_new_version=False)
    arrival = gathering.arrival(
        store,
        reading,
        stored.article if stored else None,
        now,
        entry_id=entry_id,
        suppressed=not tell,
    )
    return _concluded(walk, arrival, _reports(walk, arrival))


def _reports(walk: Walk, arrival: Arrival) -> tuple[Report, ...]:
    told, judged = walk.settings.matching, walk.judged or walk.store
    shortlists = gathering.shortlists(walk.store, judged, arrival, told.shortlist)
    about = gathering.shortlist_about(walk.store, judged, arrival, told.shortlist)
    limits = weighing.limits(told, walk.model)
    return weighing.reports_of(arrival, shortlists, walk.model, limits, about)


def _concluded(walk: Walk, arrival: Arrival, reports: tuple[Report, ...]) -> Outcome:
    keep = walk.settings.retention.fingerprints
    around = gathering.around(walk.store, arrival, reports, keep, walk.kept)
    new = edges(arrival.reading, around.texts, walk.register)
    ties = Ties(new=new, older=gathering.older_edges(walk.store, new))
    return conclude(weighing.case(arrival, reports, around, ties, walk.register))
