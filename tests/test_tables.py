"""Tables of language knowledge: what they hold is true, and how they are read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fit.languages_page import ROOMS, lists_in
from monitor.phrases import Pattern, Phrase
from monitor.tables import Table, is_list, table_of

ROOT = Path(__file__).parents[1] / "monitor"
FILES = {
    path.relative_to(ROOT).as_posix(): path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.toml"))
}
TABLES = {
    name: table_of(tomllib.loads(path.read_text("utf-8")), name) for name, path in FILES.items()
}
PATTERNS = [
    pytest.param(pattern, id=f"{name}:{pattern.name}:{pattern.language}")
    for name, table in TABLES.items()
    for phrase in table.phrases.values()
    for pattern in phrase.patterns
]


def a_table(**changes: object) -> Table:
    """A table with one list and one pattern, changed."""
    row: dict[str, object] = {
        "name": "staff",
        "language": "en",
        "pattern": r"\bour {job}\b",
        "needs": ["our"],
        "example": "Our writer in Velm",
        "not_example": "her writer in Velm",
    }
    row.update(changes)
    kept = {key: value for key, value in row.items() if value is not None}
    raw = {"job": {"en": ["writers?", "editors?"], "fr": ["auteur"]}, "pattern": [kept]}
    return table_of(raw, "room/staff.toml")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_matches_its_example_and_no_near_miss(pattern: Pattern) -> None:
    phrase = Phrase([pattern])
    assert phrase.search(pattern.example), "its needs must stand in its example too"
    assert not pattern.regex.search(pattern.not_example)


#: Letters of our languages; without those whose small letter is another's ("ſ", "İ").
LETTERS = st.characters(
    max_codepoint=0x17E, include_characters="•–—…“”„’：›", exclude_characters="İıſ"
)
WITH_NEEDS = [row for row in PATTERNS if row.values[0].needs]


@pytest.mark.parametrize("pattern", WITH_NEEDS)
@given(data=st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_pattern_matches_holds_one_of_its_needs(
    pattern: Pattern, data: st.DataObject
) -> None:
    """Else the prefilter would keep the pattern from what it is for."""
    text = data.draw(st.from_regex(pattern.regex, alphabet=LETTERS))
    found = pattern.regex.search(text)
    assert found
    assert any(need in text.lower() for need in pattern.needs)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"needs": ["the"]}, "none of its needs"),
        ({"needs": ["Our"]}, "not in small letters"),
        ({"needs": ["our", "Their"]}, "not in small letters"),
        ({"needs": None}, "needs left out"),
        ({"example": None, "not_example": None}, "example, not_example left out"),
        ({"example": "their writer"}, "does not match its example"),
        ({"not_example": "our editors"}, "matches its not_example"),
        ({"pattern": "our ({job}"}, "missing \\)"),
        ({"pattern": "our {jobs}"}, "no list is called jobs"),
        ({"language": "de"}, "job has no cues of de"),
        ({"language": "xx"}, "is no language"),
    ],
)
def test_a_broken_pattern_is_refused_by_file_and_name(
    changes: dict[str, object], message: str
) -> None:
    """A pattern whose prefilter is missing would otherwise be dead and nobody would know."""
    with pytest.raises(ValueError, match=message) as error:
        a_table(**changes)
    assert str(error.value).startswith("room/staff.toml: pattern 'staff'")


def test_a_list_that_is_made_of_itself_is_refused() -> None:
    raw = {"job": {"en": ["{job} writer"]}}
    with pytest.raises(ValueError, match="made of itself"):
        table_of(raw, "room/staff.toml").regex("{job}")


@pytest.mark.parametrize(
    ("language", "cues"),
    [("en", ("writers?", "AP")), ("fr", ("auteur", "AP")), ("any", ("writers?", "auteur", "AP"))],
)
def test_a_language_has_its_own_cues_and_those_of_none(language: str, cues: tuple[str]) -> None:
    table = table_of({"job": {"en": ["writers?"], "fr": ["auteur"], "any": ["AP"]}}, "a.toml")
    assert table.cues("job", language) == cues


@pytest.mark.parametrize("ask", ["cues", "phrase", "words"])
def test_what_a_table_lacks_is_told_by_its_name(ask: str) -> None:
    with pytest.raises(ValueError, match=r"^room/staff.toml: no (list|pattern) is called verb$"):
        getattr(a_table(), ask)("verb")


@pytest.mark.parametrize(
    ("text", "is_found"), [("Our writer", True), ("our auteur", False), ("hour writer", False)]
)
def test_case_is_not_looked_at_and_languages_are_not_mixed(text: str, is_found: bool) -> None:
    assert bool(a_table().phrase("staff").search(text)) is is_found


def test_a_cased_pattern_looks_at_case() -> None:
    phrase = a_table(cased=True, example="our writer").phrase("staff")
    assert phrase.search("our writer")
    assert not phrase.search("Our writer")


def phrase_of(*patterns: str, needs: tuple[str, ...] = ()) -> Phrase:
    return Phrase(
        [
            Pattern(
                name="x",
                language="any",
                regex=re.compile(pattern),
                needs=needs,
                example="",
                not_example="",
            )
            for pattern in patterns
        ]
    )


@given(st.text(alphabet="abc ", max_size=30))
def test_patterns_of_one_name_are_as_one_expression(text: str) -> None:
    parts = ("ab+", "a", "c(?= )", r"\bb")
    one, many = re.compile("|".join(parts)), phrase_of(*parts)
    assert [m.span() for m in many.finditer(text)] == [m.span() for m in one.finditer(text)]
    expected, got = one.match(text), many.match(text)
    assert (expected and expected.span()) == (got and got.span())


def test_a_pattern_is_not_tried_without_its_needs() -> None:
    assert phrase_of("b", needs=("b",)).search("abc")
    assert not phrase_of("b", needs=("z",)).search("abc")
    assert phrase_of("B", needs=("b",)).search("ABC")


def test_what_is_cut_leaves_the_rest() -> None:
    assert phrase_of("b+", "c").cut("abbcd") == "ad"
    assert phrase_of("b+").cut("abbcd", " ") == "a cd"


@pytest.mark.parametrize("name", FILES)
def test_a_cue_stands_on_its_own_line(name: str) -> None:
    raw = tomllib.loads(FILES[name].read_text("utf-8"))
    raw.pop("pattern", None)
    lines = FILES[name].read_text("utf-8").splitlines()
    alone = sum(bool(re.fullmatch(r"  (\"[^\"]*\"|'.*'),", line)) for line in lines)
    assert alone == sum(number for _, _, number in lists_in(raw))
    assert not [line for line in lines if len(line) > 100 and not line.startswith("pattern")]


@pytest.mark.parametrize("name", FILES)
def test_nothing_in_a_table_is_left_unread(name: str) -> None:
    """A list or pattern that no code asks for is knowledge that does nothing."""
    room = ROOT / name.split("/")[0]
    code = "\n".join(path.read_text("utf-8") for path in room.rglob("*.py"))
    raw = tomllib.loads(FILES[name].read_text("utf-8"))
    text = FILES[name].read_text("utf-8")
    lists = {key for key, value in raw.items() if is_list(value)}
    lists -= {key for key in lists if f"{{{key}}}" in text}
    asked = lists | {row["name"] for row in raw.get("pattern", ())}
    whole = ("stages.toml", "voices.toml")  # asked for list by list
    unread = {key for key in asked if f'"{key}"' not in code and f"{{{key}}}" not in code}
    assert name.endswith(whole) or not unread
