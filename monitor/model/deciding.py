"""What is decided: edges, verdicts, incidents, reports, claims, and the outcome of one article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.model.facts import ActorRole, Mention, Place, When
from monitor.model.names import Decision, IncidentState, Relation, Role
from monitor.model.reading import Article, Reading, Source
from monitor.model.spans import Span
from monitor.model.telling import Alert, Message

#: Decides that a page took its report back.
WITHDRAWN = "rule:withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why an edge stands: `kind` as Credit.kind, or "shared_text", "citation", "link"."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A typed lineage tie. Exactly one of `to_article_id` and `to_source` is set."""

    id: str
    from_article_id: str
    from_version_id: str
    relation: Relation
    to_article_id: str | None
    to_source: Source | None
    evidence: tuple[Evidence, ...]
    confidence: float
    #: For shared text: share of the shorter text's words, 0–1, else None.
    containment: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One named part of a score, with the words behind it."""

    name: str
    value: float
    contribution: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    decision: Decision
    #: What it reports; what it is on where it reports nothing new, or takes its report back.
    incident_id: str | None
    score: float
    #: One sentence, the same in log, alert, export and `why`.
    reason: str
    parts: tuple[Part, ...] = ()
    #: (incident id, score) of the others on the shortlist, best first.
    others: tuple[tuple[str, float], ...] = ()
    #: "model:<fingerprint>", "rule:<name>", "person:<who>".
    decided_by: str = ""

    @property
    def is_withdrawal(self) -> bool:
        """Whether a page takes its report back."""
        return self.decided_by == WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """low ≤ best ≤ high persons (or munitions); None where nothing bounds it."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """The little of an incident that a first ranking looks at. Days are date.toordinal()."""

    start: int | None
    end: int | None
    published: int | None
    latitude: float | None
    longitude: float | None
    #: UCDP where_prec.
    place_precision: int | None
    country: str
    incident_type: str
    killed: Toll | None
    injured: Toll | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """The answer to "how many independent sources": an upper bound, undetermined apart."""

    independent: int
    #: Names of the roots, most carried first.
    names: tuple[str, ...]
    undetermined: int
    articles: int
    outlets: int
    #: "single_root", "circular", "only_state_affiliated", "no_local_source", "anonymous_only".
    warnings: tuple[str, ...] = ()
    #: Origin of each report: article version id → name, None = undetermined.
    by_version: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The card: always recomputed from reports and claims, never edited in place."""

    id: str
    state: IncidentState
    title: str
    incident_type: str
    when: When | None
    place: Place | None
    killed: Toll | None
    injured: Toll | None
    origins: Origins
    opened_at: datetime
    updated_at: datetime
    #: Publication time of its first report, where any.
    first_published: datetime | None = None
    actors: tuple[ActorRole, ...] = ()
    external_id: str | None = None
    #: "incidents.toml", "register:<file>", "article".
    known_from: str = "article"
    #: Its register says that it has every incident of its kind: a row that fits is likelier right.
    of_complete: bool = False
    merged_into: str | None = None
    #: Name given by a person; shown instead of `title`.
    given_name: str = ""
    #: Why it stands in the review queue as perhaps two incidents, "" = it does not.
    perhaps_two: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article version that tells of an incident (or of none: incident_id is None)."""

    id: str
    article_id: str
    version_id: str
    incident_id: str | None
    ordinal: int
    role: Role
    verdict: Verdict
    mention: Mention | None
    profile: str
    published: datetime | None
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A fact as somebody told it; never overwritten."""

    id: str
    incident_id: str
    #: "killed", "injured", "munitions", "day", "place", "blame", "responsibility", "denial", …
    field: str
    low: int | None
    high: int | None
    value: str | None
    claimant: Source
    article_id: str
    version_id: str
    span: Span
    first_seen: datetime
    superseded_by: str | None = None
    retracted: bool = False
    #: Of whom, where told.
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything one read article changes, recorded in one transaction."""

    entry_id: str | None
    article: Article
    #: False where this text was stored before (nothing else is then set).
    is_new_version: bool
    reading: Reading | None = None
    edges: tuple[Edge, ...] = ()
    #: Ids of older edges that this article's arrival disproves; they stay on file, marked.
    withdrawn_edges: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
    incidents: tuple[Incident, ...] = ()
    #: incident id → blocking keys to add for later shortlists, with the day ordinal they stand at.
    keys: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    #: Older claims this outcome supersedes: claim id → id of the newer one.
    superseded: Mapping[str, str] = field(default_factory=dict)
    retracted: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()
    #: Alert id → the card as one report alone would have it, where it is of no incident yet.
    told_alone: Mapping[str, Incident] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
