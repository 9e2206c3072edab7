"""Who claims what about an incident, in which words, and what it replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.codec import time_text
from monitor.model.deciding import Claim
from monitor.model.reading import Article
from monitor.store import articles as article_rows
from monitor.store import claims as claim_rows
from monitor.store.open import Store
from monitor.words import claim_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim as it is read: what is claimed, by whom, where, and what became of it."""

    #: With the group it is of: "killed (police)".
    field: str
    #: A figure in words, a name, or both.
    value: str
    #: With its class: "Coast guard (official_body)".
    claimant: str
    #: Where it was read, "" = that text is gone; so is `url`.
    outlet: str
    first_seen: str
    #: The very words.
    words: str
    #: "retracted", "superseded", "" = it stands.
    fate: str
    url: str
    id: str


def claims_of(
    store: Store, incident_id: str, *, at: datetime | None = None, every_one: bool = False
) -> tuple[ClaimLine, ...]:
    """Return the claims on an incident that stand, as it was known `at` a moment (None = now).

    With `every_one` also those that were superseded or retracted.
    """
    found = claim_rows.of_incident(store, incident_id, at=at, standing=not every_one)
    read = article_rows.load_versions(store, {one.version_id for one in found})
    articles = {one.version_id: one for one in read}
    return tuple(_line(one, articles.get(one.version_id)) for one in found)


def _line(claim: Claim, article: Article | None) -> ClaimLine:
    fate = "retracted" if claim.retracted else "superseded" if claim.superseded_by else ""
    return ClaimLine(
        field=claim.field + (f" ({claim.group})" if claim.group else ""),
        value=claim_words(claim),
        claimant=f"{claim.claimant.name} ({claim.claimant.source_class.value})",
        outlet=(article.outlet_name or article.outlet) if article else "",
        first_seen=time_text(claim.first_seen),
        words=claim.span.text,
        fate=fate,
        url=article.url if article else "",
        id=claim.id,
    )
