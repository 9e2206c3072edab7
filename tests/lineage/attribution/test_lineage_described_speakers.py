"""Speakers told by what they are: bodies, offices, statements of somebody, who was named before."""

from __future__ import annotations

import pytest
from lineage_builders import wrong_today

from monitor.lineage.attribution.described_speakers import (
    TakenUp,
    is_body,
    personal,
    spoken_for,
)
from monitor.model.names import SourceClass
from monitor.model.reading import Source


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("a statement by the ministry", "the ministry"),
        ("a written statement issued by the ministry", "the ministry"),
        ("another joint statement from the two banks", "the two banks"),
        ("an announcement posted by Harbour Works", "Harbour Works"),
        ("un communiqué by the ministry", "the ministry"),
        ("a statement by his lawyer", "a statement by his lawyer"),
        ("a spokesman for the ministry", "a spokesman for the ministry"),
        ("the county sheriff's news release", "the county sheriff"),
        ("the ministry's statement on Friday", "the ministry"),
        ("Nordwire’s press release", "Nordwire"),
        ("a joint statement", "a joint statement"),
        ("a news release", "a news release"),
        ("Ada Quill and her aide", "Ada Quill"),
        ("Ada Quill and her Israeli counterpart", "Ada Quill"),
        ("Ada Quill und seine Anwältin", "Ada Quill"),
        ("Ada Quill et son avocat", "Ada Quill et son avocat"),
        ("Ada Quill and Lem Orr", "Ada Quill and Lem Orr"),
        ("the mayor", "the mayor"),
        ("", ""),
    ],
)
def test_who_speaks_in_the_words(words: str, who: str) -> None:
    assert spoken_for(words) == who


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("the county sheriff's office", True),
        ("San Antonio police", True),
        ("the Velm Police Dept.", True),
        ("the fire brigade in Velm", True),
        ("Oslo University, a partner", True),
        ("the mayor", True),
        ("die Feuerwehr", True),
        ("the ministry's", True),
        ("Ada Quill", False),
        ("a police officer", False),
        ("officer Ada Quill", False),
        ("the policeman", False),
        ("", False),
    ],
)
def test_a_head_that_ends_in_a_bodys_noun_is_a_body(words: str, body: bool) -> None:
    assert is_body(words) is body


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("Ada Quill", "Ada Quill"),
        ("Captain Ada Quill", "Ada Quill"),
        ("Tarn County Lt. Ada Quill", "Ada Quill"),
        ("President-elect Ada Quill", "Ada Quill"),
        ("Rev. Ada Quill", "Ada Quill"),
        ("Deputy Governor Quill", "Quill"),
        ("Harbour Mayor", ""),
        ("Mayor", ""),
        ("Quill", "Quill"),
        ("", ""),
        wrong_today("Ayatollah Ada Quill", "Ada Quill", reason="not every title is listed"),
    ],
)
def test_a_name_is_what_stands_behind_the_last_title(capitals: str, name: str) -> None:
    assert " ".join(personal(capitals.split())) == name


BODY = SourceClass.OFFICIAL_BODY
OFFICIAL = SourceClass.NAMED_OFFICIAL
PERSON = SourceClass.PERSON


def a_source(name: str, kind: SourceClass = BODY) -> Source:
    return Source(name=name, source_class=kind)


@pytest.mark.parametrize(
    ("first", "kind", "later", "is_taken_up"),
    [
        ("Corvia's military", BODY, "the military", True),
        ("the Velm police", BODY, "Police", True),
        ("Mayor Oda Brisk", OFFICIAL, "the mayor", True),
        ("the interior ministry", BODY, "Ministry", True),
        ("the Velm police", BODY, "the army", False),
        ("the Velm police", BODY, "the harbour police", False),
        ("the first group", SourceClass.ARMED_GROUP, "the group", False),
        ("an old man", PERSON, "the man", False),
    ],
)
def test_a_bare_noun_is_who_was_named_by_it(
    first: str, kind: SourceClass, later: str, is_taken_up: bool
) -> None:
    before = TakenUp("")
    named = before.resolve(first, a_source("Whoever It Was", kind))
    assert (before.resolve(later, a_source(later)) == named) is is_taken_up


@pytest.mark.parametrize(
    ("text", "surname", "name"),
    [
        ("Oda Brisk came. Brisk left.", "Brisk", "Oda Brisk"),
        ("Captain Oda Brisk came.", "Brisk", "Oda Brisk"),
        ("Oda M. Brisk came.", "Brisk", "Oda M. Brisk"),
        ("Omar al-Brisk came.", "Brisk", "Brisk"),
        ("Ana de Brisk came.", "Brisk", "Ana de Brisk"),
        ("The Brisk family came.", "Brisk", "Brisk"),
        ("Ana Brisk and Oda Brisk and Oda Brisk came.", "Brisk", "Oda Brisk"),
        ("Nobody came.", "Brisk", "Brisk"),
    ],
)
def test_a_surname_is_who_is_so_called_in_full(text: str, surname: str, name: str) -> None:
    found = TakenUp(text).resolve(surname, a_source(surname, PERSON))
    assert found.name == name


def test_an_official_stays_one_when_only_the_name_is_told() -> None:
    before = TakenUp("Oda Brisk came.")
    before.resolve("Mayor Oda Brisk", a_source("Oda Brisk", OFFICIAL))
    again = before.resolve("Brisk", a_source("Brisk", PERSON))
    assert again == a_source("Oda Brisk", OFFICIAL)


@pytest.mark.parametrize("kind", [SourceClass.AGENCY, SourceClass.OUTLET, SourceClass.WITNESS])
def test_media_and_witnesses_are_not_taken_up(kind: SourceClass) -> None:
    before = TakenUp("")
    before.resolve("the harbour watch", a_source("Harbour Watch", BODY))
    assert before.resolve("the watch", a_source("watch", kind)).name == "watch"
