"""The look-up of places: packed rows, heads, the user's own, abbreviations, capitals."""

from __future__ import annotations

import pytest
from facts_tables import a_text, rows
from hypothesis import given
from hypothesis import strategies as st

from monitor.facts.data import FactTools
from monitor.facts.where.casing import is_abbreviation, is_acronym
from monitor.facts.where.gazetteer import Gazetteer, gazetteer, with_own
from monitor.facts.where.packed_table import Heads, Rows
from monitor.registers import PlaceRow

NAMES = st.text(alphabet="abcdeé -жأ", min_size=1, max_size=8)
WORLD = (
    b"oland\tc\tOland\tOL\t\t60.0\t10.0\t5000000\n"
    b"new velden\tp\tNew Velden\tOL\t01\t60.1\t10.1\t9000\n"
    b"st mary\tp\tSt. Mary\tOL\t01\t60.2\t10.2\t700\n"
    b"velden\t1\tVelden\tOL\t01\t60.0\t10.0\t80000\n"
    b"velden\tp\tVelden\tOL\t01\t60.0\t10.0\t40000\n"
    b"\n#alias\nfelden\t4\n\n#admin1\nOL.01\tVelden\n"
)
COUNTRIES = "OL\tOland;Kingdom of Oland\tOlander;Olandic\t\t1\n"


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    return gazetteer(WORLD.replace(b"\n\n#", b"\n#"), COUNTRIES, "Vel.\tOL.01\n")


@given(names=st.lists(NAMES, max_size=30, unique=True), other=NAMES)
def test_a_packed_row_is_found_by_its_key_alone(names: list[str], other: str) -> None:
    text = "\n".join(f"{name}\t{number}" for number, name in enumerate(sorted(names)))
    packed = Rows(text.encode())
    assert len(packed) == len(names)
    assert list(packed.keys()) == sorted(names)
    for name in names:
        number = packed.find(name)
        assert number is not None
        assert packed[number].partition("\t")[0] == name
    assert (other in packed) == (other in names)


@given(keys=st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=12))
def test_of_equal_keys_the_first_is_found(keys: list[str]) -> None:
    ordered = sorted(keys)
    packed = Rows("\n".join(f"{one}\t{n}" for n, one in enumerate(ordered)).encode())
    for one in set(keys):
        assert packed.find(one) == ordered.index(one)


@given(names=st.lists(NAMES, min_size=1, max_size=30))
def test_heads_reach_as_far_as_the_longest_name(names: list[str]) -> None:
    heads = Heads(len(names))
    heads.add(names)
    for name in names:
        assert (heads.get(name.partition(" ")[0]) or 0) >= name.count(" ") + 1


def test_a_copy_of_heads_is_its_own() -> None:
    heads = Heads(4)
    heads.add(["velden"])
    copied = heads.copy()
    copied.add(["velden am see"])
    assert (heads.get("velden"), copied.get("velden")) == (1, 3)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("velden", ["region", "city"]),
        ("felden", ["city"]),
        ("oland", ["country"]),
        ("kingdom of oland", ["country"]),
        ("st mary", ["city"]),
        ("olandic", []),
        ("vel", []),
        ("", []),
    ],
)
def test_a_key_stands_for_what_the_tables_say(
    small: Gazetteer, name: str, kinds: list[str]
) -> None:
    assert [one.place.kind for one in small.candidates(name)] == kinds
    assert small.knows(name) == bool(kinds)


def test_another_name_is_marked_as_such(small: Gazetteer) -> None:
    assert [one.alias for one in small.candidates("felden")] == [True]
    assert not any(one.alias for one in small.candidates("velden"))


def test_a_place_of_the_users_is_meant_alone(small: Gazetteer) -> None:
    row = PlaceRow(name="Velden Camp", aliases=("Velden",), kind="base", country="OL")
    own = with_own(small, (row,))
    assert [one.place.name for one in own.candidates("velden")] == ["Velden Camp"]
    assert [one.place.kind for one in small.candidates("velden")] == ["region", "city"]


def test_a_region_is_found_by_its_code(small: Gazetteer) -> None:
    region = small.region("OL.01")
    assert region is not None
    assert region.place.kind == "region"
    assert small.region("OL.99") is None


@pytest.mark.parametrize(("name", "expected"), rows("gazetteer"))
def test_the_worlds_best_known_place_of_a_name(tools: FactTools, name: str, expected: str) -> None:
    found = max(tools.gazetteer.candidates(name), key=lambda one: one.population, default=None)
    told = f"{found.place.name} {found.place.country} {found.place.kind}" if found else "-"
    assert told == expected


@pytest.mark.parametrize(
    ("text", "index", "abbreviation", "acronym"),
    [
        ("Two men fled the US on foot.", 4, True, True),
        ("They told us on Monday.", 2, False, False),
        ("The Ur of old was a town.", 1, False, False),
        ("The NATO soldiers left.", 1, True, True),
        ("A MAN IN OSLO WAS SHOT.", 3, False, False),
        ("The UK US talks went on.", 1, True, False),
    ],
)
def test_capitals_tell_an_abbreviation(
    text: str, index: int, abbreviation: bool, acronym: bool
) -> None:
    field = a_text(text)
    assert is_abbreviation(field, index, index + 1) == abbreviation
    assert is_acronym(field, index) == acronym
