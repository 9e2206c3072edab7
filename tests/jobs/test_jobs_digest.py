"""Exactly one digest a window, over crashes, restarts and clock changes; nothing told twice."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from notify_builders import Mailbox, listening, mail_channel
from store_builders import a_store
from telling_builders import MINUTE, Recorder, a_walk, step, tell

from monitor.jobs import deliver, digest
from monitor.messages.schedule import last_due
from monitor.model.names import AlertKind
from monitor.notify.email import Email
from monitor.registers import Channel, Watch
from monitor.settings.nouns import DigestSettings
from monitor.store import digest_windows, outbox

MORNING = datetime(2031, 5, 6, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
DAILY = DigestSettings(at=("07:00",), channels=("desk",))


def digests(walk: object) -> list[dict[str, object]]:
    rows = outbox.list_messages(walk.store)  # type: ignore[attr-defined]
    return sorted((r for r in rows if r["kind"] == "digest"), key=lambda r: str(r["created_at"]))


def test_each_alert_stands_in_exactly_one_digest(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()}, start=MORNING - 20 * HOUR, digest=DAILY)
    raised = []
    for number in range(16):
        raised.append(tell(walk, f"case{number}").headline)
        digest.run(walk)
        step(walk, 5 * HOUR)
    step(walk, DAY)
    digest.run(walk)
    texts = [outbox.get(walk.store, str(row["id"])).text for row in digests(walk)]  # type: ignore[union-attr]
    assert len(texts) == 4
    for number in range(16):
        holding = [text for text in texts if f"(case{number})" in text]
        assert len(holding) == 1, number


def test_an_alert_recorded_after_its_window_was_told_comes_in_the_next(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()}, start=MORNING, digest=DAILY)
    tell(walk, "early", raised_at=MORNING - HOUR)
    assert digest.run(walk) == 1
    # Read before seven, recorded after: a slow page.
    tell(walk, "slow", raised_at=MORNING - MINUTE)
    step(walk, DAY)
    assert digest.run(walk) == 1
    first, second = (outbox.get(walk.store, str(row["id"])) for row in digests(walk))
    assert first is not None
    assert second is not None
    assert "(early)" in first.text
    assert "(slow)" not in first.text
    assert "(slow)" in second.text
    assert "(early)" not in second.text


def test_missed_windows_are_made_up_in_one_that_says_so(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()}, start=MORNING, digest=DAILY)
    tell(walk, "before", raised_at=MORNING - HOUR)
    assert digest.run(walk) == 1
    step(walk, HOUR)
    tell(walk, "while away")
    step(walk, 3 * DAY + HOUR)
    assert digest.run(walk) == 1
    assert digest.run(walk) == 0
    late = outbox.get(walk.store, str(digests(walk)[-1]["id"]))
    assert late is not None
    assert "(while away)" in late.text
    assert "made late" in late.text
    assert "6 May 2031 07:00 UTC – 9 May 2031 07:00 UTC" in late.text


def test_nothing_new_is_no_mail_unless_asked_for(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()}, start=MORNING, digest=DAILY)
    assert digest.run(walk) == 0
    assert digest_windows.last_window(walk.store, "desk") == MORNING
    walk.store.close()
    eager = DigestSettings(at=("07:00",), channels=("desk",), send_empty=True)
    again = a_walk(tmp_path, {"desk": Recorder()}, start=MORNING + DAY, digest=eager)
    assert digest.run(again) == 1
    (row,) = digests(again)
    assert "0 new incidents" in str(row["subject"])


def test_every_recipient_gets_the_digest(tmp_path: Path) -> None:
    channel = Channel(name="desk", kind="email", recipients=("ann@d.example", "bob@d.example"))
    walk = a_walk(tmp_path, {"desk": Recorder()}, start=MORNING, digest=DAILY, channels=(channel,))
    tell(walk, raised_at=MORNING - HOUR)
    assert digest.run(walk) == 2
    assert {row["recipient"] for row in digests(walk)} == {"ann@d.example", "bob@d.example"}


class _Killed(BaseException):
    """Stands for kill -9: nothing of ours catches it."""


def test_a_kill_at_any_step_leaves_exactly_one_digest(tmp_path: Path) -> None:
    """The statement at which the process dies moves through the whole leg."""
    survived = 0
    for dies_at in range(1, 400):
        folder = tmp_path / str(dies_at)
        folder.mkdir()
        walk = a_walk(folder, {"desk": Recorder()}, start=MORNING, digest=DAILY)
        tell(walk, raised_at=MORNING - HOUR)
        seen = 0

        def count(_statement: str, dies_at: int = dies_at) -> int:
            nonlocal seen
            seen += 1
            return 1 if seen >= dies_at else 0

        # SQLite asks every so many steps of its machine whether to go on: 1 breaks it off.
        walk.store.db.conn.set_progress_handler(lambda: count(""), 40)
        try:
            digest.run(walk)
            survived += 1
        except Exception:
            pass
        walk.store.db.conn.set_progress_handler(None, 0)
        walk.store.close()
        again = a_walk(folder, {"desk": Recorder()}, start=MORNING + MINUTE, digest=DAILY)
        digest.run(again)
        assert len(digests(again)) == 1, dies_at
        again.store.close()
        if survived > 1:
            break
    assert survived > 1, "the leg has more steps than were tried"
    assert dies_at > 20


ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Baghdad",
    "Asia/Kathmandu",
    "Africa/Cairo",
    "America/Santiago",
    "Pacific/Chatham",
    "Asia/Beirut",
    "America/Havana",
    "UTC",
)


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("at", ["00:00", "00:30", "01:30", "02:00", "02:30", "23:59"])
def test_one_window_a_local_date_over_a_year_of_clock_changes(name: str, at: str) -> None:
    zone = ZoneInfo(name)
    now = datetime(2031, 1, 1, tzinfo=UTC)
    ends = set()
    while now < datetime(2032, 1, 1, tzinfo=UTC):
        due = last_due((at,), (), zone, now)
        assert due is not None
        assert due <= now
        ends.add(due)
        now += 17 * MINUTE
    dates = sorted(end.astimezone(zone).date() for end in ends)
    assert len(dates) == len(set(dates))
    assert (dates[-1] - dates[0]).days + 1 == len(dates)


def test_windows_follow_one_another_without_gap_or_overlap(tmp_path: Path) -> None:
    twice = DigestSettings(at=("07:00", "18:00"), days=("mon", "tue", "fri"), channels=("desk",))
    walk = a_walk(tmp_path, {"desk": Recorder()}, start=MORNING, digest=twice)
    for number in range(40):
        tell(walk, f"n{number}", kind=AlertKind.NEW_INCIDENT)
        digest.run(walk)
        step(walk, 7 * HOUR)
    with walk.store.lock:
        rows = walk.store.db.execute(
            "select window_start, window_end from digests order by window_end"
        ).fetchall()
    assert len(rows) > 8
    for (_, end), (start, _) in itertools.pairwise(rows):
        assert start == end


def test_a_watch_that_matches_nothing_and_held_alerts_are_told(tmp_path: Path) -> None:
    watches = (
        Watch(name="all", channels=("desk",), quiet_hours="05:00-09:00"),
        Watch(name="never", types=("volcano",), channels=("desk",)),
    )
    walk = a_walk(
        tmp_path,
        {"desk": Recorder()},
        start=MORNING - 8 * DAY,
        digest=DAILY,
        watches=watches,
    )
    tell(walk, "old")
    step(walk, 8 * DAY)
    tell(walk, "quiet", raised_at=MORNING - HOUR)
    digest.run(walk)
    made = outbox.get(walk.store, str(digests(walk)[-1]["id"]))
    assert made is not None
    assert "quiet hours 05:00-09:00 of the watch all" in made.text
    assert "“never” matched nothing" in made.text
    assert "“all” matched" not in made.text


def test_a_digest_arrives_by_mail_in_both_forms(tmp_path: Path) -> None:
    box = Mailbox()
    controller = listening(box)
    try:
        channel = mail_channel(controller.server.sockets[0].getsockname()[1])
        walk = a_walk(
            tmp_path, {"desk": Email(channel)}, channels=(channel,), start=MORNING, digest=DAILY
        )
        tell(walk, raised_at=MORNING - HOUR)
        assert digest.run(walk) == 1
        assert deliver.run(walk) == 2
    finally:
        controller.stop()
    (mail,) = [mail for _, mail in box.mails if "digests" in str(mail["List-Id"])]
    assert str(mail["Subject"]).startswith("Digest to Tue 6 May 07:00: ")
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    for part in (text, html):
        assert "Accident in Port Orland (crane)" in part.get_content()
        assert "origin" in part.get_content()


def test_a_store_without_digests_has_no_window(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    assert digest_windows.last_window(store, "desk") is None
    assert digest_windows.told_to(store, "desk") == 0
