"""Held alerts become messages, messages arrive: each at least once, in order per incident."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from telling_builders import MINUTE, NOW, Recorder, a_refusal, a_walk, step, tell

from monitor.jobs import deliver
from monitor.model.names import AlertKind, OutboxState
from monitor.notify.channels import open_channels
from monitor.registers import Channel, Watch
from monitor.settings.nouns import AlertSettings
from monitor.store import alerts as alert_rows
from monitor.store import outbox

HOUR = timedelta(hours=1)


def test_an_alert_reaches_every_channel_of_its_watch_once(tmp_path: Path) -> None:
    desk, night = Recorder(), Recorder()
    watch = Watch(name="all", channels=("desk", "night"))
    walk = a_walk(tmp_path, {"desk": desk, "night": night}, watches=(watch,))
    alert = tell(walk, headline="Crane falls in Port Orland")
    assert deliver.run(walk) == 2
    assert deliver.run(walk) == 0
    for far_end in (desk, night):
        (message,) = far_end.messages
        assert message.alert_ids == (alert.id,)
        assert message.subject == "Crane falls in Port Orland"
        assert "Coast Wire" in message.text
        assert message.thread == alert.incident_id


def test_each_recipient_gets_a_message_of_its_own(tmp_path: Path) -> None:
    desk = Recorder([None, a_refusal(permanent=True)])
    channel = Channel(name="desk", kind="email", recipients=("ann@desk.example", "bob@d.example"))
    walk = a_walk(tmp_path, {"desk": desk}, channels=(channel,))
    tell(walk)
    deliver.run(walk)
    assert [one.recipient for one in desk.messages] == ["ann@desk.example"]
    (dead,) = outbox.list_messages(walk.store, state=OutboxState.DEAD)
    assert dead["recipient"] == "bob@d.example"
    # Another word on the same incident reaches both: the one's trouble is not the other's.
    tell(walk, kind=AlertKind.TOLL_CHANGED)
    deliver.run(walk)
    assert [one.recipient for one in desk.messages][1:] == ["ann@desk.example", "bob@d.example"]
    assert len({one.id for one in desk.messages}) == 3


def test_an_alert_whose_channel_is_gone_stays_owed_and_comes_with_the_channel(
    tmp_path: Path,
) -> None:
    walk = a_walk(tmp_path, {"other": Recorder()})
    alert = tell(walk)
    deliver.run(walk)
    assert [row["alert_id"] for row in alert_rows.pending(walk.store)] == [alert.id]
    walk.store.close()
    desk = Recorder()
    again = a_walk(tmp_path, {"desk": desk}, start=NOW + 30 * 24 * HOUR)
    assert deliver.run(again) == 1
    assert desk.messages[0].alert_ids == (alert.id,)


def test_a_message_whose_channel_is_gone_waits_untried(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder([a_refusal()])})
    tell(walk)
    deliver.run(walk)
    walk.store.close()
    without = a_walk(tmp_path, {"other": Recorder()}, start=NOW + 30 * 24 * HOUR)
    deliver.run(without)
    (row,) = outbox.list_messages(without.store)
    assert (row["state"], row["attempts"]) == ("waiting", 1)


@pytest.mark.parametrize("reached", [True, False])
def test_a_failed_message_is_tried_again_later_and_later(tmp_path: Path, reached: bool) -> None:
    desk = Recorder([a_refusal(reached=reached)] * 4)
    walk = a_walk(tmp_path, {"desk": desk})
    tell(walk)
    pauses = []
    for _ in range(4):
        deliver.run(walk)
        (row,) = outbox.list_messages(walk.store)
        due = outbox.lease_due(walk.store, NOW + 30 * 24 * HOUR, 1, HOUR)
        outbox.release(walk.store, [due[0][0].id])
        pauses.append(row["due_at"])
        step(walk, 8 * MINUTE)
    deliver.run(walk)
    assert len(desk.messages) == 1
    assert sorted(pauses) == pauses
    assert len(set(pauses)) == 4


def test_retry_after_is_obeyed(tmp_path: Path) -> None:
    desk = Recorder([a_refusal(retry_after=2 * HOUR)])
    walk = a_walk(tmp_path, {"desk": desk})
    tell(walk)
    deliver.run(walk)
    step(walk, 2 * HOUR - MINUTE)
    assert deliver.run(walk) == 0
    step(walk, MINUTE)
    assert deliver.run(walk) == 1


def test_a_far_end_that_is_down_is_asked_once_and_the_rest_waits(tmp_path: Path) -> None:
    desk, night = Recorder([a_refusal(reached=False)]), Recorder()
    watch = Watch(name="all", channels=("desk", "night"))
    walk = a_walk(tmp_path, {"desk": desk, "night": night}, watches=(watch,))
    for name in ("a", "b", "c", "d"):
        tell(walk, name)
    assert deliver.run(walk) == 4
    assert len(night.messages) == 4
    assert not desk.answers
    attempts = [row["attempts"] for row in outbox.list_messages(walk.store, channel="desk")]
    assert sorted(attempts) == [0, 0, 0, 1]
    assert deliver.run(walk) == 0
    step(walk, MINUTE)
    assert deliver.run(walk) == 4
    # Oldest first, as they were raised.
    assert [one.subject for one in desk.messages] == [one.subject for one in night.messages]


def test_a_message_is_dead_after_the_channels_patience_and_wakes_by_hand(tmp_path: Path) -> None:
    desk = Recorder([a_refusal()] * 200)
    channel = Channel(name="desk", kind="console", keep_trying=3 * HOUR)
    walk = a_walk(tmp_path, {"desk": desk}, channels=(channel,))
    tell(walk)
    for _ in range(60):
        deliver.run(walk)
        step(walk, 4 * MINUTE)
    (row,) = outbox.list_messages(walk.store, state=OutboxState.DEAD)
    assert row["detail"] == "451 later"
    desk.answers.clear()
    assert deliver.run(walk) == 0
    assert outbox.retry(walk.store, walk.clock.now()) == 1
    assert deliver.run(walk) == 1


def test_a_channel_that_stumbles_stops_no_other(tmp_path: Path) -> None:
    class Stumbling(Recorder):
        def send(self, message: object, now: object) -> object:  # type: ignore[override]
            raise KeyError("a bug of ours")

    night = Recorder()
    watch = Watch(name="all", channels=("desk", "night"))
    walk = a_walk(tmp_path, {"desk": Stumbling(), "night": night}, watches=(watch,))  # type: ignore[dict-item]
    tell(walk)
    assert deliver.run(walk) == 1
    (row,) = outbox.list_messages(walk.store, channel="desk")
    assert (row["state"], row["detail"]) == ("waiting", "the channel failed: KeyError")


def test_alerts_on_one_incident_wait_for_each_other_and_keep_a_gap(tmp_path: Path) -> None:
    desk = Recorder()
    pace = AlertSettings(group_wait=2 * MINUTE, min_gap=15 * MINUTE, max_per_hour=20)
    walk = a_walk(tmp_path, {"desk": desk}, alerts=pace)
    first = tell(walk, kind=AlertKind.NEW_INCIDENT)
    assert deliver.run(walk) == 0
    step(walk, MINUTE)
    second = tell(walk, kind=AlertKind.SECOND_ORIGIN)
    step(walk, MINUTE)
    assert deliver.run(walk) == 1
    assert set(desk.messages[0].alert_ids) == {first.id, second.id}
    assert desk.messages[0].subject.endswith(" (+1)")
    step(walk, 5 * MINUTE)
    third = tell(walk, kind=AlertKind.TOLL_CHANGED)
    step(walk, 5 * MINUTE)
    assert deliver.run(walk) == 0
    (row,) = alert_rows.pending(walk.store)
    assert row["alert_id"] == third.id
    assert "told of this incident at 12:02 UTC" in row["why"]
    step(walk, 5 * MINUTE)
    assert deliver.run(walk) == 1
    assert desk.messages[1].alert_ids == (third.id,)


def test_a_file_and_a_console_are_told_what_a_mail_is(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    channel = Channel(name="log", kind="file", path=str(path))
    walk = a_walk(
        tmp_path,
        open_channels((channel,)),
        channels=(channel,),
        watches=(Watch(name="all", channels=("log",)),),
    )
    alert = tell(walk, headline="Crane falls")
    assert deliver.run(walk) == 1
    (row,) = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert row["subject"] == "Crane falls"
    assert [one["id"] for one in row["body"]["alerts"]] == [alert.id]
    assert row["body"]["incidents"][0]["id"] == alert.incident_id
