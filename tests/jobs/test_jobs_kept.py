"""What is kept between articles changes no outcome, whoever wrote to the store in between."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from deciding_builders import LONG, a_deciding_walk
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing_builders import profiles_of

from monitor.errors import InputError
from monitor.jobs.deciding import decide
from monitor.jobs.kept import Kept
from monitor.jobs.walk import Walk
from monitor.lineage.reuse.fingerprints import signature
from monitor.matching import packing
from monitor.model.deciding import Outcome
from monitor.model.facts import Where
from monitor.model.names import Role, make_id
from monitor.model.reading import Reading
from monitor.store import decisions, incidents, outcomes
from monitor.store.open import Store, open_store, writing
from monitor.store.person_decisions import PersonDecision
from monitor.urls import canonical
from tests.incidents.incident_builders import (
    AGENCY,
    COAST_GUARD,
    NOW,
    TEXT,
    a_count,
    a_mention,
    a_place,
    a_reading,
    a_when,
    an_actor,
    an_article,
    credited,
    hours,
    said_by,
    span_of,
)

OUTLETS = ("Kystavisen", "Fjordposten", "Utkikk", "Nordwire", "Havnebladet")
#: Name, latitude, type, day: the second incident is far from the first in all of them.
PLACES = (
    ("Port Velm", 61.0, "armed_attack", date(2031, 5, 12)),
    ("Oskerby", 12.0, "kidnapping", date(2031, 3, 2)),
)
HILLS = (
    "A column of lorries left the quarry before dawn and never arrived at the depot in the hills."
    " Shepherds found one of them beside a dry well, its doors open and its cargo of seed gone."
)

#: (outlet, page, killed, place, hour of publication, manner of telling).
Told = tuple[int, int, int, int, int, int]
told = st.tuples(
    st.integers(0, len(OUTLETS) - 1),
    st.integers(0, 2),
    st.integers(0, 9),
    st.integers(0, len(PLACES) - 1),
    st.integers(-60, 60),
    st.integers(0, 4),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("report"), told),
        st.tuples(st.just("report"), told),
        st.tuples(st.just("report"), told),
        st.tuples(
            st.sampled_from(("merge", "same", "not_same", "undo", "rolled back", "by another")),
            told,
        ),
    ),
    min_size=3,
    max_size=14,
)


def a_told(one: Told) -> Reading:
    outlet, page, killed, place, hour, manner = one
    name, latitude, kind, day = PLACES[place]
    rest = HILLS if place else LONG
    article = an_article(OUTLETS[outlet], text=f"{TEXT} {rest} It was told of {killed} dead.")
    url = canonical(f"{article.url}/{page}")
    article = replace(
        article,
        id=make_id("article", url),
        version_id=make_id("version", url, str(one)),
        url=url,
        published=hours(hour),
        fetched_at=NOW,
    )
    mention = a_mention(
        counts=(a_count("killed", killed, "Three dockers were killed"),),
        incident_type=kind,
        when=a_when(day),
        where=(Where(place=replace(a_place(name), latitude=latitude), span=span_of("Port Velm")),),
        role=Role.BACKGROUND if manner == 4 else Role.PRIMARY,
        actors=(an_actor("Red Tide", ("suspected", "claimed")[killed % 2]),) if manner == 3 else (),
    )
    reading = a_reading(
        article,
        mention,
        attributions=(said_by(COAST_GUARD if manner else AGENCY),),
        credits=(credited(),) if manner == 2 else (),
    )
    packed = tuple(packing.dump(profile) for profile in profiles_of(reading))
    return replace(reading, profiles=packed, signature=signature(article))


def from_scratch(walk: Walk) -> Callable[[Reading, datetime], Outcome]:
    """Decide through a connection of its own, with nothing kept."""

    def decided(reading: Reading, now: datetime) -> Outcome:
        with closing(open_store(walk.settings.db)) as store:
            fresh = replace(walk, store=store, kept=Kept())
            return decide(fresh, reading, entry=None, now=now, tell=True)

    return decided


def a_decision(kind: str, store: Store, one: Told, reading: Reading, now: datetime) -> None:
    known = [i.id for i in incidents.list_incidents(store)]
    if not known:
        return
    first, last = known[one[2] % len(known)], known[-1]
    decision = PersonDecision(
        id=make_id("decision", kind, str(one), str(now)),
        kind=kind,
        incident_id=first,
        who="ann",
        why="she knows",
        decided_at=now,
        other_incident_id=last if kind == "merge" else None,
        article_ids=() if kind == "merge" else (reading.article.id,),
    )
    with suppress(InputError):
        decisions.decide(store, decision)


def undo_last(store: Store, now: datetime) -> None:
    standing = decisions.list_decisions(store)
    if standing:
        decisions.undo(store, standing[-1].id, "ann", now)


class _TornError(Exception):
    """Thrown to leave the store as it was."""


def take(walk: Walk, kind: str, one: Told, now: datetime) -> tuple[Outcome, Outcome] | None:
    """Do one step; where it decides, return the outcome and that from scratch."""
    reading = a_told(one)
    if kind in ("merge", "same", "not_same"):
        a_decision(kind, walk.store, one, reading, now)
    elif kind == "undo":
        undo_last(walk.store, now)
    elif kind == "by another":
        with closing(open_store(walk.settings.db)) as store:
            a_decision("merge", store, one, reading, now)
            other = replace(walk, store=store, kept=Kept())
            found = decide(other, reading, entry=None, now=now, tell=True)
            outcomes.record(store, found, now)
    elif kind == "rolled back":
        with suppress(_TornError), writing(walk.store):
            found = decide(walk, reading, entry=None, now=now, tell=True)
            outcomes.record(walk.store, found, now)
            decide(walk, a_told((*one[:2], 8, *one[3:])), entry=None, now=now, tell=True)
            raise _TornError
    else:
        scratch = from_scratch(walk)(reading, now)
        found = decide(walk, reading, entry=None, now=now, tell=True)
        outcomes.record(walk.store, found, now)
        return found, scratch
    return None


@settings(max_examples=40, deadline=None)
@given(steps)
def test_what_is_kept_changes_no_outcome(taken: list[tuple[str, Told]]) -> None:
    with TemporaryDirectory() as folder:
        walk = a_deciding_walk(Path(folder))
        with closing(walk.store):
            for minute, (kind, one) in enumerate(taken):
                both = take(walk, kind, one, NOW + timedelta(minutes=minute))
                if both is not None:
                    found, scratch = both
                    assert found == scratch
                    assert list(found.superseded) == list(scratch.superseded)


def a_stream(walk: Walk, count: int) -> list[bool]:
    """Take reports of one incident in; whether each came out as from scratch."""
    found = []
    for number in range(count):
        one = (number % len(OUTLETS), number // len(OUTLETS), 1 + number % 9, 0, number, 1)
        both = take(walk, "report", one, datetime(2031, 5, 12, 15, number, tzinfo=UTC))
        assert both is not None
        found.append(both[0] == both[1])
    return found


def test_a_stream_comes_out_as_from_scratch_and_is_kept(tmp_path: Path) -> None:
    walk = a_deciding_walk(tmp_path)
    assert all(a_stream(walk, 12))
    [kept] = walk.kept._incidents.values()
    assert len(kept.reports.nouns()) == 11, "all but the last, which is not asked for yet"


def test_it_would_be_seen_if_a_changed_row_were_not_read_again(tmp_path: Path) -> None:
    walk = a_deciding_walk(tmp_path)
    walk.store.db.conn.create_function("touched", 2, lambda kind, row: None)
    assert not all(a_stream(walk, 12))


@pytest.mark.parametrize("is_other", [True, False])
def test_a_merge_and_its_undoing_are_seen(tmp_path: Path, is_other: bool) -> None:
    """Decided by another process or by this one."""
    walk = a_deciding_walk(tmp_path)
    for place in (0, 1):
        for outlet in range(3):
            take(walk, "report", (outlet, place, 3 + 6 * place, place, -1500 * place, 1), NOW)
    second, first = (one.id for one in incidents.list_incidents(walk.store))
    with closing(open_store(walk.settings.db)) as other:
        where = other if is_other else walk.store
        merged = PersonDecision(
            id="decision_m", kind="merge", incident_id=first, other_incident_id=second,
            who="ann", why="one", decided_at=NOW,
        )  # fmt: skip
        decisions.decide(where, merged)
        for minute, articles in ((1, 7), (2, 5)):
            both = take(walk, "report", (4, minute, 3, 0, 1, 1), NOW + timedelta(minutes=minute))
            assert both is not None
            assert both[0] == both[1]
            assert both[0].incidents[0].origins.articles == articles
            if minute == 1:
                decisions.undo(where, merged.id, "ann", NOW)
