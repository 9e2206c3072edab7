"""Who a source's words mean: names, classes, families, countries."""

from __future__ import annotations

import pytest
from lineage_builders import ACTORS, the_register, wrong_today

from monitor.lineage.attribution.speaker_kinds import by_words, core, is_common, of_actor
from monitor.lineage.attribution.speakers import Speakers, speakers_of
from monitor.model.names import SourceClass
from monitor.model.reading import Source
from monitor.registers import ActorRow

BODY, OFFICIAL, PERSON = SourceClass.OFFICIAL_BODY, SourceClass.NAMED_OFFICIAL, SourceClass.PERSON
ANONYMOUS, WITNESS, GROUP = (
    SourceClass.ANONYMOUS_OFFICIAL,
    SourceClass.WITNESS,
    SourceClass.ARMED_GROUP,
)


def speakers() -> Speakers:
    return speakers_of(the_register(), ACTORS)


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("police", "police", BODY),
        ("the Velm police department", "police", BODY),
        ("Sheriff's deputies", "Sheriff's deputies", BODY),
        ("the Tarn County Sheriff's Office", "Tarn County Sheriff's Office", BODY),
        ("Prime Minister Ada Quill's office", "Prime Minister Ada Quill's office", BODY),
        ("a statement by the interior ministry", "interior ministry", BODY),
        ("state media", "state media", BODY),
        ("Officials", "Officials", BODY),
        ("al-Noor hospital", "al-Noor hospital", BODY),
        ("the mayor of Velm", "mayor of Velm", BODY),
        ("la policía", "police", BODY),
        ("ein Sprecher der Polizei", "police", BODY),
        ("Ada Quill", "Ada Quill", PERSON),
        ("Lem Orr, 42", "Lem Orr", PERSON),
        ("Omar bin Laith", "Omar bin Laith", PERSON),
        ("Dr Varga", "Varga", PERSON),
        ("Lem", "Lem", PERSON),
        ("a doctor", "doctor", PERSON),
        ("the family", "family", PERSON),
        ("Mayor Ada Quill", "Ada Quill", OFFICIAL),
        ("President Lem Orr", "Lem Orr", OFFICIAL),
        ("Ada Quill and her aide", "Ada Quill", PERSON),
        ("US Secretary of State Ada Quill", "Ada Quill", OFFICIAL),
        ("a security source", "anonymous security source", ANONYMOUS),
        ("two senior US officials", "anonymous two senior US officials", ANONYMOUS),
        ("a diplomat", "anonymous diplomat", ANONYMOUS),
        ("people familiar with the matter", "anonymous people familiar with the matter", ANONYMOUS),
        ("un responsable", "anonymous responsable", ANONYMOUS),
        ("residents", "residents", WITNESS),
        ("an eyewitness", "eyewitness", WITNESS),
        ("Augenzeugen", "Augenzeugen", WITNESS),
        ("a newspaper", "newspaper", SourceClass.OUTLET),
        ("the report", "report", SourceClass.DOCUMENT),
        ("a tweet", "tweet", SourceClass.SOCIAL_POST),
        ("militants", "militants", GROUP),
        ("the Lake Dawn Front", "Lake Dawn Front", GROUP),
        ("the Taliban", "Taliban", GROUP),
        ("Airwars", "Airwars", SourceClass.NGO),
        ("Reuters", "Reuters", SourceClass.AGENCY),
        ("the security media cell", "Iraqi Security Media Cell", BODY),
        ("news agencies", "news agencies (unnamed)", SourceClass.AGENCY),
        ("neither group", "neither group", SourceClass.UNSOURCED),
        ("niemand", "niemand", SourceClass.UNSOURCED),
        wrong_today(
            "the Harbour Times",
            "Harbour Times",
            SourceClass.OUTLET,
            reason="a medium that no register holds is taken for a person",
        ),
        wrong_today(
            "Gen. Lem Orr",
            "Lem Orr",
            OFFICIAL,
            reason="a rank that ends in a full stop is no title before a name",
        ),
        wrong_today(
            "General Orr of the Corvian army",
            "Orr",
            OFFICIAL,
            reason="a body in the words wins over a surname",
        ),
        wrong_today(
            "MP Lem Orr", "Lem Orr", OFFICIAL, reason="“MP” is no title, and stays in the name"
        ),
        wrong_today(
            "le ministre de l'Intérieur",
            "ministre de l'Intérieur",
            OFFICIAL,
            reason="the ministry's name becomes a person's",
        ),
        wrong_today(
            "the French president",
            "French president",
            OFFICIAL,
            reason="an office without a name is a person, not an official",
        ),
        wrong_today(
            "Local media", "Local media", SourceClass.OUTLET, reason="“local” makes them witnesses"
        ),
        wrong_today(
            "Sources",
            "anonymous sources",
            ANONYMOUS,
            reason="with a capital at the beginning of a sentence it is a surname",
        ),
    ],
)
def test_what_words_mean(words: str, name: str, kind: SourceClass) -> None:
    found = speakers().speaker(words)
    assert (found.name, found.source_class) == (name, kind)


