"""A whole decision from what was gathered to its outcome, without a database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from lineage_builders import FIRE
from weighing_builders import (
    MODEL,
    a_candidate,
    a_shortlist,
    a_text,
    an_arrival,
    outcome_of,
)

from monitor.incidents.outcome import History
from monitor.jobs.gathered import Around, Arrival, Shortlist, Stored
from monitor.jobs.weighing import adds_nothing, limits, met, others_on, reused, worded_alike
from monitor.lineage.origins.origins import ReportLineage
from monitor.model.deciding import Part
from monitor.model.facts import Facts, Mention, Where
from monitor.model.names import Decision, IncidentState, Quality, Relation, Role
from monitor.model.reading import Article, Reading
from monitor.settings.nouns import MatchSettings
from tests.incidents.incident_builders import (
    NOW,
    TEXT,
    a_mention,
    a_place,
    a_reading,
    a_report,
    a_verdict,
    a_when,
    an_article,
    an_incident,
    credited,
    hours,
    span_of,
)

OTHER = a_reading(replace(an_article("Kystavisen"), published=hours(-3)))
FAR = Where(
    place=replace(a_place("Sandhavn"), latitude=-30.0, longitude=25.0, country="ZA"),
    span=span_of("Port Velm"),
)
FLOOD = a_reading(
    an_article("Karoo Herald", text="A dam burst above Sandhavn and forty farms stood in water."),
    a_mention(incident_type="flood", when=a_when(date(2031, 3, 2)), where=(FAR,), counts=()),
)
BACKGROUND = a_mention(role=Role.BACKGROUND)
OPINION = replace(a_reading(), facts=Facts(mentions=(), not_incident="opinion"), profiles=())
RETRACTED = a_reading(
    replace(an_article(version=2), title="Retraction: our report on Port Velm was withdrawn")
)
SURE_OF_NOTHING = MatchSettings(same_above=1.1, new_below=0.0)


def known(reading: Reading = OTHER, **changes: Any) -> Around:
    """The incident of the shortlist with the report that another outlet made of it."""
    card = an_incident(**changes)
    told = ReportLineage(article=reading.article, credits=(), attributions=(), edges=())
    history = History(incident=card, reports=(a_report(reading, card.id),))
    return Around(histories={card.id: history}, lineages={card.id: (told,)})


@dataclass(frozen=True, kw_only=True)
class Row:
    """What was gathered, and what it comes to."""

    law: str
    arrival: Arrival = field(default_factory=an_arrival)
    shortlist: Shortlist | None = None
    around: Around | None = None
    settings: MatchSettings | None = None
    #: "decision by role" of each report.
    reports: tuple[str, ...]
    decided_by: str
    #: State of each incident that changes; "+" = it is new.
    incidents: tuple[str, ...]
    alerts: tuple[str, ...] = ()


SAME = a_shortlist(a_candidate(OTHER))
TABLE = (
    Row(
        law="what nothing is like opens an incident and is news",
        reports=("new primary",),
        decided_by="model",
        incidents=("+open",),
        alerts=("new_incident",),
    ),
    Row(
        law="what another outlet told of joins its incident",
        shortlist=SAME,
        around=known(),
        reports=("same primary",),
        decided_by="model",
        incidents=("open",),
    ),
    Row(
        law="an incident that was known from a register opens with its first report",
        shortlist=SAME,
        around=Around(
            histories={
                "incident_a": History(
                    incident=an_incident(state=IncidentState.KNOWN, known_from="incidents.toml")
                )
            }
        ),
        reports=("same primary",),
        decided_by="model",
        incidents=("open",),
        alerts=("new_incident",),
    ),
    Row(
        law="another kind of event far away in another month is not joined",
        shortlist=a_shortlist(a_candidate(FLOOD)),
        reports=("new primary",),
        decided_by="model",
        incidents=("+open",),
        alerts=("new_incident",),
    ),
    Row(
        law="what lies between the thresholds opens nothing and merges nothing",
        shortlist=SAME,
        settings=SURE_OF_NOTHING,
        reports=("unsure primary",),
        decided_by="model",
        incidents=(),
    ),
    Row(
        law="a person's no stands above the likest text",
        shortlist=a_shortlist(a_candidate(OTHER), not_same="incident_a"),
        reports=("new primary",),
        decided_by="model",
        incidents=("+open",),
        alerts=("new_incident",),
    ),
    Row(
        law="a person's yes stands above every score",
        shortlist=a_shortlist(a_candidate(FLOOD), same="incident_a"),
        around=known(FLOOD),
        reports=("same primary",),
        decided_by="person",
        incidents=("open",),
    ),
    Row(
        law="a new version stays with the incident of the last one",
        arrival=an_arrival(a_reading(an_article(version=2)), incident_id="incident_a"),
        around=known(),
        reports=("same primary",),
        decided_by="rule:revision",
        incidents=("open",),
    ),
    Row(
        law="a person moves even a new version",
        arrival=an_arrival(a_reading(an_article(version=2)), incident_id="incident_b"),
        shortlist=a_shortlist(a_candidate(OTHER), same="incident_a"),
        around=known(),
        reports=("same primary",),
        decided_by="person",
        incidents=("open",),
    ),
    Row(
        law="a page that takes its report back leaves the incident mentioned only",
        arrival=an_arrival(RETRACTED, incident_id="incident_a"),
        around=Around(
            histories={
                "incident_a": History(incident=an_incident(), reports=(a_report(RETRACTED),))
            }
        ),
        reports=("not_incident primary",),
        decided_by="rule:withdrawn",
        incidents=("mentioned_only",),
        alerts=("retraction",),
    ),
    Row(
        law="such words on a page that reported nothing are words",
        arrival=an_arrival(RETRACTED),
        reports=("new primary",),
        decided_by="model",
        incidents=("+open",),
        alerts=("new_incident",),
    ),
    Row(
        law="an article that tells of no incident says why",
        arrival=an_arrival(OPINION),
        reports=("not_incident primary",),
        decided_by="rule:opinion",
        incidents=(),
    ),
    Row(
        law="what is only told in passing is a report beside that of no incident",
        arrival=an_arrival(a_reading(None, BACKGROUND)),
        reports=("not_incident primary", "new background"),
        decided_by="rule:no_happening",
        incidents=("+mentioned_only",),
    ),
    Row(
        law="what was seen at first sight of a feed raises nothing",
        arrival=an_arrival(suppressed=True),
        reports=("new primary",),
        decided_by="model",
        incidents=("+open",),
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.law)
def test_a_decision(row: Row) -> None:
    shortlists = () if row.shortlist is None else (row.shortlist,)
    outcome = outcome_of(row.arrival, *shortlists, around=row.around, settings=row.settings)
    told = tuple(f"{one.verdict.decision} {one.role}" for one in outcome.reports)
    assert told == row.reports
    assert outcome.reports[0].verdict.decided_by.startswith(row.decided_by)
    met_before = row.around.histories if row.around else {}
    states = tuple(("" if i.id in met_before else "+") + i.state for i in outcome.incidents)
    assert states == row.incidents
    assert tuple(alert.kind for alert in outcome.alerts) == row.alerts


def test_a_decision_made_twice_is_the_same() -> None:
    made = [outcome_of(an_arrival(), SAME, around=known()) for _ in range(2)]
    assert made[0] == made[1]


def test_a_decision_carries_what_it_was_made_of() -> None:
    arrival = an_arrival(entry_id="entry_1")
    outcome = outcome_of(arrival)
    [incident] = outcome.incidents
    assert (outcome.entry_id, outcome.article) == ("entry_1", arrival.article)
    assert outcome.keys[incident.id]
    assert {claim.field for claim in outcome.claims} >= {"killed"}
    assert incident.origins.articles == 1


# --- the same words in two outlets


def told_at(outlet: str, hour: float) -> Reading:
    article = an_article(outlet, text=f"{TEXT} {FIRE}")
    return a_reading(replace(article, published=hours(hour), fetched_at=hours(hour)))


ORIGINAL, COPY = told_at("Kystavisen", -5), told_at("Fjordposten", 0)


def around_with(other: Reading) -> Around:
    """The other outlet's report, credited to an agency, and its text."""
    stands = known(other)
    [[told]] = stands.lineages.values()
    by_agency = replace(told, credits=(credited(),))
    return replace(stands, lineages={"incident_a": (by_agency,)}, texts=(a_text(other.article),))


