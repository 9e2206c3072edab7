"""A watch can be tried on what is stored, and says which of its conditions stands in the way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from store_builders import an_incident
from telling_builders import NOW, Recorder, a_walk, tell

from monitor.desk.plain import plain
from monitor.desk.watch_trial import trial
from monitor.model.names import AlertKind
from monitor.registers import Watch
from monitor.settings.nouns import Settings

WEEK = timedelta(days=7)
SETTINGS = Settings()


def test_a_trial_tells_what_would_have_matched(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()})
    tell(walk, "crane")
    dispute = tell(walk, "ferry", kind=AlertKind.DISPUTE)
    watch = Watch(name="w", words=("ferry",), kinds=(AlertKind.DISPUTE,))
    found = trial(walk.store, watch, NOW - WEEK, SETTINGS)
    assert [one.title for one in found.incidents] == ["Accident in Port Orland (ferry)"]
    assert [one.title for one in found.articles] == ["On ferry: dispute of ferry"]
    assert [one.id for one in found.alerts] == [dispute.id]
    assert (found.seen_incidents, found.seen_alerts) == (2, 2)
    later = trial(walk.store, watch, NOW + WEEK, SETTINGS)
    assert (later.incidents, later.seen_incidents) == ((), 0)


def test_a_trial_says_which_condition_lets_nothing_through(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()})
    tell(walk, "crane")
    watch = Watch(name="w", types=("accident",), places=("Lake Tarn",), min_killed=1)
    found = trial(walk.store, watch, NOW - WEEK, SETTINGS)
    assert not found.incidents
    assert found.alone == {"places, countries, near": 0, "types": 1, "min_killed": 1}
    assert found.warnings == ("matches nothing: no stored incident meets places, countries, near",)


def test_a_trial_says_that_conditions_are_met_only_apart(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()})
    tell(walk, "crane")
    tell(walk, "ferry", incident=an_incident("ferry", incident_type="flood", killed=None))
    watch = Watch(name="w", types=("flood",), min_killed=1)
    found = trial(walk.store, watch, NOW - WEEK, SETTINGS)
    assert found.alone == {"types": 1, "min_killed": 1}
    assert "each condition is met alone (types 1, min_killed 1)" in found.warnings[0]
    assert plain(found)["met_alone"] == {"types": 1, "min_killed": 1}


def test_a_trial_says_that_nothing_is_stored_and_what_is_wrong_with_the_watch(
    tmp_path: Path,
) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()})
    watch = Watch(name="w", actors=("Nobody",))
    actor, nothing = trial(walk.store, watch, NOW - WEEK, SETTINGS).warnings
    assert actor.startswith("actor “Nobody” is not in actors.toml")
    assert nothing == "no incident is stored for that time: nothing could match"
