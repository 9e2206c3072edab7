"""Recording what one read article changes: the second of the three seams where a crash may fall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.model.deciding import Outcome
from monitor.model.names import EntryState
from monitor.store import alerts, articles, claims, entries, incidents, lineage, outbox, reports
from monitor.store import fingerprints as fingerprint_rows
from monitor.store.open import Store, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Rows written, by kind; all 0 where the outcome was recorded before."""

    versions: int = 0
    fingerprints: int = 0
    credits: int = 0
    attributions: int = 0
    edges: int = 0
    incidents: int = 0
    keys: int = 0
    reports: int = 0
    claims: int = 0
    #: Older claims marked superseded or retracted.
    marked: int = 0
    alerts: int = 0
    messages: int = 0
    entries: int = 0

    @property
    def total(self) -> int:
        """Rows written in all."""
        return sum(getattr(self, name) for name in self.__slots__)


def record(store: Store, outcome: Outcome, now: datetime) -> Recorded:
    """Record an outcome with its alerts and outbox rows in one transaction.

    A second recording of the same outcome writes nothing. `now` is the time of the record: the
    clock, or the article's own date in a backfill.

    Raises:
        StoreError: the file cannot be written; then nothing of the outcome is stored.
    """
    with writing(store) as db:
        version = _record_text(db, outcome, now)
        return Recorded(
            **version,
            edges=lineage.save_edges(db, outcome.edges, now)
            + lineage.withdraw_edges(db, outcome.withdrawn_edges, now),
            incidents=sum(incidents.save(db, one) for one in outcome.incidents),
            keys=incidents.save_keys(db, outcome.keys),
            reports=_record_reports(db, outcome),
            claims=claims.save(db, outcome.claims),
            marked=claims.supersede(db, outcome.superseded, now)
            + claims.retract(db, outcome.retracted, now),
            alerts=alerts.save(db, outcome.alerts),
            messages=outbox.save(db, outcome.messages),
            entries=_settle(db, outcome, now),
        )


def _record_text(db: Database, outcome: Outcome, now: datetime) -> dict[str, int]:
    article, read = outcome.article, outcome.reading
    if not outcome.is_new_version or not articles.save(db, article, now):
        return {}
    written = {"versions": 1}
    if read is not None:
        day = (article.published or article.fetched_at).date().toordinal()
        number = articles.number(db, article.version_id)
        written["fingerprints"] = fingerprint_rows.save_signature(db, number, read.signature, day)
        written["credits"] = lineage.save_credits(db, article.version_id, read.credits)
        written["attributions"] = lineage.save_attributions(
            db, article.version_id, read.attributions
        )
    reports.outdate(db, article.id, article.version_id)
    return written


def _record_reports(db: Database, outcome: Outcome) -> int:
    written = reports.save(db, outcome.reports)
    if written:
        for one in outcome.incidents:
            incidents.save_origins(db, one)
    return written


def _settle(db: Database, outcome: Outcome, now: datetime) -> int:
    if outcome.entry_id is None:
        return 0
    return entries.settle(
        db, outcome.entry_id, EntryState.READ, "", now, article_id=outcome.article.id
    )
