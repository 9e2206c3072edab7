"""Who is told, when, and why later; feeds in trouble once; an hour of a far end that fails."""

from __future__ import annotations

import email
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from notify_builders import Script, mail_channel, scripted_smtp
from store_builders import a_feed, a_poll, an_article, an_incident, an_outcome
from telling_builders import AT_ONCE, MINUTE, NOW, Recorder, a_walk, step, tell

from monitor.jobs import deliver, digest, health, holds
from monitor.jobs.walk import Walk
from monitor.model.names import AlertKind, FeedState, OutboxState
from monitor.notify.email import Email
from monitor.registers import ActorRow, PlaceRow, Watch
from monitor.settings.nouns import AlertSettings
from monitor.store import alerts as alert_rows
from monitor.store import feeds as feed_rows
from monitor.store import outbox
from monitor.store import silences as silence_rows
from monitor.store.silences import Silence, silence_id

HOUR = timedelta(hours=1)


def silenced(walk: Walk, until: datetime, *, incident: str = "", watch: str = "") -> Silence:
    made = Silence(
        id=silence_id(incident, watch, until),
        incident_id=incident,
        watch=watch,
        until=until,
        who="ann",
        why="exercise",
    )
    silence_rows.add_silence(walk.store, made, walk.clock.now())
    return made


def test_what_a_silence_held_is_told_when_it_ends_in_one(tmp_path: Path) -> None:
    desk = Recorder()
    walk = a_walk(tmp_path, {"desk": desk})
    tell(walk, kind=AlertKind.NEW_INCIDENT)
    deliver.run(walk)
    silenced(walk, NOW + 2 * HOUR, incident=an_incident("crane").id)
    held = [tell(walk, kind=AlertKind.SECOND_ORIGIN)]
    other = tell(walk, "ferry")
    deliver.run(walk)
    assert [one.alert_ids for one in desk.messages[1:]] == [(other.id,)]
    (row,) = alert_rows.pending(walk.store)
    assert row["why"] == "silenced: exercise"
    step(walk, HOUR)
    held.append(tell(walk, kind=AlertKind.TOLL_CHANGED))
    deliver.run(walk)
    assert len(desk.messages) == 2
    step(walk, HOUR)
    deliver.run(walk)
    assert set(desk.messages[2].alert_ids) == {one.id for one in held}
    assert "silenced: exercise" in desk.messages[2].text


def test_a_silence_ended_by_hand_lets_go_at_once(tmp_path: Path) -> None:
    desk = Recorder()
    walk = a_walk(tmp_path, {"desk": desk})
    silence = silenced(walk, NOW + 20 * HOUR, watch="all")
    tell(walk)
    deliver.run(walk)
    assert not desk.messages
    step(walk, MINUTE)
    assert silence_rows.end_silence(walk.store, silence.id, walk.clock.now())
    assert deliver.run(walk) == 1


def test_a_night_of_alerts_is_one_message_in_the_morning(tmp_path: Path) -> None:
    desk = Recorder()
    sleeper = Watch(name="sleeper", channels=("desk",), quiet_hours="22:00-06:30")
    walk = a_walk(tmp_path, {"desk": desk}, watches=(sleeper,), start=NOW.replace(hour=22))
    told = [tell(walk, name) for name in ("a", "b", "c")]
    for _ in range(17):
        deliver.run(walk)
        step(walk, 30 * MINUTE)
    assert not desk.messages
    deliver.run(walk)
    (message,) = desk.messages
    assert set(message.alert_ids) == {one.id for one in told}
    assert message.subject.startswith("3 alerts on 3 incidents: ")
    assert "quiet hours 22:00-06:30" in message.text
    for alert in told:
        assert alert.headline in message.text
        assert alert.headline in message.html


def test_an_urgent_watch_breaks_its_quiet_hours(tmp_path: Path) -> None:
    desk = Recorder()
    urgent = Watch(name="u", channels=("desk",), quiet_hours="00:00-23:59", urgency=3)
    walk = a_walk(tmp_path, {"desk": desk}, watches=(urgent,))
    tell(walk)
    assert deliver.run(walk) == 1