def test_a_copy_is_tied_to_its_original_and_adds_no_origin() -> None:
    shortlist = a_shortlist(a_candidate(ORIGINAL))
    outcome = outcome_of(an_arrival(COPY), shortlist, around=around_with(ORIGINAL))
    [edge] = [one for one in outcome.edges if one.to_article_id]
    assert (edge.relation, edge.to_article_id) == (Relation.REPUBLISHES, ORIGINAL.article.id)
    [card] = outcome.incidents
    assert (card.origins.articles, card.origins.names) == (2, ("Nordwire",))
    assert card.origins.undetermined == 0
    assert outcome.alerts == ()


def test_an_original_that_comes_late_turns_the_tie_round() -> None:
    shortlist = a_shortlist(a_candidate(COPY))
    late = outcome_of(an_arrival(ORIGINAL), shortlist, around=around_with(COPY))
    [edge] = [one for one in late.edges if one.to_article_id]
    assert (edge.from_article_id, edge.to_article_id) == (COPY.article.id, ORIGINAL.article.id)
    wrong = replace(
        edge, id="wrong", from_article_id=ORIGINAL.article.id, to_article_id=COPY.article.id
    )
    again = outcome_of(an_arrival(ORIGINAL), shortlist, around=around_with(COPY), older=(wrong,))
    assert again.withdrawn_edges == ("wrong",)
    assert reused(again.edges) == [ORIGINAL.article.id]


