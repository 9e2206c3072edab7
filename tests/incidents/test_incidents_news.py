"""Only new information alerts, and it says by whom."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.incidents.change import Change, Manner, Past
from monitor.incidents.claims import ClaimChanges
from monitor.incidents.news import alerts
from monitor.incidents.stages import stage_of
from monitor.incidents.watches import matching_watches
from monitor.incidents.words import HEADLINE_CHARS, told_by
from monitor.model.deciding import Claim, Incident, Toll
from monitor.model.names import AlertKind, IncidentState, Role, SourceClass
from monitor.model.telling import Alert
from monitor.registers import Watch
from monitor.words import kind_words
from tests.incidents.incident_builders import (
    AGENCY,
    COAST_GUARD,
    NOW,
    a_claim,
    a_mention,
    a_reading,
    a_report,
    an_actor,
    an_article,
    an_incident,
    origins,
)

REPORT = a_report(a_reading())


def raised(
    before: Incident | None,
    after: Incident,
    *new: Claim,
    known: tuple[Claim, ...] = (),
    told: tuple[Alert, ...] = (),
    manner: Manner | None = None,
    **changes: object,
) -> tuple[Alert, ...]:
    told_now = ClaimChanges(new=new, **changes)  # type: ignore[arg-type]
    past = Past(claims=known, alerts=told)
    return alerts(Change(before, after, told_now, REPORT, NOW, past, manner or Manner()))


def kinds(found: tuple[Alert, ...]) -> list[str]:
    return [alert.kind.value for alert in found]


def test_the_first_report_is_a_new_incident_told_by_one_origin() -> None:
    (alert,) = raised(None, an_incident())
    assert alert.kind is AlertKind.NEW_INCIDENT
    assert alert.headline.endswith("3 killed – reported by one origin (Nordwire)")
    assert alert.before == ""


def test_a_copy_raises_nothing() -> None:
    assert raised(an_incident(), an_incident()) == ()


def test_a_repeated_figure_raises_nothing() -> None:
    repeated = a_claim(version_id="v2", article_id="a2")
    assert raised(an_incident(), an_incident(), repeated, known=(a_claim(),)) == ()


def test_a_mentioned_only_incident_is_new_when_reported_first_hand() -> None:
    before = an_incident(state=IncidentState.MENTIONED_ONLY, first_published=None)
    (alert,) = raised(before, an_incident())
    assert alert.kind is AlertKind.NEW_INCIDENT
    assert "background" in alert.before


def test_background_never_alerts() -> None:
    report = a_report(a_reading(None, a_mention(role=Role.BACKGROUND)))
    assert alerts(Change(None, an_incident(), ClaimChanges(), report, NOW)) == ()


def test_a_second_origin_alerts_once_and_a_third_is_silent() -> None:
    two = an_incident(origins=origins("Nordwire", "Coast guard"))
    three = an_incident(origins=origins("Nordwire", "Coast guard", "A"))
    assert kinds(raised(an_incident(), two)) == ["second_origin"]
    assert raised(two, three) == ()


def test_a_changed_toll_says_what_it_was_and_by_whom() -> None:
    after = an_incident(killed=Toll(low=3, best=5, high=5))
    newer = a_claim(number=5, claimant=AGENCY, version_id="v2")
    (alert,) = raised(an_incident(), after, newer, known=(a_claim(),))
    assert alert.kind is AlertKind.TOLL_CHANGED
    assert "5 killed (was 3), according to Nordwire" in alert.headline
    assert alert.before == "3 killed"


def test_a_lower_figure_of_somebody_else_is_a_dispute() -> None:
    lower = a_claim(number=1, claimant=COAST_GUARD)
    known = (a_claim(number=22, claimant=COAST_GUARD_LIKE),)
    same = an_incident()
    assert kinds(raised(same, same, lower, known=known)) == ["dispute"]


COAST_GUARD_LIKE = dataclasses.replace(COAST_GUARD, name="Harbour board")


def test_a_claim_of_responsibility_alerts_once() -> None:
    claim = a_claim("responsibility", None, value="Sea Guard")
    assert kinds(raised(an_incident(), an_incident(), claim)) == ["responsibility_claimed"]
    again = dataclasses.replace(claim, id="claim_again")
    assert raised(an_incident(), an_incident(), again, known=(claim,)) == ()


def test_a_first_report_with_a_claim_of_responsibility_says_both() -> None:
    claim = a_claim("responsibility", None, value="Sea Guard")
    assert kinds(raised(None, an_incident(), claim)) == ["new_incident", "responsibility_claimed"]


def test_blame_is_no_claim_of_responsibility() -> None:
    blame = a_claim("blame", None, value="Sea Guard")
    assert raised(an_incident(), an_incident(), blame, known=(a_claim(),)) == ()


def test_the_first_official_word_alerts_once() -> None:
    official = a_claim(claimant=COAST_GUARD, version_id="v2")
    same = an_incident()
    assert kinds(raised(same, same, official, known=(a_claim(),))) == ["official_confirmation"]
    assert raised(same, same, official, known=(a_claim(), official)) == ()


def test_blame_by_an_official_body_confirms_nothing() -> None:
    blame = a_claim("blame", None, value="Sea Guard", claimant=COAST_GUARD)
    assert raised(an_incident(), an_incident(), blame, known=(a_claim(),)) == ()


def test_a_figure_that_falls_on_its_page_is_a_correction_and_no_second_news() -> None:
    old, new = a_claim(number=5), a_claim(number=3, version_id="v2")
    before = an_incident(killed=Toll(low=5, best=5, high=5))
    changes = {"known": (old,), "superseded": {old.id: new.id}}
    owned = Manner(owns_error=True)
    (found,) = raised(before, an_incident(), new, manner=owned, **changes)
    assert found.kind is AlertKind.CORRECTION
    assert "corrected: 3 killed (was 5 killed)" in found.headline
    assert kind_words(found.kind, found.reason) == "correction"


def test_a_figure_that_falls_without_a_notice_is_a_silent_edit() -> None:
    old, new = a_claim(number=5), a_claim(number=3, version_id="v2")
    before = an_incident(killed=Toll(low=5, best=5, high=5))
    (found,) = raised(before, an_incident(), new, known=(old,), superseded={old.id: new.id})
    assert "changed without a notice: 3 killed (was 5 killed)" in found.headline
    assert "corrected" not in found.headline
    assert kind_words(found.kind, found.reason) == "silent edit"


def test_a_page_brought_up_to_date_is_a_toll_that_rises_and_no_correction() -> None:
    old, new = a_claim(number=3), a_claim(number=4, version_id="v2")
    after = an_incident(killed=Toll(low=4, best=4, high=4))
    changes = {"known": (old,), "superseded": {old.id: new.id}}
    assert kinds(raised(an_incident(), after, new, **changes)) == ["toll_changed"]
    owned = Manner(owns_error=True)
    assert kinds(raised(an_incident(), after, new, manner=owned, **changes)) == ["correction"]


def test_copies_that_are_corrected_alike_say_it_once() -> None:
    old, new = a_claim(number=5), a_claim(number=3, version_id="v2")
    first = raised(an_incident(), an_incident(), new, known=(old,), superseded={old.id: new.id})
    own = a_claim(number=5, article_id="copy"), a_claim(number=3, article_id="copy")
    again = raised(
        an_incident(), an_incident(), own[1],
        known=(old, own[0]), superseded={own[0].id: own[1].id}, told=first,
    )  # fmt: skip
    assert (kinds(first), again) == (["correction"], ())


def test_a_grave_claim_that_its_page_leaves_out_and_nobody_else_makes_is_taken_back() -> None:
    lost = a_claim("responsibility", None, value="Sea Guard")
    same = an_incident()
    (found,) = raised(same, same, known=(lost,), retracted=(lost.id,))
    assert found.kind is AlertKind.RETRACTION
    assert "no longer said: responsibility Sea Guard" in found.headline
    other = a_claim("responsibility", None, value="Sea Guard", article_id="other")
    assert raised(same, same, known=(lost, other), retracted=(lost.id,)) == ()
    damage = a_claim("damage", None, value="ships")
    assert raised(same, same, known=(damage,), retracted=(damage.id,)) == ()


def test_a_figure_that_was_told_before_is_no_news_whoever_takes_it_up() -> None:
    """More origins for an old figure move the card; nobody learns anything."""
    after = an_incident(killed=Toll(low=3, best=5, high=5))
    taken_up = a_claim(number=5, claimant=AGENCY, version_id="v3", article_id="a3")
    known = (a_claim(), a_claim(number=5, claimant=COAST_GUARD, version_id="v2"))
    assert raised(an_incident(), after, taken_up, known=known) == ()
    assert raised(an_incident(), after, known=known) == ()


def test_a_lower_figure_is_news_where_its_own_source_lowers_it() -> None:
    before = an_incident(killed=Toll(low=5, best=5, high=5))
    lowered = a_claim(number=4, claimant=COAST_GUARD, version_id="v2", article_id="a2")
    known = (a_claim(number=5, claimant=COAST_GUARD),)
    after = an_incident(killed=Toll(low=4, best=4, high=4))
    found = raised(before, after, lowered, known=known, superseded={known[0].id: lowered.id})
    assert kinds(found) == ["toll_changed"]
    assert "4 killed (was 5), according to Coast guard" in found[0].headline
    part = a_claim(number=4, claimant=LOCAL_PAPER, version_id="v3", article_id="a3")
    assert raised(before, after, part, known=known) == ()


LOCAL_PAPER = dataclasses.replace(COAST_GUARD, name="Fjordposten", source_class=SourceClass.OUTLET)


def test_that_a_figure_is_disputed_is_told_once() -> None:
    same, lower = an_incident(), a_claim(number=1, claimant=COAST_GUARD)
    known = (a_claim(number=22, claimant=COAST_GUARD_LIKE),)
    (told,) = raised(same, same, lower, known=known)
    other = a_claim(number=2, claimant=AGENCY, version_id="v5")
    assert raised(same, same, other, known=(*known, lower), told=(told,)) == ()


def test_an_official_word_on_the_day_alone_confirms_nothing() -> None:
    day = a_claim("day", None, value="2031-05-12", claimant=COAST_GUARD)
    same = an_incident()
    assert raised(same, same, day, known=(a_claim(),)) == ()


def test_counting_on_is_no_news() -> None:
    many = an_incident(killed=Toll(low=200, best=200, high=200))
    more = an_incident(killed=Toll(low=203, best=203, high=203))
    assert raised(many, more, a_claim(number=203), known=(a_claim(number=200),)) == ()


def test_days_and_rockets_that_differ_raise_no_alert() -> None:
    same = an_incident()
    day = a_claim("day", None, value="2031-05-11", claimant=COAST_GUARD)
    rockets = a_claim("munitions", 8, value="rocket", claimant=COAST_GUARD)
    known = (
        a_claim("day", None, value="2031-05-12", claimant=COAST_GUARD_LIKE),
        a_claim("munitions", 18, value="rocket", claimant=COAST_GUARD_LIKE),
    )
    assert raised(same, same, day, rockets, known=known) == ()


def test_a_second_origin_is_told_once_and_by_name() -> None:
    report = REPORT.version_id
    two = replace(origins("Nordwire", "Radio Velm"), by_version={report: "Radio Velm"})
    (told,) = raised(an_incident(), an_incident(origins=two))
    assert told.headline.endswith("second origin: Radio Velm, beside Nordwire")
    assert raised(an_incident(), an_incident(origins=two), told=(told,)) == ()


def test_a_circle_alerts_when_it_closes() -> None:
    warned = an_incident(origins=origins("Nordwire", warnings=("circular",)))
    assert kinds(raised(an_incident(), warned)) == ["circular"]
    assert raised(warned, warned) == ()


def test_many_in_their_own_words_and_one_origin_is_a_warning_and_open_copies_are_none() -> None:
    warned = origins("Nordwire", warnings=("single_root",))
    after = an_incident(origins=replace(warned, outlets=3))
    (told,) = raised(an_incident(), after)
    assert told.kind is AlertKind.SINGLE_ROOT
    assert raised(an_incident(), after, manner=Manner(is_copy=True)) == ()
    assert raised(an_incident(), after, told=(told,)) == ()
    assert raised(an_incident(), an_incident(origins=replace(warned, outlets=2))) == ()


TRIAL = Manner(stage="trial")


def test_a_late_report_reopens_with_its_stage() -> None:
    old = an_incident(updated_at=NOW - timedelta(days=400))
    (alert,) = raised(old, an_incident(), manner=TRIAL)
    assert alert.kind is AlertKind.REOPENED
    assert "400 days: trial" in alert.headline
    assert alert.reason == "a late development: trial"


@pytest.mark.parametrize(
    ("stage", "words"), [("arrest", "first arrest"), ("charges", "charges brought")]
)
def test_a_first_arrest_within_a_month_is_told_once_in_words_of_its_own(
    stage: str, words: str
) -> None:
    recent = an_incident(updated_at=NOW - timedelta(days=9))
    manner = Manner(stage=stage)
    (alert,) = raised(recent, an_incident(), manner=manner)
    assert f"development: {words}" in alert.headline
    assert raised(recent, an_incident(), manner=manner, told=(alert,)) == ()
    # A month later the same stage is no news either.
    late = an_incident(updated_at=NOW - timedelta(days=40))
    assert raised(late, an_incident(), manner=manner, told=(alert,)) == ()


def test_other_stages_within_a_month_and_an_arrest_that_was_counted_are_silent() -> None:
    recent = an_incident(updated_at=NOW - timedelta(days=9))
    assert raised(recent, an_incident(), manner=TRIAL) == ()
    held = a_claim("arrested", 1)
    assert raised(recent, an_incident(), manner=Manner(stage="arrest"), known=(held,)) == ()


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Zwei Verdächtige nach Überfall gefasst", "arrest"),
        ("Presunto autor detenido en Velm", "arrest"),
        ("Deux suspects interpellés à Velm", "arrest"),
        ("Задержан подозреваемый в нападении", "arrest"),
        ("İki şüpheli yakalandı", "arrest"),
        ("القبض على مشتبه به في هجوم", "arrest"),
        ("Twee verdachten aangehouden", "arrest"),
        ("Zatrzymano dwóch mężczyzn", "arrest"),
        ("Предъявлено обвинение в убийстве", "charges"),
    ],
)
def test_an_arrest_is_read_in_many_languages(title: str, stage: str) -> None:
    assert stage_of(replace(an_article(text="."), title=title)) == stage


def test_a_stage_is_told_once_and_the_next_is_told() -> None:
    old = an_incident(updated_at=NOW - timedelta(days=400))
    first = raised(old, an_incident(), manner=TRIAL)
    later = an_incident(updated_at=NOW - timedelta(days=40))
    assert raised(later, an_incident(), manner=TRIAL, told=first) == ()
    verdict = raised(later, an_incident(), manner=Manner(stage="verdict"), told=first)
    assert kinds(verdict) == ["reopened"]


def test_a_late_report_that_adds_nothing_is_silent_and_one_with_a_new_fact_is_not() -> None:
    old = an_incident(updated_at=NOW - timedelta(days=400))
    known = a_claim(number=3)
    again = a_claim(number=3, article_id="late", version_id="late")
    assert raised(old, an_incident(), again, known=(known,)) == ()
    claim = a_claim("responsibility", None, value="Sea Guard", version_id="late")
    found = raised(old, an_incident(), claim, known=(known,))
    assert kinds(found) == ["reopened", "responsibility_claimed"]
    once = raised(old, an_incident(), claim, known=(known, claim), told=found)
    assert once == ()


def test_a_look_back_in_between_does_not_hide_a_late_development() -> None:
    past = Past(reported_at=NOW - timedelta(days=400))
    mentioned = an_incident(updated_at=NOW - timedelta(days=3))
    found = alerts(Change(mentioned, an_incident(), ClaimChanges(), REPORT, NOW, past, TRIAL))
    assert kinds(found) == ["reopened"]


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Man sentenced to 20 years for Port Velm stabbing", "sentence"),
        ("Port Velm stabbing: jury finds him guilty, verdict read", "verdict"),
        ("Ein Jahr danach: Mann verurteilt", "sentence"),
        ("Owner of workshop charged over blast that killed seven", "charges"),
        ("Inquest opens into ferry deaths", "findings"),
        ("Five years on, Port Velm remembers", ""),
    ],
)
def test_a_late_report_names_the_stage_it_came_to(title: str, stage: str) -> None:
    article = replace(an_article(text="Candles stood on the quay."), title=title)
    assert stage_of(article) == stage


def test_the_same_information_has_the_same_id() -> None:
    after = an_incident(killed=Toll(low=3, best=5, high=5))
    first, again = raised(an_incident(), after), raised(an_incident(), after)
    assert [a.id for a in first] == [a.id for a in again]


def test_headlines_fit_a_phone_whatever_the_names() -> None:
    long = an_incident(given_name="x y" * 200, origins=origins("n" * 40))
    assert all(len(a.headline) <= HEADLINE_CHARS + 1 for a in raised(None, long))


def test_an_undetermined_origin_is_never_called_confirmed() -> None:
    assert told_by(origins(undetermined=3)) == "origin undetermined"


ALERT = raised(None, an_incident())[0]


@pytest.mark.parametrize(
    ("watch", "wanted"),
    [
        (Watch(name="all"), True),
        (Watch(name="type", types=("armed_attack",)), True),
        (Watch(name="type", types=("flood",)), False),
        (Watch(name="place", places=("port velm",)), True),
        (Watch(name="place", places=("Hamnes",)), False),
        (Watch(name="country", countries=("no",)), True),
        (Watch(name="near", near=(61.1, 5.1, 20.0)), True),
        (Watch(name="far", near=(62.1, 5.1, 20.0)), False),
        (Watch(name="toll", min_killed=4), False),
        (Watch(name="toll", min_killed=3), True),
        (Watch(name="origins", min_origins=2), False),
        (Watch(name="word", words=("dockers",)), True),
        (Watch(name="part of a word", words=("dock",)), False),
        (Watch(name="pattern", patterns=(r"\bseven (?:hurt|wounded)\b",)), True),
        (Watch(name="ignored", ignore_outlets=("Fjordposten",)), False),
        (Watch(name="trusted", trust=("fjordposten.example",)), True),
        (Watch(name="not trusted", trust=("Nordwire", "other.example")), False),
        (Watch(name="kind", kinds=(AlertKind.TOLL_CHANGED,)), False),
        (Watch(name="actor", actors=("Sea Guard",)), False),
    ],
)
def test_a_watch_wants_what_it_names(watch: Watch, wanted: bool) -> None:
    found = matching_watches((watch,), an_incident(), ALERT, an_article())
    assert bool(found) is wanted


def test_a_watch_on_an_actor_meets_its_name() -> None:
    incident = an_incident(actors=(an_actor("Sea Guard", "claimed"),))
    watch = Watch(name="actor", actors=("sea guard",))
    assert matching_watches((watch,), incident, ALERT, None) == (watch,)


def test_trouble_of_a_feed_reaches_only_watches_without_conditions() -> None:
    trouble = dataclasses.replace(ALERT, kind=AlertKind.FEED_TROUBLE, incident_id=None)
    plain, narrow = Watch(name="all"), Watch(name="narrow", types=("flood",))
    assert matching_watches((plain, narrow), None, trouble, None) == (plain,)


def test_the_place_of_an_incident_without_one_meets_no_place_watch() -> None:
    nowhere = an_incident(place=None)
    assert not matching_watches((Watch(name="p", places=("Port Velm",)),), nowhere, ALERT, None)


def test_a_toll_that_rises_is_no_dispute() -> None:
    same, known = an_incident(), (a_claim(number=3),)
    higher = a_claim(number=5, claimant=AGENCY, version_id="v2")
    assert "dispute" not in kinds(raised(same, same, higher, known=known))