def test_a_storm_of_500_incidents_is_told_whole_within_the_cap(tmp_path: Path) -> None:
    desk = Recorder()
    pace = AlertSettings(group_wait=2 * MINUTE, min_gap=15 * MINUTE, max_per_hour=20)
    walk = a_walk(tmp_path, {"desk": desk}, alerts=pace)
    told = [tell(walk, f"case{n}") for n in range(500)]
    times: list[datetime] = []
    for _ in range(40):
        before = len(desk.messages)
        now = step(walk, 2 * MINUTE)
        deliver.run(walk)
        times += [now] * (len(desk.messages) - before)
    listed = Counter(alert for one in desk.messages for alert in one.alert_ids)
    assert listed == Counter(one.id for one in told)
    for moment in times:
        assert sum(1 for at in times if moment - HOUR < at <= moment) <= 20
    fold = max(desk.messages, key=lambda one: len(one.alert_ids))
    for alert in told:
        if alert.id in fold.alert_ids:
            assert alert.headline in fold.text


@pytest.mark.parametrize("place", ["Port Orland", "Orlandhaven", "ORLANDHAVEN"])
def test_a_watch_knows_places_and_actors_by_any_name_of_the_registers(
    tmp_path: Path, place: str
) -> None:
    desk = Recorder()
    walk = a_walk(
        tmp_path,
        {"desk": desk},
        watches=(Watch(name="port", places=(place,), channels=("desk",)),),
        places=(PlaceRow(name="Port Orland", kind="city", country="OR", aliases=("Orlandhaven",)),),
        actors=(ActorRow(name="Coast Guard", kind="state_forces"),),
    )
    tell(walk)
    assert deliver.run(walk) == 1


def poll(walk: Walk, **changes: object) -> None:
    now = walk.clock.now()
    feed_rows.settle_poll(walk.store, a_poll(polled_at=now, due_at=now + HOUR, **changes), now)


def test_a_feed_in_trouble_and_out_of_it_raises_one_alert_each(tmp_path: Path) -> None:
    desk = Recorder()
    walk = a_walk(tmp_path, {"desk": desk})
    feed_rows.sync(walk.store, (a_feed(),), NOW)
    poll(walk, outcome="entries")
    assert health.run(walk) == 0
    for failures in range(1, 12):
        step(walk, HOUR)
        poll(walk, outcome="failed", failures=float(failures), reason="http_5xx", status=500)
        assert health.run(walk) == int(failures == 3)
        deliver.run(walk)
    step(walk, HOUR)
    poll(walk, outcome="failed", failures=12.0, reason="tls", status=None)
    assert health.run(walk) == 0
    step(walk, HOUR)
    poll(walk, outcome="not_modified", status=304)
    assert health.run(walk) == 1
    assert health.run(walk) == 0
    deliver.run(walk)
    assert [one.subject for one in desk.messages] == [
        "Orland Gazette: the server has trouble of its own",
        "Orland Gazette: the feed works again",
    ]
    found = alert_rows.list_alerts(walk.store, kind=AlertKind.FEED_TROUBLE)
    assert [one.before for one in found] == ["the server has trouble of its own", "it worked"]


def test_many_feeds_that_fail_together_are_one_message(tmp_path: Path) -> None:
    desk = Recorder()
    walk = a_walk(tmp_path, {"desk": desk})
    feeds = [a_feed(f"https://f{n}.example/rss", outlet=f"Outlet {n}") for n in range(30)]
    feed_rows.sync(walk.store, feeds, NOW)
    for feed in feeds:
        poll(walk, feed=feed, outcome="failed", failures=4.0, reason="dns", status=None)
    assert health.run(walk) == 30
    assert deliver.run(walk) == 1
    assert desk.messages[0].subject.startswith("30 reports on feeds: ")
    assert len(desk.messages[0].alert_ids) == 30
    assert all(f"Outlet {n}:" in desk.messages[0].text for n in range(30))


