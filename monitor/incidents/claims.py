"""The claims ledger: who said what of an incident, in which characters. Nothing is overwritten.

A claimant is the source of the attribution whose words hold the figure; where none does, the one
whose text it is (a credited agency), else the outlet itself. Blame is not responsibility: the first
is said of somebody, the second by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.incidents.claim_extraction import said
from monitor.incidents.ledger import Claims, Ledger, ledger, subject
from monitor.model.deciding import Claim, Report
from monitor.model.facts import Mention
from monitor.model.names import Role, SourceClass, make_id
from monitor.model.reading import Reading, Source

#: Fields whose figures or values can contradict one another between claimants.
DISPUTABLE = ("killed", "injured", "missing", "kidnapped", "munitions", "day", "place")
#: At most this many claims of one report: hostile texts hold thousands of figures.
_MOST = 60


@dataclass(frozen=True, slots=True)
class ClaimChanges:
    """What one report changes in the ledger."""

    new: tuple[Claim, ...] = ()
    #: Id of the older claim → id of the newer one.
    superseded: Mapping[str, str] = field(default_factory=dict)
    retracted: tuple[str, ...] = ()


def claims(
    incident_id: str, report: Report, reading: Reading, known: Claims, now: datetime
) -> ClaimChanges:
    """Return what `report` adds to, supersedes and retracts from the ledger of its incident.

    A new version of an article supersedes that article's older figures and retracts those it no
    longer holds; a claimant's later figure supersedes the claimant's earlier one. `known` are all
    claims of the incident.
    """
    if report.mention is None:
        return ClaimChanges()
    told = list(_told(incident_id, report.mention, reading, now))[:_MOST]
    before = ledger(known)
    own = before.of_article(report.article_id)
    if any(c.version_id == report.version_id for c in own):
        return ClaimChanges()
    restated = {content(c) for c in own}
    new = tuple(c for c in told if content(c) not in restated)
    superseded = _superseded(new, before, report, now)
    still = {content(c) for c in told}
    lost = tuple(c.id for c in own if content(c) not in still and c.id not in superseded)
    return ClaimChanges(new=new, superseded=superseded, retracted=lost)


def content(claim: Claim) -> tuple[object, ...]:
    """Return what a claim says and who says it, without where it stands."""
    return (*subject(claim), claim.low, claim.high, claim.value, claim.claimant.name)


def conflicts(a: Claim, b: Claim) -> bool:
    """Whether two live claims on one subject cannot both be right."""
    if subject(a) != subject(b) or a.field not in DISPUTABLE:
        return False
    if a.field == "day":
        return not _days_meet(a.value or "", b.value or "")
    if a.field == "place":
        return False  # a town and its province are no dispute; places are weighed by the card
    low_a, high_a = bounds(a)
    low_b, high_b = bounds(b)
    return high_a < low_b or high_b < low_a


def bounds(claim: Claim) -> tuple[float, float]:
    """Return the least and greatest figure a claim allows."""
    low = 0.0 if claim.low is None else float(claim.low)
    return low, float("inf") if claim.high is None else float(claim.high)


def is_official(source: Source) -> bool:
    """Whether the source speaks for a state or its bodies, under a name."""
    return source.source_class in (SourceClass.OFFICIAL_BODY, SourceClass.NAMED_OFFICIAL)


def _superseded(
    new: Iterable[Claim], before: Ledger, report: Report, now: datetime
) -> dict[str, str]:
    found: dict[str, str] = {}
    newest = {(subject(c), c.claimant.name): c for c in new if c.field in DISPUTABLE}
    said_by_them = (old.id for about, name in newest for old in before.of_voice(about, name))
    for old in before.in_order(said_by_them):
        newer = newest[subject(old), old.claimant.name]
        if newer.id == old.id or content(newer) == content(old):
            continue
        same_article = old.article_id == report.article_id
        by_name = old.claimant.source_class is not SourceClass.UNSOURCED
        if same_article or (by_name and old.first_seen < now and _is_later_told(newer, old)):
            found[old.id] = newer.id
    return found


def _is_later_told(newer: Claim, old: Claim) -> bool:
    """A vaguer figure ("dozens" after 31) does not replace an exact one; a day is never replaced
    by another article of the same claimant: that is a dispute within it."""
    if newer.field in ("day", "place"):
        return False
    return not (newer.high is None and old.high is not None and (newer.low or 0) <= old.high)


def _days_meet(a: str, b: str) -> bool:
    start_a, _, end_a = a.partition("/")
    start_b, _, end_b = b.partition("/")
    return start_a <= (end_b or start_b) and start_b <= (end_a or start_a)


def _told(incident_id: str, mention: Mention, reading: Reading, now: datetime) -> Iterator[Claim]:
    seen: set[str] = set()
    for one in said(mention, reading):
        claim_id = make_id(
            "claim", incident_id, reading.article.version_id, one.field, one.group,
            one.low, one.high, one.value, one.by.name,
        )  # fmt: skip
        if claim_id in seen:
            continue
        seen.add(claim_id)
        yield Claim(
            id=claim_id,
            incident_id=incident_id,
            field=one.field,
            low=one.low,
            high=one.high,
            value=one.value,
            claimant=one.by,
            article_id=reading.article.id,
            version_id=reading.article.version_id,
            span=one.span,
            first_seen=now,
            group=one.group,
        )


def first_hand(report: Report) -> bool:
    """Whether the report tells of its incident as its own news."""
    return report.role is Role.PRIMARY
