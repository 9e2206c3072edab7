"""What is gathered for one decision, stage by stage: frozen nouns, no store here.

First an `Arrival`; then the `Shortlist` of each mention, from which reports are made; then what
stands `Around` those, from which `Ties`, origins and the outcome are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.incidents.notices import withdraws
from monitor.incidents.outcome import History
from monitor.lineage.edges import TextCandidate
from monitor.lineage.origins.origins import ReportLineage
from monitor.matching.decide import Constraints
from monitor.matching.features import Candidate
from monitor.matching.profile import Profile
from monitor.model.deciding import Edge
from monitor.model.reading import Article, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What is stored of an article's page before it is read again."""

    #: The latest version.
    article: Article
    #: The very text of the reading was read before.
    has_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A reading as it comes in: its article a version of its page, its profiles unpacked."""

    reading: Reading
    #: One per mention, in their order.
    profiles: tuple[Profile, ...]
    now: datetime
    #: What it is on, where it reports nothing new.
    about: Profile | None = None
    #: The latest stored version of its page.
    earlier: Article | None = None
    #: The incident that this version reported first-hand.
    incident_id: str | None = None
    entry_id: str | None = None
    #: Nothing of it raises an alert.
    suppressed: bool = False

    @property
    def article(self) -> Article:
        """The article that was read."""
        return self.reading.article

    @property
    def takes_back(self) -> str:
        """The words in which the page takes back what it reported, "" = it does not."""
        return withdraws(self.article) if self.incident_id else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """What one mention is compared with, best first, and what persons decided about it."""

    candidates: tuple[Candidate, ...] = ()
    constraints: Constraints = field(default_factory=Constraints)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around an article's reports."""

    #: Of the incidents that were met, by id.
    histories: Mapping[str, History] = field(default_factory=dict)
    #: The lineage of the other articles that report each of them, by incident id; see `others_on`.
    lineages: Mapping[str, tuple[ReportLineage, ...]] = field(default_factory=dict)
    #: Texts that may share prose with the article, or that it may cite.
    texts: tuple[TextCandidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Edges that a reading makes, and those that stood from the texts which they say are reused."""

    new: tuple[Edge, ...] = ()
    older: tuple[Edge, ...] = ()