def test_feed_trouble_that_no_watch_asks_for_makes_a_digest_and_no_message(tmp_path: Path) -> None:
    desk = Recorder()
    walk = a_walk(
        tmp_path, {"console": desk}, watches=(Watch(name="quakes", types=("earthquake",)),)
    )
    feed_rows.sync(walk.store, (a_feed(),), NOW)
    poll(walk, outcome="failed", failures=9.0, reason="http_404", state=FeedState.ACTIVE)
    health.run(walk)
    assert deliver.run(walk) == 0
    step(walk, timedelta(days=1))
    assert digest.run(walk) == 1
    deliver.run(walk)
    (told,) = desk.messages
    assert "1 feed newly in trouble" in told.subject
    step(walk, timedelta(days=1))
    assert digest.run(walk) == 0  # it stands, and is no news any more


def test_the_digest_tells_what_many_feeds_share_in_one_line(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()})
    feeds = [a_feed(f"https://f{n}.example/rss", outlet=f"Outlet {n}") for n in range(9)]
    feed_rows.sync(walk.store, feeds, NOW)
    for number, feed in enumerate(feeds):
        reason = "dns" if number < 8 else "http_404"
        poll(walk, feed=feed, outcome="failed", failures=4.0, reason=reason)
    told = health.lines(walk.store, walk.settings.poll, walk.clock.now())
    assert len(told) == 2
    assert told[0].startswith("Outlet 8: nothing is there (404)")
    assert told[1].startswith("8 feeds: its name cannot be looked up – Outlet 0, ")
    assert told[1].endswith(" and 2 more")


class _Killed(BaseException):
    """Stands for kill -9: nothing of ours catches it."""


def test_an_hour_of_bad_mail_service_loses_and_reorders_nothing(tmp_path: Path) -> None:
    """Each attempt meets another failure; processes die between send and settle."""
    chance = random.Random(5)
    bad = [
        Script(banner=""),
        Script(banner="421 busy"),
        Script(mail="451 later"),
        Script(rcpt={"ann@desk.example": "450 greylisted"}),
        Script(data="451 later"),
        Script(drop_after=4),
        Script(end="452 full"),
        Script(end=""),
        Script(banner=None),
        Script(end=None),
        Script(rcpt={"ann@desk.example": "554 no"}),
        Script(),
    ]
    is_over = False

    def script() -> Script:
        return Script() if is_over else chance.choice(bad)

    with scripted_smtp(script) as (port, received):
        channel = mail_channel(port)
        walk = a_walk(
            tmp_path,
            {"desk": Email(channel, deadline_s=1)},
            channels=(channel,),
            alerts=AT_ONCE,
        )
        raised: dict[str, list[str]] = {}
        killed: list[str] = []
        for minute in range(0, 60 * 4, 2):
            if minute < 60:
                name = f"case{minute % 5}"
                alert = tell(walk, name, headline=f"word {minute} of {name}")
                raised.setdefault(name, []).append(alert.headline)
            is_over = minute >= 60
            if minute == 30:
                killed += _dies_after_sending(walk)
                walk = replace(walk, notifiers={"desk": Email(channel, deadline_s=1)})
            deliver.run(walk)
            # Somebody looks at the dead letters every ten minutes.
            if minute % 10 == 0:
                outbox.retry(walk.store, walk.clock.now())
            step(walk, 2 * MINUTE)
        assert not outbox.list_messages(walk.store, state=OutboxState.WAITING)
        assert not outbox.list_messages(walk.store, state=OutboxState.DEAD)
    mails = [email.message_from_bytes(one) for one in received.mails]
    ids: dict[str, str] = {}
    for mail in mails:
        subject = " ".join(str(mail["Subject"]).split())
        assert ids.setdefault(mail["Message-ID"], subject) == subject
    # First arrivals: everything, once under its own id.
    assert sorted(ids.values()) == sorted(line for lines in raised.values() for line in lines)


