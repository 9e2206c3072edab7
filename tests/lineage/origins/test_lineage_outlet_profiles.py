"""What an outlet is like: lags as intervals, own text as an upper bound, edits told apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.lineage.origins.outlet_profiles import Edit, Sighting, Taken, edit_kind, profiles

NOON = datetime(2031, 5, 12, 12, tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def seen(outlet: str, start: float | None, end: float, incident: str = "a") -> Sighting:
    earliest = None if start is None else NOON + minutes(start)
    return Sighting(
        incident_id=incident, outlet=outlet, earliest=earliest, latest=NOON + minutes(end)
    )


def test_a_lag_is_as_wide_as_the_times_allow() -> None:
    told = [seen("wire", 0, 5), seen("post", 20, 30)]
    wire, post = sorted(
        profiles([("wire", "", 1), ("post", "Post", 1)], told, (), ()), key=lambda p: -p.first
    )
    assert (post.lag_least, post.lag_most) == (minutes(15), minutes(30))
    assert (wire.lag_least, wire.lag_most) == (minutes(0), minutes(0))
    assert (wire.first, post.first, wire.shared) == (1, 0, 1)
    assert (wire.name, post.name) == ("wire", "Post")


def test_times_that_overlap_make_nobody_first() -> None:
    told = [seen("wire", 0, 5), seen("post", None, 30)]
    found = {p.outlet: p for p in profiles([("wire", "", 1), ("post", "", 1)], told, (), ())}
    assert (found["wire"].first, found["post"].first) == (0, 0)
    assert found["post"].may_be_first == found["wire"].may_be_first == 1
    assert found["post"].lag_least == minutes(0)


def test_what_nobody_else_reports_has_no_lag() -> None:
    [one] = profiles([("wire", "", 1)], [seen("wire", 0, 5)], (), ())
    assert (one.incidents, one.shared, one.lag_most) == (1, 0, None)


def test_an_outlet_s_own_text_is_what_is_not_known_to_be_another_s() -> None:
    taken = [
        Taken(outlet="post", article_id="1", whom="Wire"),
        Taken(outlet="post", article_id="1", whom="Herald"),
        Taken(outlet="post", article_id="2", whom="Wire"),
    ]
    [one] = profiles([("post", "", 8)], (), taken, ())
    assert one.own_text == 0.75
    assert one.copies == (("Wire", 2), ("Herald", 1))


@pytest.mark.parametrize(
    ("newer", "changed", "kind"),
    [
        ("Three died. Correction: an earlier version said four.", True, "correction"),
        ("Three died.", True, "silent"),
        ("Four died. The road is shut.", False, "edit"),
        ("Three died, the Department of Corrections said.", True, "silent"),
        ("Three died. The ministry later corrected its count.", True, "silent"),
        ("Three died. This article was amended on 5 May to correct the toll.", True, "correction"),
        ("CORRECTED: Three die", True, "correction"),
        ("Drei starben. Korrektur: Zuerst hieß es vier.", True, "correction"),
    ],
)
def test_corrections_silent_edits_and_others_are_told_apart(
    newer: str, changed: bool, kind: str
) -> None:
    edit = Edit(outlet="post", older="Four died.", newer=newer, changed_claims=changed)
    assert edit_kind(edit) == kind
    [one] = profiles([("post", "", 1)], (), (), [edit])
    assert (one.edits, one.corrections, one.silent) == (1, kind == "correction", kind == "silent")


def test_a_notice_that_stood_before_corrects_nothing_new() -> None:
    notice = "Four died. Correction: the town is Velm."
    edit = Edit(outlet="post", older=notice, newer=notice + " More soon.", changed_claims=True)
    assert edit_kind(edit) == "silent"