@pytest.mark.parametrize(
    ("words", "family", "country"),
    [
        ("Washington", "US government", "US"),
        ("the US", "US government", "US"),
        ("Israel", "Israeli government", "IL"),
        ("North Korea", "North Korean state", "KP"),
        ("Die Türkei", "Turkish government", "TR"),
        ("the Iraqi military", "Iraqi government", "IQ"),
        ("Kremlin spokesman Lem Orr", "Russian government", "RU"),
        ("US Secretary of State Ada Quill", "US government", "US"),
        ("US officials", "", "US"),
        ("the French president", "", "FR"),
        ("Ada Quill", "", ""),
        ("the UN", "United Nations", ""),
    ],
)
def test_whose_voice_it_is(words: str, family: str, country: str) -> None:
    found = speakers().speaker(words)
    assert (found.family, found.country) == (family, country)


@pytest.mark.parametrize("word", ["he", "She", "they", "er", "elle", "él", "lui", "ela"])
def test_a_pronoun_is_who_spoke_last(word: str) -> None:
    last = Source(name="Ada Quill", source_class=PERSON)
    assert speakers().speaker(word, last=last) == last
    assert speakers().speaker(word).source_class is SourceClass.UNSOURCED


def test_a_name_that_was_cut_is_completed_from_the_text_behind() -> None:
    found = speakers().speaker("Mayor", beyond=" Ada Quill told us")
    assert (found.name, found.source_class) == ("Ada Quill", OFFICIAL)
    assert speakers().speaker("The Lake Dawn", beyond=" Front said").name == "Lake Dawn Front"


def test_what_stands_wholly_behind_the_words_is_not_them() -> None:
    assert speakers().speaker("residents", beyond=" told Reuters").source_class is WITNESS


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Reuters, which the Guardian", "The Guardian"),
        ("the mayor of Velm", "mayor of Velm"),
    ],
)
def test_the_nearest_name(words: str, name: str) -> None:
    assert speakers().nearest(words.replace("the Guardian", "The Guardian")).name == name


def test_one_register_builds_its_speakers_once() -> None:
    assert speakers() is speakers()
    assert speakers() is not speakers_of(the_register(), ())


@pytest.mark.parametrize(
    ("kind", "source_class"),
    [
        ("armed_group", GROUP),
        ("state_forces", BODY),
        ("police", BODY),
        ("organisation", SourceClass.NGO),
        ("person", OFFICIAL),
        ("anything else", GROUP),
    ],
)
def test_an_actor_is_a_source_of_its_kind(kind: str, source_class: SourceClass) -> None:
    row = ActorRow(name="Corvian Guard", kind=kind, part_of="Corvian state", country="CV")
    found = of_actor(row)
    assert (found.source_class, found.family, found.country) == (
        source_class,
        "Corvian state",
        "CV",
    )


def test_an_actor_of_no_country_in_particular_is_told_by_its_words() -> None:
    row = ActorRow(name="army (unspecified)", kind="state_forces", aliases=("the army",))
    assert speakers_of(the_register(), (row,)).speaker("the army").name == "army"


@pytest.mark.parametrize(
    ("words", "kind", "family"),
    [
        ("the county court", BODY, "Corvia"),
        ("two witnesses", WITNESS, ""),
        ("an Instagram post on Monday", SourceClass.SOCIAL_POST, ""),
        ("the authorities", BODY, "Corvia"),
        ("le journal", SourceClass.OUTLET, ""),
        ("la encuesta", SourceClass.DOCUMENT, ""),
        ("die Rebellen", GROUP, ""),
        ("the baker", PERSON, ""),
    ],
)
def test_a_speaker_without_a_name_is_what_its_noun_says(
    words: str, kind: SourceClass, family: str
) -> None:
    found = by_words(words, words.casefold(), "Corvia", "CV")
    assert (found.source_class, found.family, found.country) == (kind, family, "CV")


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("the mayor", "mayor"),
        ("that the mayor", "mayor"),
        ("die Polizei", "Polizei"),
        ("l'armée", "armée"),
        ("“the mayor”", "mayor"),
        ("the mayor, a baker", "mayor"),
        ("an", "an"),
        ("", "unnamed"),
        ("the ", "the"),
    ],
)
def test_the_words_for_a_speaker(words: str, bare: str) -> None:
    assert core(words) == bare


@pytest.mark.parametrize(
    ("name", "words", "common"),
    [
        ("Residents", "Residents", True),
        ("Officials", "Officials", True),
        ("Voters", "Voters", True),
        ("Paris", "Paris", False),
        ("Varga", "Varga", False),
        ("Voters", "Ms Voters", False),
    ],
)
def test_one_word_with_a_capital_may_only_begin_its_sentence(
    name: str, words: str, common: bool
) -> None:
    assert is_common(name, words) is common