# --- the small questions between the stages


@pytest.mark.parametrize(
    ("was", "has_text", "comes", "nothing"),
    [
        (Quality.FULL, True, Quality.FULL, True),
        (Quality.FULL, False, Quality.FULL, False),
        (Quality.FULL, False, Quality.EXCERPT, True),
        (Quality.EXCERPT, False, Quality.EXCERPT, False),
        (Quality.EXCERPT, False, Quality.FULL, False),
    ],
)
def test_a_known_text_and_a_worse_copy_add_nothing(
    was: Quality, has_text: bool, comes: Quality, nothing: bool
) -> None:
    def of(quality: Quality) -> Article:
        return replace(an_article(), quality=quality)

    assert adds_nothing(of(comes), Stored(article=of(was), has_text=has_text)) is nothing


def test_the_users_thresholds_stand_above_the_fitted_ones() -> None:
    assert limits(MatchSettings(), MODEL) == MODEL.thresholds
    told = limits(MatchSettings(same_above=0.9, new_below=0.0), MODEL)
    assert (told.same_above, told.new_below) == (0.9, 0.0)


def test_incidents_are_met_by_joining_and_by_leaving() -> None:
    joined = a_report(OTHER, "incident_a")
    unsure = replace(joined, incident_id=None, verdict=a_verdict(Decision.UNSURE))
    left = replace(
        unsure, verdict=replace(a_verdict(), incident_id="b", decided_by="rule:withdrawn")
    )
    assert met([joined, unsure, left, joined]) == ("incident_a", "b")


@pytest.mark.parametrize(
    ("decision", "value", "found"),
    [
        (Decision.NEW, 0.6, ["incident_b"]),
        (Decision.UNSURE, 0.9, ["incident_b"]),
        (Decision.SAME, 0.9, []),
        (Decision.NEW, 0.59, []),
    ],
)
def test_texts_are_looked_for_where_words_are_alike_and_nothing_was_met(
    decision: Decision, value: float, found: list[str]
) -> None:
    parts = (Part(name="body", value=value, contribution=0.1, words=""),)
    others = (("incident_b", 0.2), ("incident_c", 0.1))
    verdict = replace(a_verdict(decision), parts=parts, others=others)
    assert list(worded_alike([replace(a_report(OTHER), verdict=verdict)])) == found


def test_origins_are_counted_from_first_hand_reports_where_there_are_any() -> None:
    mine, passing = a_reading(), a_mention(role=Role.BACKGROUND)
    theirs = a_report(OTHER)
    aside = a_report(a_reading(an_article("Passing"), passing))
    history = History(reports=(theirs, aside))

    def others(own: Mention) -> list[str]:
        report = a_report(mine, mention=own)
        return [
            one.article_id for one in others_on(history, [report], "incident_a", mine.article.id)
        ]

    assert others(a_mention()) == [theirs.article_id]
    only_aside = History(reports=(aside,))
    report = a_report(mine, mention=passing)
    assert others_on(only_aside, [report], "incident_a", mine.article.id) == [aside]


def test_an_older_version_of_the_article_itself_is_no_other() -> None:
    before = a_report(a_reading(an_article(version=1)), decided_at=NOW - timedelta(hours=1))
    again = a_report(a_reading(an_article(version=2)))
    history = History(reports=(before,))
    assert others_on(history, [again], "incident_a", again.article_id) == []
