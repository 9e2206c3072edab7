"""The ledger: who said what, what replaces what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitor.incidents.claims import ClaimChanges, claims, conflicts
from monitor.model.deciding import Claim
from monitor.model.names import SourceClass
from monitor.model.reading import Reading, Source
from tests.incidents.incident_builders import (
    AGENCY,
    COAST_GUARD,
    NOW,
    TEXT,
    a_claim,
    a_count,
    a_mention,
    a_reading,
    a_report,
    a_when,
    an_actor,
    an_article,
    credited,
    damage,
    hours,
    said_by,
    span_of,
)


def told(reading: Reading, known: tuple[Claim, ...] = (), at: float = 0) -> ClaimChanges:
    return claims("incident_a", a_report(reading), reading, known, hours(at))


def one(changes: ClaimChanges, field: str) -> Claim:
    found = [c for c in changes.new if c.field == field]
    assert len(found) == 1, found
    return found[0]


def test_a_figure_belongs_to_the_source_whose_words_hold_it() -> None:
    reading = a_reading(None, a_mention(), attributions=(said_by(COAST_GUARD),))
    assert one(told(reading), "killed").claimant == COAST_GUARD


def test_without_an_attribution_the_credited_agency_says_it() -> None:
    assert one(told(a_reading(credits=(credited(),))), "killed").claimant == AGENCY


def test_without_either_the_outlet_says_it() -> None:
    claimant = one(told(a_reading()), "killed").claimant
    assert (claimant.name, claimant.source_class) == ("Fjordposten", SourceClass.OUTLET)


def test_every_claim_repeats_its_characters() -> None:
    mention = a_mention(terms=(damage(),), actors=(an_actor("Sea Guard", "claimed"),))
    for claim in told(a_reading(None, mention)).new:
        assert TEXT[claim.span.start : claim.span.end] == claim.span.text


def test_blame_is_not_responsibility() -> None:
    blamed = a_mention(actors=(an_actor("Sea Guard", "suspected", by="Oslo"),))
    changes = told(a_reading(None, blamed))
    assert one(changes, "blame").claimant.name == "Oslo"
    assert one(changes, "blame").value == "Sea Guard"
    assert not [c for c in changes.new if c.field == "responsibility"]


def test_a_claim_of_responsibility_is_made_by_the_actor_itself() -> None:
    text = TEXT.replace("the coast guard said", "and the coast guard claimed responsibility")
    claimed = a_mention(
        actors=(replace(an_actor("Sea Guard", "claimed"), span=span_of("coast guard", text)),)
    )
    reading = a_reading(an_article(text=text), claimed)
    assert one(told(reading), "responsibility").claimant.name == "Sea Guard"


def test_the_same_report_twice_changes_nothing() -> None:
    first = told(a_reading())
    assert told(a_reading(), first.new) == ClaimChanges()


def test_a_new_version_supersedes_its_own_figure_and_retracts_what_it_leaves_out() -> None:
    old = told(a_reading(None, a_mention(terms=(damage(),))))
    newer = a_mention(counts=(a_count("killed", 4, "Three dockers were killed"),))
    changes = told(a_reading(an_article(version=2), newer), old.new, at=1)
    assert changes.superseded == {one(old, "killed").id: one(changes, "killed").id}
    assert changes.retracted == (one(old, "damage").id,)


def test_a_new_version_that_says_the_same_changes_nothing() -> None:
    old = told(a_reading())
    assert told(a_reading(an_article(version=2)), old.new, at=1) == ClaimChanges()


def test_a_claimants_later_figure_supersedes_its_earlier_one_in_another_article() -> None:
    old = told(a_reading(an_article("Fjordposten"), credits=(credited(),)))
    newer = a_mention(counts=(a_count("killed", 5, "Three dockers were killed"),))
    later = a_reading(an_article("Havnebladet"), newer, credits=(credited(),))
    changes = told(later, old.new, at=2)
    assert changes.superseded == {one(old, "killed").id: one(changes, "killed").id}


def test_another_claimants_figure_stands_beside_the_first() -> None:
    old = told(a_reading(credits=(credited(),)))
    newer = a_mention(counts=(a_count("killed", 5, "Three dockers were killed"),))
    changes = told(
        a_reading(an_article("Havnebladet"), newer, attributions=(said_by(COAST_GUARD),)),
        old.new,
        at=2,
    )
    assert changes.superseded == {}
    assert conflicts(one(changes, "killed"), one(old, "killed"))


def test_open_figures_that_meet_do_not_conflict() -> None:
    at_least_three = a_claim(number=3, high=None)
    assert not conflicts(at_least_three, a_claim(number=7, claimant=COAST_GUARD))
    assert conflicts(at_least_three, a_claim(number=1, claimant=COAST_GUARD))


def test_two_days_are_a_dispute_and_an_interval_that_holds_the_day_is_none() -> None:
    monday = a_claim("day", None, value="2031-05-12")
    assert conflicts(monday, a_claim("day", None, value="2031-05-13"))
    assert not conflicts(monday, a_claim("day", None, value="2031-05-11/2031-05-13"))


def test_the_day_is_a_claim_with_its_word() -> None:
    mention = a_mention(when=a_when(date(2031, 5, 11)))
    day = one(told(a_reading(None, mention)), "day")
    assert (day.value, day.span.text) == ("2031-05-11", "Monday")


def test_hostile_mentions_are_bounded() -> None:
    many = tuple(a_count("killed", n, "Three dockers were killed") for n in range(2000))
    assert len(told(a_reading(None, a_mention(counts=many))).new) <= 60


def test_an_unsourced_figure_is_not_replaced_by_another_article() -> None:
    nobody = Source(name="unsourced", source_class=SourceClass.UNSOURCED)
    old = a_claim(claimant=nobody, first_seen=NOW)
    newer = a_mention(counts=(a_count("killed", 5, "Three dockers were killed"),))
    later = a_reading(an_article("Havnebladet"), newer, attributions=(said_by(nobody),))
    assert told(later, (old,), at=2).superseded == {}
