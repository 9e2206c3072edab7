"""Verdicts become reports: which incident each mention of an article belongs to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.model.deciding import WITHDRAWN, Report, Verdict
from monitor.model.facts import Mention
from monitor.model.names import DatePrecision, Decision, Role, make_id
from monitor.model.reading import Reading

#: A background mention with a place and a day as exact as this opens a mentioned-only incident.
_EXACT = (DatePrecision.DAY, DatePrecision.DAYS)
#: UCDP where_prec: a province or finer is "a place".
_PLACE = 4


def assign(
    reading: Reading, verdicts: Sequence[Verdict], now: datetime, *, earlier: str | None = None
) -> tuple[Report, ...]:
    """Return one report per mention, each with the incident it belongs to (or none).

    `verdicts` stand in the order of the mentions; one verdict without any mention is the verdict on
    an article that tells of no incident. `earlier` is the incident of this article's last version:
    a new version stays with it unless a person decided otherwise.
    """
    if not reading.facts.mentions:
        return tuple(_report(reading, verdict, None, "", now) for verdict in verdicts[:1])
    profiles = reading.profiles or ("",) * len(verdicts)
    return tuple(
        _report(reading, _settled(verdict, mention, earlier), mention, profile, now)
        for mention, verdict, profile in zip(
            reading.facts.mentions, verdicts, profiles, strict=True
        )
    )


def taken_back(reading: Reading, earlier: str, words: str, now: datetime) -> Report:
    """Return the report of a page that takes back what it reported of the incident `earlier`."""
    verdict = Verdict(
        decision=Decision.NOT_INCIDENT,
        incident_id=earlier,
        score=0.0,
        reason=f"the page takes its report back: “{words}”",
        decided_by=WITHDRAWN,
    )
    return _report(reading, verdict, None, "", now)


def first_hand(reports: Iterable[Report]) -> list[Report]:
    """Return the reports that tell of an incident as their own news; all, where none does."""
    told = list(reports)
    return [report for report in told if report.role is Role.PRIMARY] or told


def _settled(verdict: Verdict, mention: Mention, earlier: str | None) -> Verdict:
    """Return the verdict after the rules that stand above the score."""
    by_person = verdict.decided_by.startswith("person:")
    if mention.role is Role.PRIMARY and earlier is not None and not by_person:
        return dataclasses.replace(
            verdict,
            decision=Decision.SAME,
            incident_id=earlier,
            reason="a new version of an article stays with its incident",
            decided_by="rule:revision",
        )
    if mention.role is Role.BACKGROUND and verdict.decision is Decision.NEW:
        return verdict if _is_exact(mention) else _too_vague(verdict)
    return verdict


def _is_exact(mention: Mention) -> bool:
    has_day = mention.when is not None and mention.when.precision in _EXACT
    return has_day and any(w.place.precision <= _PLACE for w in mention.where)


def _too_vague(verdict: Verdict) -> Verdict:
    return dataclasses.replace(
        verdict,
        decision=Decision.UNSURE,
        reason="told as background and its place or its day is not told: stays unlinked",
        decided_by="rule:vague_background",
    )


def _report(
    reading: Reading, verdict: Verdict, mention: Mention | None, profile: str, now: datetime
) -> Report:
    article = reading.article
    ordinal = mention.ordinal if mention else 0
    incident_id = verdict.incident_id
    if verdict.decision is Decision.NEW:
        incident_id = make_id("incident", article.version_id, ordinal)
        verdict = dataclasses.replace(verdict, incident_id=incident_id)
    return Report(
        id=make_id("report", article.version_id, ordinal),
        article_id=article.id,
        version_id=article.version_id,
        incident_id=incident_id if verdict.decision in (Decision.SAME, Decision.NEW) else None,
        ordinal=ordinal,
        role=mention.role if mention else Role.PRIMARY,
        verdict=verdict,
        mention=mention,
        profile=profile,
        published=article.published,
        decided_at=now,
    )
