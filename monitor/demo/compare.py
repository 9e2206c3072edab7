"""What `monitor` made of the demo world against the truth beside it, difference by difference.

It reads the rows of `monitor export`, as a user would, and knows nothing of how they came about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from monitor.demo.nouns import World
from monitor.demo.truth import TrueArticle, TrueIncident, Truth
from monitor.model.names import Decision

Row = Mapping[str, Any]
_TEXT = {"republishes": "republish", "adapts": "adapt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Export rows by kind, with articles and incidents under the world's own names."""

    #: (article id, role) → incident ids, in order.
    reports: Mapping[tuple[str, str], tuple[str, ...]]
    #: True incident → the id under which most of its reports stand.
    names: Mapping[str, str]
    incidents: Mapping[str, Row]
    #: (article id, relation, article id or source name)
    edges: frozenset[tuple[str, str, str]]
    #: (kind, true incident or headline)
    alerts: tuple[tuple[str, str], ...]
    #: The same, with the reason given.
    reasons: frozenset[tuple[str, str, str]]
    published: Mapping[str, datetime]


def differences(
    world: World, truth: Truth, exports: Mapping[str, Sequence[Row]]
) -> tuple[str, ...]:
    """Return every difference as "area: what", () = all is as the truth has it.

    `exports`: rows of the kinds "reports", "incidents", "lineage" and "alerts"; of the
    alerts only those that a message brought, as the truth counts what a watch asked for.
    """
    found = found_in(world, truth, exports)
    return (
        *_of_matching(truth, found),
        *_of_facts(truth, found),
        *_of_origins(truth, found),
        *_of_lineage(truth, found),
        *_of_alerts(truth, found),
    )


def found_in(world: World, truth: Truth, exports: Mapping[str, Sequence[Row]]) -> Found:
    """Return the export rows under the world's own names; `exports` as for `differences`."""
    hosts = {outlet.id: outlet.host for outlet in world.outlets}
    ids = {(hosts[a.outlet], a.path): a.id for a in world.articles}

    def article(url: str | None) -> str:
        parts = urlsplit(url or "")
        return ids.get((parts.hostname or "", parts.path), url or "")

    reports: dict[tuple[str, str], list[str]] = {}
    for row in exports["reports"]:
        if row["incident_id"] and row.get("decision") != Decision.NOT_INCIDENT:
            key = article(row["article_url"]), row["role"]
            reports.setdefault(key, []).append(row["incident_id"])
    names = _names(truth, reports)
    true_names = {found: name for name, found in names.items()}
    return Found(
        reports={key: tuple(found) for key, found in reports.items()},
        names=names,
        incidents={row["id"]: row for row in exports["incidents"]},
        edges=frozenset(
            (
                article(row["from_url"]),
                row["relation"],
                article(row["to_url"]) if row["to_url"] else row["to_source"],
            )
            for row in exports["lineage"]
        ),
        alerts=tuple(
            (row["kind"], str(true_names.get(row["incident_id"], row["headline"])))
            for row in exports["alerts"]
            if row["incident_id"]
        ),
        reasons=frozenset(
            (
                row["kind"],
                str(true_names.get(row["incident_id"], row["headline"])),
                row["reason"],
            )
            for row in exports["alerts"]
            if row["incident_id"]
        ),
        published={article.id: article.published for article in world.articles},
    )


def _names(truth: Truth, reports: Mapping[tuple[str, str], list[str]]) -> dict[str, str]:
    """Return for each true incident the id most of its reports stand under, each id once."""
    votes: Counter[tuple[str, str]] = Counter()
    for article in truth.articles:
        told = [(article.primary, "primary"), *((one, "background") for one in article.background)]
        for incident, role in told:
            weight = 100 if role == "primary" else 1
            for candidate in reports.get((article.id, role), ()):
                votes[incident, candidate] += weight if incident else 0
    names: dict[str, str] = {}
    for (incident, candidate), count in votes.most_common():
        if count and incident not in names and candidate not in names.values():
            names[incident] = candidate
    return names


def _of_matching(truth: Truth, found: Found) -> Iterator[str]:
    shown = {one: name for name, one in found.names.items()}
    for article in truth.articles:
        got = found.reports.get((article.id, "primary"), ())
        want = found.names.get(article.primary)
        if article.primary and not (want and got == (want,)):
            named = [shown.get(one, one) for one in got]
            yield f"matching: {article.id} reports {article.primary}, found {named}"
        elif not article.primary and got and not is_taste(article, got, found):
            titles = [found.incidents[one]["title"] for one in got]
            yield f"matching: {article.id} is {article.reason}, found {titles}"
        known = {found.names[one] for one in article.background if one in found.names}
        missing = [one for one in article.background if one not in found.names]
        others = set(found.reports.get((article.id, "background"), ()))
        missing += [shown[one] for one in known - others]
        if missing:
            yield f"matching: {article.id} mentions {sorted(missing)}, not found"
        if others - known:
            wrong = sorted(shown.get(one, one) for one in others - known)
            yield f"matching: {article.id} does not mention {wrong}"