def _dies_after_sending(walk: Walk) -> list[str]:
    """Run the leg with a process that dies right after a message was accepted."""
    inner = walk.notifiers["desk"]

    class Dying:
        sent = ""

        def send(self, message: object, now: object) -> object:
            delivery = inner.send(message, now)  # type: ignore[arg-type]
            if delivery.delivered:
                self.sent = delivery.message_id
                raise _Killed
            return delivery

    dying = Dying()
    try:
        deliver.run(replace(walk, notifiers={"desk": dying}))  # type: ignore[dict-item]
    except _Killed:
        # The next process frees what the dead one held.
        with walk.store.lock:
            walk.store.db.execute("update messages set leased_until = null")
    return [dying.sent] if dying.sent else []


def test_messages_of_one_incident_arrive_in_order_through_passing_failures(tmp_path: Path) -> None:
    chance = random.Random(7)
    bad = [Script(banner=""), Script(data="451 later"), Script(drop_after=3), Script()]
    is_over = False

    def script() -> Script:
        return Script() if is_over else chance.choice(bad)

    with scripted_smtp(script) as (port, received):
        channel = mail_channel(port)
        walk = a_walk(
            tmp_path, {"desk": Email(channel, deadline_s=2)}, channels=(channel,), alerts=AT_ONCE
        )
        for minute in range(0, 180, 3):
            if minute < 60:
                name = f"case{minute % 4}"
                tell(walk, name, headline=f"{minute:03} {name}")
            is_over = minute >= 60
            deliver.run(walk)
            step(walk, 3 * MINUTE)
    subjects = [str(email.message_from_bytes(one)["Subject"]) for one in received.mails]
    assert len(set(subjects)) == 20
    for name in {subject.split()[1] for subject in subjects}:
        numbers = [int(one.split()[0]) for one in subjects if one.endswith(name)]
        assert numbers == sorted(numbers)


def test_a_merged_incident_is_told_under_the_one_it_leads_to(tmp_path: Path) -> None:
    desk = Recorder()
    walk = a_walk(tmp_path, {"desk": desk})
    tell(walk, "crane")
    tell(walk, "derrick")
    old, new = an_incident("derrick").id, an_incident("crane").id
    with walk.store.lock:
        walk.store.db.execute("insert into redirects values (?, ?)", [old, new])
    deliver.run(walk)
    (message,) = desk.messages
    assert message.thread == new
    assert len(message.alert_ids) == 2


def test_plans_say_now_for_what_is_due_and_why_for_the_rest(tmp_path: Path) -> None:
    pace = AlertSettings(group_wait=5 * MINUTE)
    walk = a_walk(tmp_path, {"desk": Recorder()}, alerts=pace)
    first = tell(walk, "crane")
    step(walk, 5 * MINUTE)
    second = tell(walk, "ferry")
    plan = holds.plans(walk.store, walk.settings, walk.clock.now())["desk"]
    assert [one.alert_ids for one in plan.bundles] == [(first.id,)]
    assert [(one.alert_id, one.until) for one in plan.waits] == [
        (second.id, datetime(2031, 5, 6, 12, 10, tzinfo=UTC))
    ]


def test_a_watch_that_trusts_hears_when_a_trusted_outlet_carries_it_and_once(
    tmp_path: Path,
) -> None:
    desk, night = Recorder(), Recorder()
    watches = (
        Watch(name="all", channels=("night",)),
        Watch(name="trusted", trust=("harbour.example",), channels=("desk", "night")),
    )
    walk = a_walk(tmp_path, {"desk": desk, "night": night}, watches=watches)
    first = tell(walk, kind=AlertKind.NEW_INCIDENT)
    second = tell(walk, kind=AlertKind.SECOND_ORIGIN)
    deliver.run(walk)
    assert desk.messages == []
    for number in (1, 2):
        step(walk, MINUTE)
        article = an_article(
            f"https://harbour.example/{number}",
            outlet="harbour.example",
            outlet_name="Harbour Post",
            fetched_at=walk.clock.now(),
        )
        outcome = an_outcome(article=article, incident=an_incident("crane"), alerts=(), messages=())
        holds.record(walk.store, walk.settings, outcome, walk.clock.now())
        deliver.run(walk)
    (message,) = desk.messages
    assert message.alert_ids == (first.id,)
    (told,) = night.messages
    assert set(told.alert_ids) == {first.id, second.id}
