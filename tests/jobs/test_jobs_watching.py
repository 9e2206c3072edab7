"""A watch can be tried beforehand, and one that cannot match says why."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from telling_builders import NOW, Recorder, a_walk, tell

from monitor.facts.data import FactTools, load_tools
from monitor.jobs import watching
from monitor.model.names import AlertKind, SourceClass
from monitor.registers import ActorRow, PlaceRow, SourceRow, Watch
from monitor.settings.nouns import Settings

WEEK = timedelta(days=7)
PLACES = (PlaceRow(name="Port Orland", kind="city", country="OR", aliases=("Orlandhaven",)),)
ACTORS = (ActorRow(name="Coastal Front", kind="armed_group", aliases=("CF",)),)
SOURCES = (
    SourceRow(
        name="Quay News",
        source_class=SourceClass.OUTLET,
        domains=("quay.example",),
        family="Harbour Press",
    ),
)
SETTINGS = Settings(places=PLACES, actors=ACTORS, sources=SOURCES)


@pytest.fixture(scope="module")
def tools() -> FactTools:
    return load_tools(PLACES, ACTORS)


def test_a_trial_tells_what_would_have_matched(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()})
    tell(walk, "crane")
    dispute = tell(walk, "ferry", kind=AlertKind.DISPUTE)
    watch = Watch(name="w", words=("ferry",), kinds=(AlertKind.DISPUTE,))
    found = watching.trial(walk.store, watch, NOW - WEEK, SETTINGS)
    assert [one.title for one in found.incidents] == ["Accident in Port Orland (ferry)"]
    assert [one.title for one in found.articles] == ["On ferry: dispute of ferry"]
    assert [one.id for one in found.alerts] == [dispute.id]
    assert (found.seen_incidents, found.seen_alerts) == (2, 2)
    later = watching.trial(walk.store, watch, NOW + WEEK, SETTINGS)
    assert (later.incidents, later.seen_incidents) == ((), 0)


def test_a_trial_says_which_condition_lets_nothing_through(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()})
    tell(walk, "crane")
    watch = Watch(name="w", types=("accident",), places=("Lake Tarn",), min_killed=1)
    found = watching.trial(walk.store, watch, NOW - WEEK, SETTINGS)
    assert not found.incidents
    assert found.alone == {"places, countries, near": 0, "types": 1, "min_killed": 1}


@pytest.mark.parametrize(
    ("watch", "words"),
    [
        (Watch(name="w", places=("Bagdahd",)), "place “Bagdahd” is unknown"),
        (Watch(name="w", places=("Baghdad", "Port Orland", "Orlandhaven")), ""),
        (Watch(name="w", places=("Bagdhad",)), "did you mean “Baghdad”?"),
        (Watch(name="w", actors=("Costal Front",)), "did you mean “Coastal Front”?"),
        (Watch(name="w", actors=("cf", "Coastal Front")), ""),
        (Watch(name="w", trust=("Quay Nows",)), "did you mean “Quay News”?"),
        (Watch(name="w", trust=("Nobody at all",)), "is no outlet, domain or family"),
        (Watch(name="w", ignore_outlets=("quay.exampel",)), "did you mean “quay.example”?"),
        (Watch(name="w", trust=("quay news", "quay.example", "Harbour Press", "far.test")), ""),
        (Watch(name="w", patterns=(r"(i?)taji",)), "case is ignored anyway"),
        (Watch(name="w", patterns=(r"taji^",)), "the beginning of a line after something else"),
        (Watch(name="w", patterns=(r"$taji",)), "something after the end of the line"),
        (Watch(name="w", patterns=(r"camp\ntaji",)), "a line break"),
        (Watch(name="w", patterns=(r"^camp taji$", r"\bUAVs?\b", r"\\n.taji")), ""),
        (
            Watch(name="w", min_origins=2, kinds=(AlertKind.NEW_INCIDENT,)),
            "a new incident has one origin",
        ),
        (Watch(name="w", min_origins=2, kinds=(AlertKind.SECOND_ORIGIN,)), ""),
    ],
)
def test_what_can_never_match_is_said_beforehand(
    watch: Watch, words: str, tools: FactTools
) -> None:
    told = watching.problems(watch, SETTINGS, tools)
    if words:
        assert len(told) == 1
        assert words in told[0]
    else:
        assert told == ()