def is_taste(article: TrueArticle, got: Iterable[str], found: Found) -> bool:
    """Whether an incident found where there is none is one that others would open too."""
    types = {found.incidents[one]["incident_type"] for one in got}
    return bool(article.or_type) and types == {article.or_type}


def _of_facts(truth: Truth, found: Found) -> Iterator[str]:
    for incident, row in _pairs(truth, found):
        wanted = {
            "incident_type": incident.type,
            "event_start": incident.day.isoformat() if incident.day else row["event_start"],
            "place": incident.place,
            "country": incident.country,
        }
        for name, want in wanted.items():
            if row[name] != want:
                yield f"facts: {incident.id} {name} is {want}, found {row[name]}"
        for name, toll in (("killed", incident.killed), ("injured", incident.injured)):
            best = (row[name] or {}).get("best")
            if toll is not None and best != toll and not (toll == 0 and best is None):
                yield f"facts: {incident.id} {name} is {toll}, found {best}"


def _of_origins(truth: Truth, found: Found) -> Iterator[str]:
    for incident, row in _pairs(truth, found):
        want = incident.origins
        if want is None:
            continue
        numbers = row["independent_origins"], row["undetermined_origins"]
        if numbers != (want.independent, want.undetermined):
            yield (
                f"origins: {incident.id} has {want.independent} and {want.undetermined} "
                f"undetermined, found {numbers[0]} and {numbers[1]}"
            )
        for name, told in (("origins", want.names), ("warnings", want.warnings)):
            if set(row[name]) != set(told):
                yield f"origins: {incident.id} {name} {sorted(told)}, found {sorted(row[name])}"


def _of_lineage(truth: Truth, found: Found) -> Iterator[str]:
    families = {article.id: text_family(article) for article in truth.articles}
    for article in truth.articles:
        for relation, want in wanted_edges(article):
            if not any(
                one == article.id
                and (kind == relation or {kind, relation} <= set(_TEXT))
                and (other == want or families.get(other) == families.get(want, ""))
                for one, kind, other in found.edges
            ):
                yield f"lineage: {article.id} {relation} {want}, not found"
    for one, kind, other in sorted(found.edges):
        if kind in _TEXT and families.get(one) != families.get(other):
            if is_later_text(truth, found, one, other):
                continue
            yield f"lineage: {one} does not {_TEXT[kind]} {other}"
        if kind != "text_from" or one not in families:
            continue
        if other not in accepted_texts(truth.article(one)):
            yield f"lineage: the text of {one} is not from {other}"


def is_later_text(truth: Truth, found: Found, one: str, other: str) -> bool:
    """Return whether `one` may well hold words of `other`: older, and of the same origin."""
    if one not in found.published or other not in found.published:
        return False
    older = found.published[other] < found.published[one]
    return older and truth.article(one).origin == truth.article(other).origin != ""


def wanted_edges(article: TrueArticle) -> Iterator[tuple[str, str]]:
    """Yield (relation, article id or source name) that must be found of an article."""
    yield from article.edges
    yield from (("cites", name) for name in article.cites)
    yield from (("photo_from", name) for name in article.photo_from)
    if article.text_from and article.credit != "none":
        yield "text_from", article.text_from


def accepted_texts(article: TrueArticle) -> set[str]:
    """Return the sources of which "text_from" is true, or no great lie."""
    return {article.text_from, article.origin, *article.contributed_by} - {""}


def text_family(article: TrueArticle) -> str:
    """Return the id of the text's original: articles of one family are copies of one another."""
    tied = [other for relation, other in article.edges if relation in _TEXT]
    return tied[0] if tied else article.id


def _of_alerts(truth: Truth, found: Found) -> Iterator[str]:
    want = Counter((alert.kind, alert.incident) for alert in truth.alerts)
    got = Counter(found.alerts)
    for (kind, incident), count in (want - got).items():
        yield f"alerts: {kind} of {incident} is missing" + (f" {count} times" * (count > 1))
    for (kind, incident), count in (got - want).items():
        yield f"alerts: {kind} of {incident} was not asked for" + (f" ({count})" * (count > 1))
    for alert in truth.alerts:
        told = (alert.kind, alert.incident, alert.why)
        if got[told[:2]] and told not in found.reasons:
            yield f"alerts: {alert.kind} of {alert.incident} gives another reason"
    if want == got and found.alerts != tuple((a.kind, a.incident) for a in truth.alerts):
        yield "alerts: all are there, in another order"


def _pairs(truth: Truth, found: Found) -> Iterator[tuple[TrueIncident, Row]]:
    for incident in truth.incidents:
        row = found.incidents.get(found.names.get(incident.id, ""))
        if row is not None and not incident.mentioned_only:
            yield incident, row
