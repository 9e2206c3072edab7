"""What a person decided: the nouns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

#: Who decides what the machine decides by itself (joins).
MACHINE = "monitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDecision:
    """What a person decided about an incident."""

    id: str
    #: One of KINDS.
    kind: str
    #: The incident decided about; for merge, the one that stays.
    incident_id: str
    who: str
    why: str
    decided_at: datetime
    #: merge: the incident that goes; split: the one (stored before) that takes the articles.
    other_incident_id: str | None = None
    #: same, not_same, split: the articles.
    article_ids: tuple[str, ...] = ()
    #: rename: the name.
    value: str = ""
    undone_at: datetime | None = None
    undone_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What persons decided about one article; ids are where they lead now."""

    #: Incidents it does report; the last decided first.
    same: tuple[str, ...] = ()
    #: Incidents it does not report.
    not_same: tuple[str, ...] = ()
