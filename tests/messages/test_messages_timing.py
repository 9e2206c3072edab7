"""When what is told: nothing dropped, nothing twice, not too often, and a reason for every wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.messages import timing
from monitor.messages.timing import FOLDED, Owed, Past, Rules, Silenced, plan, quiet_until
from monitor.settings.nouns import AlertSettings
from monitor.store import outbox

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
PACE = AlertSettings(group_wait=2 * MINUTE, min_gap=15 * MINUTE, max_per_hour=20)
BERLIN = ZoneInfo("Europe/Berlin")


def an_owed(name: str, minutes_ago: float = 10, **changes: object) -> Owed:
    values = {
        "alert_id": f"alert {name}",
        "thread": name,
        "raised_at": NOW - minutes_ago * MINUTE,
        "severity": 1,
        "watches": ("all",),
        **changes,
    }
    return Owed(**values)  # type: ignore[arg-type]


def rules(**changes: object) -> Rules:
    values = {"settings": PACE, "zone": ZoneInfo("UTC"), **changes}
    return Rules(**values)  # type: ignore[arg-type]


def test_the_store_and_the_plan_mean_the_same_thread_of_folded_messages() -> None:
    assert timing.FOLDED == outbox.FOLDED


def test_a_first_alert_waits_for_more_of_its_incident() -> None:
    made = plan([an_owed("a", 1)], rules(), Past(), NOW)
    assert not made.bundles
    assert [(one.until, one.why) for one in made.waits] == [
        (NOW + MINUTE, "waits a little for more on the same incident")
    ]
    made = plan([an_owed("a", 2), an_owed("a", 0, alert_id="b")], rules(), Past(), NOW)
    assert [one.alert_ids for one in made.bundles] == [("alert a", "b")]


def test_the_gap_holds_one_incident_and_no_other() -> None:
    past = Past(last_told={"a": NOW - 5 * MINUTE})
    made = plan([an_owed("a"), an_owed("b")], rules(), past, NOW)
    assert [one.thread for one in made.bundles] == ["b"]
    assert made.waits[0].until == NOW + 10 * MINUTE
    assert "11:55" in made.waits[0].why


@pytest.mark.parametrize(
    ("hours", "at", "until"),
    [
        ("22:00-06:30", "2031-05-06T23:00", "2031-05-07T06:30"),
        ("22:00-06:30", "2031-05-07T06:29", "2031-05-07T06:30"),
        ("22:00-06:30", "2031-05-07T06:30", None),
        ("22:00-06:30", "2031-05-06T21:59", None),
        ("12:00-14:00", "2031-05-06T13:00", "2031-05-06T14:00"),
        ("12:00-14:00", "2031-05-06T14:00", None),
        # The clocks skip 02:30 on 30 March and repeat it on 26 October.
        ("22:00-02:30", "2031-03-30T01:30", "2031-03-30T03:30"),
        ("22:00-02:30", "2031-10-26T01:30", "2031-10-26T02:30"),
    ],
)
def test_quiet_hours_are_local_wall_times(hours: str, at: str, until: str | None) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=BERLIN).astimezone(UTC)
    wanted = until and datetime.fromisoformat(until).replace(tzinfo=BERLIN).astimezone(UTC)
    assert quiet_until(hours, BERLIN, moment) == wanted


def test_quiet_hours_hold_and_end_in_one_summary() -> None:
    night = NOW.replace(hour=3)
    told = [an_owed(name, raised_at=night) for name in ("a", "b", "c")]
    quiet = rules(quiet_hours={"all": "22:00-06:30"})
    made = plan(told, quiet, Past(), night + HOUR)
    assert {one.until for one in made.waits} == {NOW.replace(hour=6, minute=30)}
    assert {one.why for one in made.waits} == {"quiet hours 22:00-06:30 of the watch all"}
    made = plan(told, quiet, Past(), NOW.replace(hour=6, minute=30))
    (bundle,) = made.bundles
    assert bundle.thread == FOLDED
    assert set(bundle.alert_ids) == {"alert a", "alert b", "alert c"}
    assert bundle.note == "held – quiet hours 22:00-06:30 of the watch all"


def test_a_second_watch_without_quiet_hours_lets_an_alert_through() -> None:
    night = NOW.replace(hour=3)
    told = [an_owed("a", raised_at=night - 10 * MINUTE, watches=("sleeper", "waker"))]
    made = plan(told, rules(quiet_hours={"sleeper": "22:00-06:30"}), Past(), night)
    assert [one.thread for one in made.bundles] == ["a"]
    assert made.bundles[0].note == ""


@pytest.mark.parametrize(
    ("thread", "watch", "held"),
    [
        ("a", "", True),
        ("b", "", False),
        ("", "all", True),
        ("", "other", False),
        ("a", "all", True),
    ],
)
def test_a_silence_holds_what_it_names_until_it_ends(thread: str, watch: str, held: bool) -> None:
    silence = Silenced(
        thread=thread, watch=watch, since=NOW - HOUR, until=NOW + HOUR, why="exercise"
    )
    told = [an_owed("a")]
    made = plan(told, rules(silences=(silence,)), Past(), NOW)
    assert bool(made.waits) is held
    if held:
        assert (made.waits[0].until, made.waits[0].why) == (NOW + HOUR, "silenced: exercise")
        after = plan(told, rules(silences=(silence,)), Past(), NOW + HOUR)
        assert after.bundles[0].note == "held – silenced: exercise"


def test_quiet_hours_that_begin_in_a_silence_go_on_after_it() -> None:
    evening = NOW.replace(hour=21)
    silence = Silenced(thread="", watch="all", since=evening, until=evening + 2 * HOUR, why="x")
    made = plan(
        [an_owed("a", raised_at=evening)],
        rules(silences=(silence,), quiet_hours={"all": "22:00-06:30"}),
        Past(),
        evening,
    )
    assert made.waits[0].until == NOW.replace(day=7, hour=6, minute=30)


def test_a_storm_is_told_within_the_cap_and_the_rest_in_one() -> None:
    told = [an_owed(f"i{n:03}", severity=int(n == 321)) for n in range(500)]
    made = plan(told, rules(), Past(), NOW)
    assert len(made.bundles) == 17
    assert made.bundles[0].alert_ids == ("alert i321",)
    assert made.bundles[-1].thread == FOLDED
    assert sum(len(one.alert_ids) for one in made.bundles) == 500
    assert "more than 16 messages" in made.bundles[-1].note
    assert not made.waits


alerts = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.integers(0, 300),
        st.integers(0, 3),
        st.sets(st.sampled_from(["all", "sleeper", "mute"]), min_size=1),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(alerts, st.integers(1, 9), st.integers(0, 20), st.integers(0, 40))
def test_every_alert_is_told_exactly_once_and_never_above_the_cap(
    raised: list[tuple[int, int, int, set[str]]], most: int, wait: int, gap: int
) -> None:
    pace = AlertSettings(group_wait=wait * MINUTE, min_gap=gap * MINUTE, max_per_hour=most)
    how = rules(
        settings=pace,
        quiet_hours={"sleeper": "13:00-15:30"},
        silences=(
            Silenced(thread="2", watch="", since=NOW, until=NOW + 4 * HOUR, why="x"),
            Silenced(thread="", watch="mute", since=NOW, until=NOW + 3 * HOUR, why="y"),
        ),
    )
    coming = [
        Owed(
            alert_id=str(number),
            thread=str(thread),
            raised_at=NOW + minute * MINUTE,
            severity=severity,
            watches=tuple(sorted(watches)),
        )
        for number, (thread, minute, severity, watches) in enumerate(raised)
    ]
    open_: dict[str, Owed] = {}
    made: list[datetime] = []
    last: dict[str, datetime] = {}
    told: list[str] = []
    for tick in range(0, 300 + 24 * 60, 5):
        now = NOW + tick * MINUTE
        open_ |= {one.alert_id: one for one in coming if now - 5 * MINUTE < one.raised_at <= now}
        past = Past(last_told=last, made=tuple(at for at in made if at > now - HOUR))
        result = plan(open_.values(), how, past, now)
        ids = [one for bundle in result.bundles for one in bundle.alert_ids]
        assert sorted([*ids, *(one.alert_id for one in result.waits)]) == sorted(open_)
        assert all(one.until > now and one.why for one in result.waits)
        for bundle in result.bundles:
            made.append(now)
            told += bundle.alert_ids
            for one in bundle.alert_ids:
                last[open_.pop(one).thread] = now
        assert sum(1 for at in made if at > now - HOUR) <= most
        if not open_ and tick > 300:
            break
    assert sorted(told) == sorted(one.alert_id for one in coming)
