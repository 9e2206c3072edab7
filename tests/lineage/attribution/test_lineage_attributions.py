"""Who said it: sources, their classes, chains and spans."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lineage_builders import ACTORS, an_article, the_register, words_of

from monitor.lineage.attribution.attributions import attributions
from monitor.lineage.attribution.speakers import speakers_of
from monitor.model.names import SourceClass
from monitor.model.reading import Attribution


def said(text: str, language: str = "en") -> list[Attribution]:
    article = an_article(text, language=language)
    return list(attributions(article, the_register(), ACTORS))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The port was closed, police said.", "police", SourceClass.OFFICIAL_BODY),
        ("The Pentagon said three drones were lost.", "Pentagon", SourceClass.OFFICIAL_BODY),
        (
            "Pentagon spokeswoman Ada Quill said three drones were lost.",
            "Ada Quill",
            SourceClass.NAMED_OFFICIAL,
        ),
        (
            "Two men fled, according to a security source.",
            "anonymous security source",
            SourceClass.ANONYMOUS_OFFICIAL,
        ),
        (
            "The Lake Dawn Front claimed responsibility in a statement.",
            "Lake Dawn Front",
            SourceClass.ARMED_GROUP,
        ),
        ("Residents said they heard two blasts.", "Residents", SourceClass.WITNESS),
        ("Airwars said nine people had died.", "Airwars", SourceClass.NGO),
        ("Reuters reported that the ship had sunk.", "Reuters", SourceClass.AGENCY),
        ("KCNA said the test had succeeded.", "KCNA", SourceClass.STATE_MEDIA),
    ],
)
def test_a_source_has_its_name_and_class(text: str, name: str, kind: SourceClass) -> None:
    found = [(a.source.name, a.source.source_class) for a in said(text)]
    assert (name, kind) in found


def test_who_told_an_agency_is_the_source_and_the_agency_the_way() -> None:
    [one] = said("Four rockets fell near the base, a security source told AFP.")
    assert one.source.source_class is SourceClass.ANONYMOUS_OFFICIAL
    assert [via.name for via in one.via] == ["Agence France-Presse"]
    assert one.content_span
    assert one.content_span.text == "Four rockets fell near the base"


def test_a_chain_is_followed_to_its_end() -> None:
    found = said("Four rockets fell, a security source told AFP, according to The Guardian.")
    first = next(a for a in found if a.source.source_class is SourceClass.ANONYMOUS_OFFICIAL)
    assert [via.name for via in first.via] == ["Agence France-Presse", "The Guardian"]


def test_whom_an_agency_cites_is_the_source() -> None:
    found = said("Six miners are missing, Reuters reported, citing the interior ministry.")
    ends = {(a.source.name, tuple(v.name for v in a.via)) for a in found}
    assert ("interior ministry", ("Reuters",)) in ends


def test_he_is_who_spoke_last() -> None:
    found = said("Mayor Odile Varga said the dam would hold. She said pumps were on their way.")
    assert [a.source.name for a in found] == ["Odile Varga", "Odile Varga"]


def test_a_passive_names_its_agent() -> None:
    found = said("The raid was condemned by the interior ministry as a crime.")
    assert [a.source.name for a in found] == ["interior ministry"]


def test_a_relative_clause_speaks_for_what_stands_before_it() -> None:
    found = said("The blast killed four, said Reuters, which quoted a nurse at the hospital.")
    assert "Reuters" in {v.name for a in found for v in a.via} | {a.source.name for a in found}
    assert "which" not in {a.source.name for a in found}


def test_a_surname_is_who_was_named_in_full() -> None:
    found = said("Dr Ana Varga told Reuters the ward was full. Dr Varga said more would come.")
    assert {a.source.name for a in found} == {"Ana Varga"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We will rebuild it,” the mayor said.", "direct"),
        ("The mayor said that the bridge would be rebuilt.", "indirect"),
        ("The mayor said the bridge was “a ruin” and would go.", "mixed"),
    ],
)
def test_how_it_was_said(text: str, kind: str) -> None:
    assert kind in [a.kind for a in said(text)]


def test_a_stance_is_no_saying() -> None:
    kinds = {a.cue_span.text: a.kind for a in said("The governor opposes the dam, police said.")}
    assert kinds.get("said") != "stance"
    assert kinds.get("opposes", "stance") == "stance"


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "de",
            "Die Brücke sei gesperrt, sagte ein Sprecher der Polizei.",
            "Sprecher der Polizei (spokesperson)",
        ),
        ("de", "Laut Reuters wurden zwei Menschen verletzt.", "Reuters"),
        ("fr", "Selon l'AFP, deux navires ont été déroutés.", "Agence France-Presse"),
        ("es", "Dos barcos fueron desviados, según Reuters.", "Reuters"),
    ],
)
def test_other_languages(language: str, text: str, name: str) -> None:
    assert any(name in a.source.name for a in said(text, language))


def test_spans_reproduce_their_words() -> None:
    text = "“It burned all night,” Ana Ruiz told EFE. “We lost it.”\nPolice said it was arson."
    article = an_article(text)
    for one in attributions(article, the_register(), ACTORS):
        for span in (one.source_span, one.cue_span, one.content_span):
            assert span is None or words_of(article, span) == span.text != ""


def test_what_was_said_goes_on_to_the_closing_quote() -> None:
    found = said("“It burned all night. We lost everything,” the farmer said.")
    assert any(
        a.content_span and a.content_span.text.startswith("“It burned all night") for a in found
    )


@given(st.text(max_size=300), st.sampled_from(["en", "de", "fr", "xx", ""]))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_fail(text: str, language: str) -> None:
    article = an_article(text, language=language)
    for one in attributions(article, the_register(), ACTORS):
        assert words_of(article, one.cue_span) == one.cue_span.text


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize(
    "hostile", ["said " * 20_000, "“" * 60_000, "a" * 200_000, "said, " * 9_000]
)
def test_a_hostile_text_is_read_to_its_end(hostile: str) -> None:
    said(hostile)


def test_a_source_wins_over_an_actor_of_the_same_name() -> None:
    speakers = speakers_of(the_register(), ACTORS)
    assert speakers.speaker("the Corvian army").name == "Army of Corvia"
    assert speakers.speaker("The IDF").name == "Israel Defense Forces"
    assert speakers.speaker("Washington").name == "US government"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Two men fled, Marlow Falls police said.", "Marlow Falls police", "official_body"),
        (
            "The door was open, the Tarn County Sheriff's Office said.",
            "Tarn County Sheriff's Office",
            "official_body",
        ),
        (
            "The boy is safe, Tarn County Sheriff's Department captain Ada Quill said.",
            "Ada Quill",
            "named_official",
        ),
        ("The door was open, Tarn County Lt. Ada Quill said.", "Ada Quill", "named_official"),
        ("North Korea said the test had succeeded.", "North Korean state", "official_body"),
        (
            "Nobody was hurt, according to a statement by the Pentagon.",
            "Pentagon",
            "official_body",
        ),
        (
            "Defense Secretary Ada Quill and her Israeli counterpart said talks went on.",
            "Ada Quill",
            "named_official",
        ),
    ],
)
def test_a_body_is_no_person_and_a_statement_is_its_authors(
    text: str, name: str, kind: str
) -> None:
    assert (name, kind) in [(a.source.name, a.source.source_class) for a in said(text)]


def test_who_stands_behind_the_verb_is_the_speaker_not_what_stands_before_it() -> None:
    told = said("Four shells fell inside the yard and two on the range, said the source, who fled.")
    assert [(a.source.name, a.source_span.text) for a in told if a.source_span] == [
        ("anonymous source", "the source")
    ]
    told = said("The mayor, a baker, said the yard was closed.")
    assert [a.source.name for a in told] == ["mayor"]


def test_neither_group_is_no_group() -> None:
    told = said("Neither group claimed responsibility for the shells.")
    assert {a.source.source_class for a in told} <= {"unsourced"}


def test_a_counterpart_lends_no_country() -> None:
    text = "Defense Secretary Ada Quill and her Israeli counterpart said talks went on."
    assert [a.source.country for a in said(text)] == [""]


def test_a_bare_noun_takes_up_who_was_named_by_it() -> None:
    text = (
        "Iraq's military said two rockets fell. Velm Mayor Oda Brisk said she heard "
        "them. The mayor said nobody was hurt. The military said it would answer."
    )
    names = [a.source.name for a in said(text)]
    assert names == ["Iraqi military", "Oda Brisk", "Oda Brisk", "Iraqi military"]


def test_a_surname_keeps_the_office_it_was_named_with() -> None:
    text = "“It is over,” Sheriff Ada Quill said. The gate was left open, Quill said."
    assert [a.source.source_class for a in said(text)] == ["named_official", "named_official"]


def test_what_follows_the_time_of_saying_is_not_what_was_said() -> None:
    text = (
        "Two rockets hit a base near the river at dawn, the Pentagon said on Tuesday, the third "
        "such attack on a base in one week."
    )
    [one] = said(text)
    assert one.content_span
    assert one.content_span.text == "Two rockets hit a base near the river at dawn"
