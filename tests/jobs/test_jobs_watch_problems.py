"""A watch that cannot match, or matches less than was meant, says so beforehand."""

from __future__ import annotations

import pytest

from monitor.facts.data import FactTools, load_tools
from monitor.jobs.watch_problems import all_problems, problems
from monitor.model.names import AlertKind, SourceClass
from monitor.registers import ActorRow, PlaceRow, SourceRow, Watch
from monitor.settings.nouns import Settings

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
    told = problems(watch, SETTINGS, tools)
    if words:
        assert len(told) == 1
        assert words in told[0]
    else:
        assert told == ()


def test_problems_of_all_watches_name_the_watch() -> None:
    odd = Watch(name="far", actors=("Nobody",))
    told = all_problems(Settings(actors=ACTORS, watches=(Watch(name="fine"), odd)))
    assert len(told) == 1
    assert told[0].startswith("watch “far”: actor “Nobody”")
