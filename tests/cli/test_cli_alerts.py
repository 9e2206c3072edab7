"""`monitor alerts`, `outbox`, `digest`, `watches`, `silence`: what a person asks about telling."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_builders import ROWS, run, write_rows

from monitor.store import alerts as alert_rows
from monitor.store import outbox
from monitor.store.open import open_store, writing

WATCHES = """
[[watch]]
name = "Everything"
channels = ["desk"]
quiet_hours = "00:00-23:59"

[[watch]]
name = "Floods"
types = ["flood"]
words = ["river"]
channels = ["console"]

[[watch]]
name = "Typo"
places = ["Maidugurri"]
channels = ["console"]

[[watch]]
name = "Agency"
trust = ["Ruters"]
channels = ["console"]
"""
MONITOR = """
[channel.desk]
kind = "file"
path = "desk.jsonl"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration, and a database with alerts that are owed."""
    folder = tmp_path_factory.mktemp("alerts")
    config = folder / "config"
    config.mkdir()
    (config / "watches.toml").write_text(WATCHES)
    (config / "monitor.toml").write_text(MONITOR)
    rows = write_rows(folder / "rows.jsonl")
    told(folder, "backfill", str(rows), "--alerts")
    # What a backfill raises is not sent; here it is owed as if it had come in by a feed.
    store = open_store(folder / "monitor.db")
    with writing(store) as db:
        for alert in alert_rows.list_alerts(store):
            for channel, watch in (("desk", "Everything"), ("console", "Floods")):
                alert_rows.hold(
                    db, alert.id, channel, due_at=alert.raised_at, why="waits", watch=watch
                )
    store.close()
    return folder


def told(home: Path, *words: str, expect: int = 0) -> str:
    options = ("--config", str(home / "config"))
    return run(*options, *words, db=home / "monitor.db", expect=expect).output


def rows_of(home: Path, *words: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(told(home, *words, "--json"))
    return found


def test_pending_alerts_say_when_and_why_in_plain_words(home: Path) -> None:
    rows = rows_of(home, "alerts", "--pending")
    assert {row["channel"] for row in rows} == {"console", "desk"}
    for row in rows:
        assert row["when"] == "now" or row["when"] > datetime.now(UTC).strftime("%Y-%m-%d")
        assert row["when"] == "now" or row["why"]
    held = [row["why"] for row in rows if row["channel"] == "desk"]
    assert all("quiet hours" in why for why in held)
    table = told(home, "alerts", "--pending")
    assert "WHEN" in table
    assert f"{len(rows)} alerts to be told" in table


def test_a_channel_that_is_gone_is_named_as_such(home: Path, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "watches.toml").write_text("")
    output = run(
        "--config", str(tmp_path / "config"), "alerts", "--pending", db=home / "monitor.db"
    ).output
    assert "no such channel is configured; it stays owed" in output


def test_watches_are_listed_with_what_they_ask_for(home: Path) -> None:
    rows = {row["watch"]: row for row in rows_of(home, "watches", "list")}
    assert list(rows) == ["Everything", "Floods", "Typo", "Agency"]
    assert rows["Everything"]["asks for"] == "everything"
    assert rows["Floods"]["asks for"] == "words river, types flood"
    assert rows["Agency"]["asks for"] == "from Ruters"


def test_a_trial_names_an_outlet_that_nobody_knows(home: Path) -> None:
    output = told(home, "watches", "test", "Agency", "--since", "2000-01-01")
    assert "would have told of 0 incidents" in output
    assert "trust “Ruters” is no outlet" in output
    assert "did you mean “Reuters”?" in output


def test_a_watch_is_tried_on_what_is_stored(home: Path) -> None:
    found = json.loads(told(home, "watches", "test", "floods", "--since", "2026-01-01", "--json"))
    assert found["articles"] == [ROWS[2]["url"]]
    assert found["warnings"] == []
    assert "would have told of 1 incident of" in told(
        home, "watches", "test", "Floods", "--since", "2026-01-01"
    )


def test_a_watch_that_matches_nothing_says_why(home: Path) -> None:
    words = told(home, "watches", "test", "Typo", "--since", "2026-01-01")
    assert "warning: place “Maidugurri” is unknown" in words
    assert "no stored incident meets places" in words
    assert "nothing could match" in told(home, "watches", "test", "Floods", "--since", "1s")


def test_a_mistyped_watch_names_the_nearest(home: Path) -> None:
    assert "Did you mean “Floods”?" in told(home, "watches", "test", "Flods", expect=2)


def test_a_silence_is_added_listed_and_ended(home: Path) -> None:
    made = told(
        home, "silence", "add", "--watch", "floods", "--until", "2h", "--why", "river drill"
    )
    silence = made.split(":")[0]
    (row,) = rows_of(home, "silence", "list")
    assert (row["silence"], row["state"], row["watch"]) == (silence, "holds", "Floods")
    held = [r for r in rows_of(home, "alerts", "--pending") if r["channel"] == "console"]
    assert {r["why"] for r in held} == {"silenced: river drill"}
    assert told(home, "silence", "end", silence) == "ended\n"
    assert rows_of(home, "silence", "list") == []
    assert [r["state"] for r in rows_of(home, "silence", "list", "--all")] == ["ended"]
    assert "no silence" in told(home, "silence", "end", silence, expect=1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--watch", "Floods", "--until", "2020-01-01"), "is past"),
        (("--until", "2h"), "name an --incident or a --watch"),
        (("--incident", "incident_nowhere", "--until", "2h"), "no incident incident_nowhere"),
        (("--watch", "Nobody's", "--until", "2h"), "no watch"),
        (("--watch", "Floods", "--until", "soon"), "is no date"),
    ],
)
def test_a_silence_that_would_hold_nothing_is_refused(
    home: Path, words: tuple[str, ...], says: str
) -> None:
    assert says in told(home, "silence", "add", *words, "--why", "x", expect=2)


def test_a_digest_is_shown_and_written_but_not_sent(home: Path, tmp_path: Path) -> None:
    page = tmp_path / "digest.html"
    said = told(home, "digest", "--since", "2026-05-01", "--until", "2026-05-09")
    assert said.startswith("Digest to Sat 9 May 00:00: ")
    told(home, "digest", "--since", "2026-05-01", "--until", "2026-05-09", "--html", str(page))
    assert page.read_text("utf-8").startswith("<!doctype html>")
    with_nothing = told(home, "digest", "--since", "2020-05-01", "--until", "2020-05-02")
    assert "Nothing new." in with_nothing
    store = open_store(home / "monitor.db")
    assert [r for r in outbox.list_messages(store) if r["kind"] == "digest"] == []
    store.close()


def test_dead_letters_are_listed_shown_and_woken(home: Path, tmp_path: Path) -> None:
    from monitor.model.telling import Delivery, Message

    now = datetime.now(UTC) - timedelta(hours=1)
    store = open_store(tmp_path / "dead.db")
    message = Message(
        id="message_x",
        channel="desk",
        recipient="ann@desk.example",
        kind="alert",
        subject="Crane falls",
        text="Crane falls\n",
        html="",
        created_at=now,
    )
    outbox.put(store, [message])
    refused = Delivery(
        message_id=message.id,
        channel="desk",
        attempted_at=now,
        delivered=False,
        permanent=True,
        detail="554 never",
    )
    outbox.settle_delivery(store, refused)
    store.close()
    db = tmp_path / "dead.db"
    (row,) = json.loads(run("outbox", "--state", "dead", "--json", db=db).output)
    assert (row["recipient"], row["detail"]) == ("ann@desk.example", "554 never")
    assert "554 never" in run("outbox", "show", "message_x", db=db).output
    assert "1 message due now" in run("outbox", "retry", "--all", db=db).output
    assert json.loads(run("outbox", "--state", "dead", "--json", db=db).output) == []
