"""What was raised, what is owed, what was sent, what is silenced: as the daemon has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from store_builders import a_message, an_incident
from telling_builders import AT_ONCE, NOW, Recorder, a_refusal, a_walk, tell

from monitor.desk import alerts, outbox, silences
from monitor.desk.plain import plain
from monitor.jobs import deliver
from monitor.jobs.walk import Walk
from monitor.model.names import AlertKind, OutboxState
from monitor.registers import Channel
from monitor.store import outbox as outbox_rows

DAY = timedelta(days=1)


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    return a_walk(tmp_path, {"desk": Recorder()})


def test_alerts_are_listed_by_time_incident_and_kind(walk: Walk) -> None:
    tell(walk, "crane")
    dispute = tell(walk, "ferry", kind=AlertKind.DISPUTE)
    since = NOW - DAY
    assert len(alerts.list_alerts(walk.store, since=since)) == 2
    assert alerts.list_alerts(walk.store, since=NOW + DAY) == ()
    [one] = alerts.list_alerts(walk.store, since=since, kind=AlertKind.DISPUTE)
    assert (one.id, one.at, one.incident) == (
        dispute.id,
        "2031-05-06T12:00:00Z",
        dispute.incident_id,
    )
    of_crane = alerts.list_alerts(walk.store, since=since, incident_id=an_incident("crane").id)
    assert [line.kind for line in of_crane] == ["new_incident"]


def test_what_is_due_is_owed_now_and_what_is_held_has_its_hour(walk: Walk) -> None:
    tell(walk, "crane")
    [owed] = alerts.pending(walk.store, walk.settings, NOW)
    assert (owed.when, owed.channel, owed.kind) == (alerts.NOW, "desk", "new_incident")
    waiting = replace(walk.settings, alerts=replace(AT_ONCE, group_wait=timedelta(hours=1)))
    assert alerts.pending(walk.store, waiting, NOW)[0].when != alerts.UNKNOWN


def test_what_a_channel_owes_that_is_gone_stays_owed(walk: Walk) -> None:
    tell(walk, "crane")
    other = replace(walk.settings, channels=(Channel(name="mail", kind="console"),))
    [owed] = alerts.pending(walk.store, other, NOW)
    assert owed.when == alerts.UNKNOWN
    assert owed.why.startswith("no such channel is configured; it stays owed. ")


def test_a_sent_message_is_owed_no_more_and_stands_in_the_outbox(walk: Walk) -> None:
    tell(walk, "crane")
    deliver.run(walk)
    assert alerts.pending(walk.store, walk.settings, NOW) == ()
    [line] = outbox.list_messages(walk.store)
    assert (line.state, line.attempts, line.alerts) == ("sent", 1, 1)
    assert outbox.list_messages(walk.store, state=OutboxState.DEAD) == ()
    assert outbox.list_messages(walk.store, channel="mail") == ()


def test_a_message_is_shown_with_every_attempt(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder([a_refusal(permanent=True)])})
    outbox_rows.put(walk.store, [a_message("one")])
    deliver.run(walk)
    [line] = outbox.list_messages(walk.store, state=OutboxState.DEAD)
    found = outbox.show(walk.store, line.id)
    assert found is not None
    assert plain(found)["attempts"] == [
        {"at": "2031-05-06T12:00:00Z", "delivered": False, "detail": "451 later"}
    ]
    assert outbox.show(walk.store, "message_none") is None


def test_dead_messages_are_due_again_all_or_those_named(tmp_path: Path) -> None:
    refusals = [a_refusal(permanent=True), a_refusal(permanent=True)]
    walk = a_walk(tmp_path, {"desk": Recorder(refusals)})
    outbox_rows.put(walk.store, [a_message("one"), a_message("two")])
    deliver.run(walk)
    assert outbox.retry(walk.store, NOW, ("message_none",)) == 0
    assert outbox.retry(walk.store, NOW, (a_message("one").id,)) == 1
    assert outbox.retry(walk.store, NOW) == 1


def test_a_silence_holds_until_its_end_or_until_it_is_ended(walk: Walk) -> None:
    made = silences.silence(walk.store, NOW, until=NOW + DAY, who="ann", why="drill", watch="all")
    [line] = silences.list_silences(walk.store, NOW)
    assert (line.silence, line.state) == (made.id, "holds")
    assert (line.incident, line.watch) == ("any", "all")
    assert silences.list_silences(walk.store, NOW + 2 * DAY) == ()
    [over] = silences.list_silences(walk.store, NOW + 2 * DAY, all_of_them=True)
    assert over.state == "over"
    assert silences.end(walk.store, made.id, NOW)
    assert not silences.end(walk.store, made.id, NOW)
    [ended] = silences.list_silences(walk.store, NOW, all_of_them=True)
    assert ended.state == "ended"


def test_only_a_known_incident_can_be_silenced(walk: Walk) -> None:
    tell(walk, "crane")
    crane = an_incident("crane").id
    assert silences.known_incident(walk.store, crane) == crane
    assert silences.known_incident(walk.store, "incident_none") == ""
