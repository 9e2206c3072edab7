"""Alerts, holds, silences, the outbox, and digest windows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.model.names import AlertKind, OutboxState
from monitor.model.telling import Delivery
from monitor.settings.nouns import RetentionSettings
from monitor.store import alerts, digest_windows, meta, outbox, outcomes
from monitor.store import silences as silence_rows
from monitor.store.open import Store, open_store, writing
from monitor.store.silences import Silence, silence_id
from tests.store.store_builders import (
    LEASE,
    NOW,
    a_message,
    a_store,
    an_alert,
    an_incident,
    an_outcome,
)

MINUTE = timedelta(minutes=1)


def a_delivery(message_id: str, **changes: object) -> Delivery:
    values = {
        "message_id": message_id,
        "channel": "desk",
        "attempted_at": NOW,
        "delivered": False,
        "permanent": False,
        "detail": "450 later",
        **changes,
    }
    return Delivery(**values)  # type: ignore[arg-type]


def leased(store: Store, minutes: int = 0, **how: str) -> list[str]:
    found = outbox.lease_due(store, NOW + minutes * MINUTE, 9, LEASE, **how)
    return [message.subject for message, _ in found]


def test_a_message_is_leased_once_until_its_lease_ends_or_a_new_daemon_comes(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path)
    outbox.put(store, [a_message(subject="one")])
    assert outbox.put(store, [a_message(subject="changed")]) == 0
    ((message, attempts),) = outbox.lease_due(store, NOW, 9, LEASE)
    assert (message, attempts) == (a_message(subject="one"), 1)
    assert leased(store) == []
    assert leased(store, minutes=5) == ["one"]
    store.close()
    store = open_store(store.path, exclusive=True)
    assert leased(store, minutes=5) == ["one"]


def test_messages_of_one_thread_go_out_in_order_and_hold_up_no_other(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for name, thread in (("a1", "a"), ("a2", "a"), ("b1", "b"), ("free1", ""), ("free2", "")):
        outbox.put(store, [a_message(name, subject=name, thread=thread)])
    assert leased(store) == ["a1", "b1", "free1", "free2"]
    outbox.settle_delivery(store, a_delivery(a_message("a1").id), due_at=NOW + 30 * MINUTE)
    assert leased(store, minutes=1) == []
    assert "a1" in leased(store, minutes=30)
    outbox.settle_delivery(store, a_delivery(a_message("a1").id, delivered=True))
    assert "a2" in leased(store, minutes=30)


def test_channels_are_leased_apart(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outbox.put(store, [a_message("a", subject="a"), a_message("b", subject="b", channel="mail")])
    assert leased(store, channel="mail") == ["b"]


@pytest.mark.parametrize(
    ("how", "due", "state"),
    [
        ({"delivered": True}, None, OutboxState.SENT),
        ({}, NOW + MINUTE, OutboxState.WAITING),
        ({"retry_after": MINUTE}, NOW + MINUTE, OutboxState.WAITING),
        ({}, None, OutboxState.DEAD),
        ({"permanent": True}, NOW + MINUTE, OutboxState.DEAD),
    ],
)
def test_a_delivery_settles_its_message(
    tmp_path: Path, how: dict[str, object], due: object, state: OutboxState
) -> None:
    store = a_store(tmp_path)
    outbox.put(store, [a_message()])
    outbox.lease_due(store, NOW, 9, LEASE)
    attempt = a_delivery(a_message().id, **how)
    outbox.settle_delivery(store, attempt, due_at=due)  # type: ignore[arg-type]
    (row,) = outbox.list_messages(store, state=state)
    assert (row["id"], row["attempts"]) == (a_message().id, 1)
    assert outbox.deliveries(store, a_message().id) == (attempt,)


def test_a_sent_message_never_waits_again_and_a_dead_one_only_when_woken(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outbox.put(store, [a_message("sent"), a_message("dead", subject="dead")])
    outbox.lease_due(store, NOW, 9, LEASE)
    outbox.settle_delivery(store, a_delivery(a_message("sent").id, delivered=True))
    outbox.settle_delivery(store, a_delivery(a_message("dead").id, permanent=True))
    outbox.settle_delivery(store, a_delivery(a_message("sent").id))
    assert leased(store, minutes=60) == []
    assert outbox.retry(store, NOW, [a_message("sent").id]) == 0
    assert outbox.retry(store, NOW) == 1
    assert leased(store) == ["dead"]


def test_a_digest_window_is_told_exactly_once_and_windows_do_not_overlap(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    day = timedelta(days=1)
    digest = a_message("digest", kind="digest")
    assert digest_windows.last_window(store, "desk") is None
    assert digest_windows.record_digest(store, "desk", NOW - day, NOW, digest, NOW)
    assert not digest_windows.record_digest(store, "desk", NOW - day, NOW, a_message("again"), NOW)
    assert not digest_windows.record_digest(
        store, "desk", NOW - MINUTE, NOW + day, a_message("x"), NOW
    )
    assert digest_windows.record_digest(store, "desk", NOW, NOW + day, None, NOW)
    assert digest_windows.record_digest(store, "mail", NOW - day, NOW, None, NOW)
    assert digest_windows.last_window(store, "desk") == NOW + day
    assert len(outbox.list_messages(store)) == 1


def test_what_a_channel_owes_is_pending_until_a_message_carries_it(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outcomes.record(store, an_outcome(messages=()), NOW)
    alert = an_alert(an_incident())
    due = NOW + 5 * MINUTE
    with writing(store) as db:
        assert alerts.hold(db, alert.id, "desk", due_at=due, why="group wait") == 1
        assert alerts.hold(db, alert.id, "desk", due_at=due, why="group wait") == 0
    assert alerts.pending(store, NOW) == []
    assert [row["why"] for row in alerts.pending(store)] == ["group wait"]
    assert [row["alert_id"] for row in alerts.pending(store, due)] == [alert.id]
    message = a_message(alert_ids=(alert.id,))
    with writing(store) as db:
        outbox.save(db, [message])
        assert alerts.release(db, "desk", [alert.id], message.id) == 1
    assert alerts.pending(store) == []


def test_the_cap_counts_what_was_made_for_its_channel_and_no_digest(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    made = [a_message(str(n), created_at=NOW + n * MINUTE) for n in range(3)]
    outbox.put(store, [*made, a_message("d", kind="digest", created_at=NOW + MINUTE)])
    assert outbox.made_times(store, "desk", NOW + MINUTE) == (NOW + MINUTE, NOW + 2 * MINUTE)
    assert outbox.made_times(store, "mail", NOW) == ()


def test_a_silence_holds_until_it_ends(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    until = NOW + 10 * MINUTE
    silence = Silence(
        id=silence_id("", "ports", until),
        incident_id="",
        watch="ports",
        until=until,
        who="ann",
        why="exercise",
    )
    silence_rows.add_silence(store, silence, NOW)
    silence_rows.add_silence(store, silence, NOW)
    assert silence_rows.silences(store, NOW) == (silence,)
    assert silence_rows.silences(store, until) == ()
    assert silence_rows.end_silence(store, silence.id, NOW)
    assert not silence_rows.end_silence(store, silence.id, NOW)
    assert silence_rows.silences(store, NOW) == ()
    assert silence_rows.silences(store, NOW, all_of_them=True) == (silence,)


def test_alerts_are_listed_by_time_kind_and_incident(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outcomes.record(store, an_outcome(), NOW)
    trouble = an_alert(
        an_incident(), kind=AlertKind.FEED_TROUBLE, incident_id=None, raised_at=NOW + MINUTE
    )
    assert alerts.raise_alerts(store, [trouble]) == 1
    assert alerts.raise_alerts(store, [trouble]) == 0
    first = an_alert(an_incident())
    assert alerts.list_alerts(store) == (trouble, first)
    assert alerts.list_alerts(store, since=NOW + MINUTE) == (trouble,)
    assert alerts.list_alerts(store, until=NOW + MINUTE) == (first,)
    assert alerts.list_alerts(store, incident_id=an_incident().id) == (first,)
    assert alerts.list_alerts(store, kind=AlertKind.FEED_TROUBLE) == (trouble,)
    crane = an_incident().id
    assert set(alerts.of_incident(store, crane)) == set(
        alerts.list_alerts(store, incident_id=crane)
    )


def test_tidy_removes_logs_and_look_ups_past_their_time_and_nothing_else(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outcomes.record(store, an_outcome(), NOW)
    message = an_outcome().messages[0]
    outbox.lease_due(store, NOW, 9, LEASE)
    outbox.settle_delivery(store, a_delivery(message.id, delivered=True))
    assert set(meta.tidy(store, RetentionSettings(), NOW).values()) == {0}
    removed = meta.tidy(store, RetentionSettings(), NOW + timedelta(days=400))
    assert removed == {"polls": 0, "deliveries": 1, "fingerprints": 3}
    found = meta.status(store, NOW)
    assert (found["articles"], found["claims"], found["edges"], found["alerts"]) == (1, 1, 1, 1)
