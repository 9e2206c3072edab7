"""Which rows changed since somebody last asked, so that what was read of them may be kept.

Temporary triggers tell of every row that this connection writes, whoever writes it; a number that
SQLite keeps tells that another connection wrote. Who keeps rows asks `take` before each use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlite_utils import Database

from monitor.store.rows import value

#: Columns of a report that are kept: not the origin, which is written beside it.
_KEPT = (
    "update of id, article_id, version_id, incident_id, ordinal, role, verdict, mention, profile,"
    " published, decided_at, current"
)
_EVERYTHING = "everything"
_EVENTS = (("insert", "new"), ("update", "old"), ("delete", "old"))
_WHOSE_NEW = "(select from_article_id from edges where id = new.edge_id)"
_WHOSE_OLD = "(select from_article_id from edges where id = old.edge_id)"
#: What is watched: on which event of which table, and what is told of the row: kind and identity.
_WATCHED = (
    *(("reports", e if e != "update" else _KEPT, "reports", f"{r}.number") for e, r in _EVENTS),
    *((table, e, table, f"{r}.number") for table in ("claims", "alerts") for e, r in _EVENTS),
    *(("edges", e, "articles", f"{r}.from_article_id") for e, r in _EVENTS),
    ("edge_evidence", "insert", "articles", _WHOSE_NEW),
    *(("edge_evidence", e, "articles", _WHOSE_OLD) for e in ("update", "delete")),
    *(
        (table, e, "versions", f"{r}.version_id")
        for table in ("credits", "attributions")
        for e, r in _EVENTS
    ),
    *(("versions", e, "versions", f"{r}.id") for e, r in _EVENTS[1:]),
    # Rarely written, or by a person: whatever is kept then goes.
    *(("redirects", e, _EVERYTHING, "1") for e, _ in _EVENTS),
    *(("sources", e, _EVERYTHING, "1") for e, _ in _EVENTS[1:]),
    *(("articles", e, _EVERYTHING, "1") for e in ("update of id, url", "delete")),
    ("reports", "update of number", _EVERYTHING, "1"),
    *((t, "update of number, incident_id", _EVERYTHING, "1") for t in ("claims", "alerts")),
    ("edges", "update of id, from_article_id", _EVERYTHING, "1"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed since the last asking: row numbers, and ids of articles and versions."""

    #: All may have changed.
    everything: bool = False
    reports: frozenset[int] = frozenset()
    claims: frozenset[int] = frozenset()
    alerts: frozenset[int] = frozenset()
    #: Articles whose edges (from them) changed; versions with other credits or attributions.
    articles: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset()


@dataclass(slots=True)
class Touched:
    """What the triggers told since `take` was last called, and by whom that was."""

    told: set[tuple[str, int | str]] = field(default_factory=set)
    everything: bool = True
    #: SQLite's `data_version` as of then: another one = another connection wrote.
    others: int = -1
    keeper: object = None

    def note(self, kind: str, row: int | str | None) -> None:
        """Note a changed row; the triggers call it."""
        if row is None or kind == _EVERYTHING:
            self.lose()
        elif not self.everything:
            self.told.add((kind, row))

    def lose(self) -> None:
        """Note that nothing read before may be relied on: a transaction was rolled back."""
        self.everything = True
        self.told.clear()

    def take(self, db: Database, keeper: object) -> Changes:
        """Return what changed since `keeper` last asked, and begin anew; inside `reading`.

        Everything has: for one who did not ask last, after a rollback, after a merge or its undoing
        and after a write by another connection.
        """
        others = int(value(db, "pragma data_version"))
        doubtful = self.everything or others != self.others or keeper is not self.keeper
        told, self.told = self.told, set()
        self.everything, self.others, self.keeper = False, others, keeper
        return Changes(everything=True) if doubtful else _changes(told)


def watch(db: Database) -> Touched:
    """Return what will be told of every row that this connection writes from now on."""
    touched = Touched()
    db.conn.create_function("touched", 2, touched.note)
    for number, (table, event, kind, row) in enumerate(_WATCHED):
        db.execute(
            f"create temp trigger touched_{number} after {event} on main.{table}"
            f" begin select touched('{kind}', {row}); end"
        )
    return touched


def _changes(told: Iterable[tuple[str, int | str]]) -> Changes:
    found: dict[str, set[int | str]] = defaultdict(set)
    for kind, row in told:
        found[kind].add(row)
    return Changes(**{kind: frozenset(found[kind]) for kind in found})  # type: ignore[arg-type]
