"""The tidy leg: logs and old fingerprints are forgotten, the log of the database is folded in."""

from __future__ import annotations

import structlog

from monitor.jobs.walk import Walk
from monitor.store import feeds, outbox
from monitor.store import fingerprints as fingerprint_rows
from monitor.store.open import checkpoint, writing

log = structlog.get_logger(__name__)


def run(walk: Walk) -> int:
    """Forget what the retention settings no longer keep; return how many rows went.

    Never touches articles, reports, claims, edges, alerts, or messages that wait.
    """
    now = walk.clock.now()
    keep = walk.settings.retention
    with writing(walk.store) as db:
        gone = feeds.forget_polls(db, now - keep.poll_log)
        gone += outbox.forget_deliveries(db, now - keep.deliveries)
        gone += fingerprint_rows.forget_fingerprints(db, now - keep.fingerprints)
    if walk.store.exclusive:
        checkpoint(walk.store)
    if gone:
        log.info("tidied", rows=gone)
    return gone
