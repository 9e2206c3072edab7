"""Incidents: listed, found by any id, shown with their reports and what persons decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.codec import time_text
from monitor.desk.counting import set_aside
from monitor.desk.plain import of_fields, plain
from monitor.errors import InputError
from monitor.model.deciding import Incident, Report
from monitor.model.names import IncidentState, Role
from monitor.model.reading import Article
from monitor.store import articles as article_rows
from monitor.store import decisions as decision_rows
from monitor.store import incidents as incident_rows
from monitor.store import reports as report_rows
from monitor.store.open import Store
from monitor.store.person_decisions import PersonDecision
from monitor.words import incident_name, origins_words, tolls_words, when_words


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """An incident in one line: what happened, where, when, how many, how many sources."""

    id: str
    title: str
    type: str
    #: As people say it, "" = unknown; so are toll and origins.
    when: str
    place: str
    #: ISO alpha-2, "" = unknown.
    country: str
    toll: str
    origins: str
    #: Names of warnings on the origins, with commas.
    warnings: str
    state: str
    external_id: str | None
    known_from: str
    #: Why it stands in the review queue as perhaps two, "" = it does not.
    perhaps_two: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """An article that reports an incident, and why it was decided so."""

    #: "" = unknown.
    published: str
    role: str
    outlet: str
    title: str
    why: str
    url: str
    #: Why the card takes nothing from it, "" = it counts.
    not_counted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """What a person decided."""

    at: str
    kind: str
    who: str
    why: str
    #: When and by whom, "" = it stands.
    undone: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentShown:
    """One incident with all that is known of it."""

    incident: Incident
    line: IncidentLine
    #: "Coastal Front (perpetrator)".
    actors: tuple[str, ...]
    reports: tuple[ReportLine, ...]
    #: Articles on it that report nothing new: analyses, portraits, looks back.
    on_it: tuple[ReportLine, ...]
    #: Undone ones too.
    decisions: tuple[DecisionLine, ...]

    def reports_as(self, role: Role) -> tuple[ReportLine, ...]:
        """Return the reports that tell of it in this role."""
        return tuple(one for one in self.reports if one.role == role)

    def plain(self) -> dict[str, Any]:
        """Return it as plain data: the line with its reports and decisions."""
        lists = {
            "reports": plain(self.reports),
            "on_it": plain(self.on_it),
            "decisions": plain(self.decisions),
        }
        return of_fields(self.line) | lists


def list_incidents(
    store: Store,
    *,
    since: datetime | None = None,
    place: str = "",
    incident_type: str = "",
    text: str = "",
    state: IncidentState | None = None,
    limit: int = 50,
) -> tuple[IncidentLine, ...]:
    """Return incidents that changed since a moment, the latest change first.

    `place` is a name, a part of one or a country code; `text` is of the title.
    """
    found = incident_rows.list_incidents(
        store,
        since=since,
        place=place,
        incident_type=incident_type,
        text=text,
        state=state,
        limit=limit,
    )
    return tuple(map(line_of, found))


def find_incident(store: Store, incident_id: str) -> Incident:
    """Return an incident by its id, where that leads now. Raises InputError if there is none."""
    leads = incident_rows.resolve(store, incident_id)
    found = incident_rows.get(store, leads)
    found = found or incident_rows.by_external_id(store, incident_id)
    if found is None:
        raise InputError(f"no incident {incident_id}; `monitor incidents list` shows them")
    return found


def happened(store: Store, *, limit: int = 1000) -> tuple[Incident, ...]:
    """Return the open incidents in the order in which they happened."""
    found = incident_rows.list_incidents(store, state=IncidentState.OPEN, limit=limit)
    return tuple(
        sorted(found, key=lambda one: one.when.start if one.when else one.opened_at.date())
    )


def latest_article(store: Store, incident: Incident) -> str:
    """Return the id of the article that reported an incident last."""
    return report_rows.of_incident(store, incident.id)[-1].article_id


def show(store: Store, incident: Incident) -> IncidentShown:
    """Return an incident with its reports in their order and what persons decided about it."""
    reports = report_rows.of_incident(store, incident.id)
    on_it = report_rows.on_incident(store, incident.id)
    found = article_rows.load_versions(store, [one.version_id for one in (*reports, *on_it)])
    articles = {one.version_id: one for one in found}
    decided = decision_rows.list_decisions(store, incident_id=incident.id, undone=True)
    return IncidentShown(
        incident=incident,
        line=line_of(incident),
        actors=tuple(f"{actor.name} ({actor.role})" for actor in incident.actors),
        reports=_lines(reports, articles, set_aside(store, incident, reports)),
        on_it=_lines(on_it, articles, {}),
        decisions=tuple(map(_decision_line, decided)),
    )


def _lines(
    reports: Iterable[Report], articles: Mapping[str, Article], aside: Mapping[str, str]
) -> tuple[ReportLine, ...]:
    return tuple(
        _report_line(one, articles[one.version_id], aside.get(one.id, ""))
        for one in reports
        if one.version_id in articles
    )


def line_of(incident: Incident) -> IncidentLine:
    """Return an incident as one line."""
    place = incident.place
    return IncidentLine(
        id=incident.id,
        title=incident_name(incident),
        type=incident.incident_type,
        when=when_words(incident.when),
        place=place.name if place else "",
        country=place.country if place else "",
        toll=tolls_words(incident.killed, incident.injured),
        origins=origins_words(incident.origins) if incident.origins.articles else "",
        warnings=", ".join(incident.origins.warnings),
        state=incident.state.value,
        external_id=incident.external_id,
        known_from=incident.known_from,
        perhaps_two=incident.perhaps_two,
    )


def _report_line(report: Report, article: Article, not_counted: str) -> ReportLine:
    return ReportLine(
        published=time_text(report.published) if report.published else "",
        role=report.role.value,
        outlet=article.outlet_name or article.outlet,
        title=article.title,
        why=report.verdict.reason,
        url=article.url,
        not_counted=not_counted,
    )


def _decision_line(one: PersonDecision) -> DecisionLine:
    return DecisionLine(
        at=time_text(one.decided_at),
        kind=one.kind,
        who=one.who,
        why=one.why,
        undone=f"{time_text(one.undone_at)} by {one.undone_by}" if one.undone_at else "",
        id=one.id,
    )
