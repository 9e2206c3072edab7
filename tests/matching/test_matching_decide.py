"""Verdicts over self-made incidents, with the packaged model."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from monitor.matching.data import load_model
from monitor.matching.decide import Constraints, decide, limits_for, not_incident
from monitor.matching.evidence import evidence
from monitor.matching.explain import explain, part_lines, spell_out
from monitor.matching.features import NAMES, WORDED, Candidate, features
from monitor.matching.lookback import look_back
from monitor.matching.model import Thresholds, contributions, probability
from monitor.matching.profile import Profile
from monitor.matching.profiling import profile
from monitor.model.deciding import Incident, Origins, Part
from monitor.model.facts import Count, Mention, Person, Place, When, Where
from monitor.model.names import DatePrecision, Decision, IncidentState, Quality, Role
from monitor.model.reading import Article
from monitor.model.spans import Span

MODEL = load_model()
NOW = datetime(2031, 5, 20, tzinfo=UTC)
NONE = Origins(independent=0, names=(), undetermined=0, articles=0, outlets=0)
FERRY = (
    "Two drones struck the grain silo of Port Velm before dawn on {day}, killing four dockers, "
    "harbour master Ilse Brandvold said. Fire crews from Karsby pumped water from the inner basin "
    "for six hours. The blast broke windows along Tollbod Quay and halted the ferry to Sund island."
)
LATER = (
    "Rescuers in Port Velm searched the wrecked grain silo for a third day. Harbour master Ilse "
    "Brandvold named the four dockers who died in the drone strike of {day} and said the ferry to "
    "Sund island would sail again. Tollbod Quay remains closed."
)


def a_span(text: str = "x") -> Span:
    return Span(field="text", start=0, end=len(text), text=text)


def a_place(name: str = "Port Velm", lat: float = 61.0, lon: float = 5.1) -> Place:
    return Place(
        id=f"place_{name}", name=name, kind="city", country="NO", admin1="Vestre",
        latitude=lat, longitude=lon, precision=1,
    )  # fmt: skip


def an_article(title: str, text: str, published: date | None) -> Article:
    moment = published and datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
    return Article(
        id=f"article_{title}", version_id=f"version_{title}", url="https://a.example/1",
        outlet="a.example", outlet_name="A", title=title, text=text, language="en",
        published=moment, published_precision="day", published_from="row", fetched_at=NOW,
        quality=Quality.FULL,
    )  # fmt: skip


def a_mention(
    day: date | None, *, place: Place | None = None, killed: int | None = 4, person: str = ""
) -> Mention:
    when = When(start=day, end=day, precision=DatePrecision.DAY) if day else None
    counts = () if killed is None else (
        Count(field="killed", low=killed, best=killed, high=killed, span=a_span()),
    )  # fmt: skip
    return Mention(
        ordinal=0, role=Role.PRIMARY, incident_type="drone_strike", when=when,
        where=(Where(place=place or a_place(), span=a_span()),), counts=counts, actors=(),
        persons=(Person(name=person, role="killed", span=a_span()),) if person else (),
        terms=(), spans=(),
    )  # fmt: skip


def a_profile(title: str, text: str, published: date | None, mention: Mention) -> Profile:
    return profile(an_article(title, text, published), mention, MODEL.background)


def a_candidate(*profiles: Profile, incident_id: str = "incident_a") -> Candidate:
    card = Incident(
        id=incident_id, state=IncidentState.OPEN, title=f"title of {incident_id}",
        incident_type="drone_strike", when=None, place=None, killed=None, injured=None,
        origins=NONE, opened_at=NOW, updated_at=NOW,
    )  # fmt: skip
    return Candidate(incident=card, profiles=profiles)


def the_strike() -> Profile:
    return a_profile(
        "Drones hit grain silo at Port Velm, four dead",
        FERRY.format(day="Monday"),
        date(2031, 5, 12),
        a_mention(date(2031, 5, 12)),
    )


def the_follow_up(person: str = "") -> Profile:
    return a_profile(
        "Port Velm names dockers killed in silo strike",
        LATER.format(day="Monday"),
        date(2031, 5, 15),
        a_mention(date(2031, 5, 12), person=person),
    )


def test_a_follow_up_comes_home_with_named_parts() -> None:
    verdict = decide(the_follow_up(), [a_candidate(the_strike())], MODEL)
    assert verdict.decision is Decision.SAME
    assert verdict.incident_id == "incident_a"
    assert verdict.decided_by == f"model:{MODEL.fingerprint}"
    assert verdict.reason.startswith("same as “title of incident_a”")
    assert verdict.parts
    assert all(part.name in NAMES for part in verdict.parts)


SILO = (
    "Deux drones ont frappé lundi avant l'aube le silo à grain de Port Velm, tuant quatre dockers, "
    "a déclaré la capitaine du port, Ilse Brandvold. Les vitres du quai Tollbod ont volé en éclats."
)


def in_french(day: date, place: Place | None = None, killed: int = 4) -> Profile:
    made = a_profile(
        "Des drones frappent un silo, des morts",
        SILO,
        day,
        a_mention(day, place=place, killed=killed),
    )
    return replace(made, language="fr")


@pytest.mark.parametrize(
    ("country", "kilometres", "same", "new"),
    [
        (0.0, 2_000.0, 0.6, 0.55),
        (0.0, 120.0, 0.3, 0.25),
        (1.0, 2_000.0, 0.3, 0.25),
        (float("nan"), float("nan"), 0.3, 0.25),
    ],
)
def test_a_place_far_away_in_another_country_asks_for_a_surer_score(
    country: float, kilometres: float, same: float, new: float
) -> None:
    row = [float("nan")] * len(NAMES)
    row[NAMES.index("country")], row[NAMES.index("first_place_km")] = country, kilometres
    limits = limits_for(row, Thresholds(0.3, 0.25))
    assert (limits.same_above, limits.new_below) == pytest.approx((same, new))
    strict = Thresholds(0.8, 0.7)
    assert limits_for(row, strict) == strict


def test_between_two_languages_likeness_of_words_is_unknown_not_small() -> None:
    row = features(in_french(date(2031, 5, 12)), a_candidate(the_strike()))
    unlike = [name for name, value in zip(NAMES, row, strict=True) if value != value]
    assert set(WORDED) <= set(unlike)
    mixed = features(
        in_french(date(2031, 5, 12)), a_candidate(the_strike(), in_french(date(2031, 5, 12)))
    )
    assert mixed[NAMES.index("body")] == pytest.approx(1.0)


def test_a_report_in_another_language_meets_its_incident_by_day_place_and_people() -> None:
    verdict = decide(in_french(date(2031, 5, 12)), [a_candidate(the_strike())], MODEL)
    assert verdict.decision is Decision.SAME
    far = in_french(date(2031, 5, 3), a_place("Hamnes", 69.2, 18.1), killed=1)
    assert decide(far, [a_candidate(the_strike())], MODEL).decision is Decision.NEW


def test_another_town_and_day_is_another_incident() -> None:
    other = a_profile(
        "Drones hit fuel depot at Hamnes, one dead",
        "Two drones struck the fuel depot of Hamnes on Sunday, killing a guard, police said.",
        date(2031, 5, 19),
        a_mention(date(2031, 5, 18), place=a_place("Hamnes", 69.2, 18.1), killed=1),
    )
    verdict = decide(other, [a_candidate(the_strike())], MODEL)
    assert verdict.decision is Decision.NEW
    assert verdict.incident_id is None
    assert verdict.reason.startswith("new: nearest is")


def test_nothing_on_the_shortlist_is_new_and_says_so() -> None:
    verdict = decide(the_strike(), [], MODEL)
    assert verdict.decision is Decision.NEW
    assert "no known incident" in verdict.reason


def test_a_persons_same_wins_over_the_score() -> None:
    told = Constraints(same={"incident_b": "mara"})
    verdict = decide(the_follow_up(), [a_candidate(the_strike())], MODEL, None, told)
    assert (verdict.incident_id, verdict.decided_by) == ("incident_b", "person:mara")


def test_a_persons_not_same_is_never_chosen() -> None:
    told = Constraints(not_same={"incident_a": "mara"})
    verdict = decide(the_follow_up(), [a_candidate(the_strike())], MODEL, None, told)
    assert verdict.decision is Decision.NEW
    assert verdict.others == ()
    assert "a person ruled out" in verdict.reason


def test_the_order_of_candidates_does_not_matter() -> None:
    a = a_candidate(the_strike())
    b = a_candidate(the_follow_up(), incident_id="incident_b")
    row = the_follow_up("Ole Brenna")
    assert decide(row, [a, b], MODEL) == decide(row, [b, a], MODEL)


@pytest.mark.parametrize("killed", [1, 4, 40])
def test_a_toll_further_off_never_scores_higher(killed: int) -> None:
    base = a_candidate(the_strike())

    def score(dead: int) -> float:
        row = a_profile(
            "Silo strike", LATER.format(day="Monday"), date(2031, 5, 15),
            a_mention(date(2031, 5, 12), killed=dead),
        )  # fmt: skip
        return probability(MODEL, features(row, base))

    assert score(4) >= score(killed)


def test_contributions_and_start_sum_up_to_the_score() -> None:
    row = features(the_follow_up(), a_candidate(the_strike()))
    import math

    total = MODEL.start + sum(contributions(MODEL, row))
    assert 1 / (1 + math.exp(-total)) == pytest.approx(probability(MODEL, row), abs=1e-3)


def test_undated_articles_are_compared_by_their_words() -> None:
    undated = a_profile("Silo strike", LATER.format(day="Monday"), None, a_mention(None))
    row = features(undated, a_candidate(the_strike()))
    assert math_is_nan(row[NAMES.index("published_gap")])
    assert 0 <= probability(MODEL, row) <= 1


def math_is_nan(value: float) -> bool:
    return value != value


def test_why_says_what_would_change_the_verdict() -> None:
    found = explain(the_follow_up(), [a_candidate(the_strike())], MODEL)
    assert found[0].incident_id == "incident_a"
    assert all(line.startswith("would not be the same if") for line in found[0].changes)
    assert all(line[0] in "+-" for line in part_lines(found[0].parts))


def test_no_incident_names_its_rule_and_its_words() -> None:
    verdict = not_incident("opinion", "I have always believed")
    assert verdict.decision is Decision.NOT_INCIDENT
    assert verdict.decided_by == "rule:opinion"
    assert "I have always believed" in verdict.reason


def test_words_never_contradict_the_side_they_stand_on() -> None:
    """A reader is lost by "+1.4 no title words in common": another report earned that part."""
    ours, theirs = the_follow_up(), the_strike()
    assert evidence("title", 0.4, ours, theirs, 1.0).startswith("title words in common: ")
    assert evidence("title", 0.1, ours, theirs, -1.0).startswith("few title words in common (")
    assert evidence("told_before", -2.0, ours, theirs, -1.0) == ""
    assert evidence("country", 0.0, ours, theirs, 1.0) == ""
    assert evidence("published_gap", 1.0, ours, theirs, 1.0) == "reports that came 1 day apart"


def test_lines_of_one_kind_are_one_line_in_the_words_of_the_weightier_side() -> None:
    parts = tuple(
        Part(name=name, value=0.0, contribution=gain, words=words)
        for name, gain, words in (
            ("proper", 0.7, "parts of names in common: velm, karsby"),
            ("mean_proper", -0.2, "few parts of names in common (velm)"),
            ("reports", 0.3, ""),
            ("place_km", -0.4, "49 km apart (velm, karsby)"),
        )
    )
    assert part_lines(parts) == (
        "+0.50  parts of names in common: velm, karsby",
        "-0.40  49 km apart (velm, karsby)",
    )


def test_words_in_common_are_spelled_as_the_article_writes_them() -> None:
    spelled = {"capsiz": "capsized", "ferri": "ferries"}
    told = "same as “x” (0.98): title words in common: capsiz, velm; few words in common (ferri)"
    assert spell_out(told, spelled) == (
        "same as “x” (0.98): title words in common: capsized, velm; few words in common (ferries)"
    )


def test_a_reason_says_each_kind_of_thing_once_and_names_no_ids() -> None:
    reason = decide(the_follow_up(), [a_candidate(the_strike())], MODEL).reason
    assert reason.count("title words in common") <= 1
    assert "actor_" not in reason


def test_what_is_told_in_passing_is_explained_by_the_points_that_decided_it() -> None:
    """The model's score of such a mention says another thing than its verdict."""
    passing = replace(the_follow_up(), role=Role.BACKGROUND.value)
    other = replace(the_strike(), start=the_strike().start - 9, end=the_strike().start - 9)
    found = explain(
        passing, [a_candidate(other, incident_id="b"), a_candidate(the_strike())], MODEL
    )
    verdict = look_back(passing, [a_candidate(the_strike())])
    assert [one.incident_id for one in found] == [verdict.incident_id, "b"]
    assert found[0].says.endswith("the same from 4.5 on, 1 ahead of the next")
    assert part_lines(found[1].parts)[0].startswith("-5.00  other days")
