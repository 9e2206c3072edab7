"""What the tables of incidents tell: stages, withdrawals, habits, figures. A row a law."""

from __future__ import annotations

from dataclasses import replace

import pytest
from incident_builders import an_article

from monitor.incidents.data import claim_phrase, figure_phrase, number_words, stages
from monitor.incidents.notices import withdraws
from monitor.incidents.stages import stage_of


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Una Voss paroled after nine years", "release"),
        ("Una Voss libérée de prison", "release"),
        ("Appeals court upholds ruling on harbour fire", "appeal"),
        ("Berufung im Hafenprozess", "appeal"),
        ("Baker sentenced after he pleaded guilty", "sentence"),
        ("Condamnée à neuf ans pour l'incendie", "sentence"),
        ("Baker found not guilty of harbour fire", "verdict"),
        ("Bäcker freigesprochen", "verdict"),
        ("Baker pleads not guilty", "plea"),
        ("Harbour Works agrees a settlement", "settlement"),
        ("Baker goes on trial over harbour fire", "trial"),
        ("El juicio por el incendio", "trial"),
        ("Families file lawsuit over fire", "lawsuit"),
        ("Inquiry finds valves had failed", "findings"),
        ("Baker charged with arson", "charges"),
        ("Bäcker angeklagt", "charges"),
        ("Two arrested over harbour fire", "arrest"),
        ("Dos detenidos por el incendio", "arrest"),
        ("Remains found on the quay", "identification"),
        ("Police reopen case of harbour fire", "reopening"),
        ("Two hurt in harbour fire", ""),
    ],
)
def test_the_furthest_stage_that_a_title_tells(title: str, stage: str) -> None:
    assert stage_of(replace(an_article(text=""), title=title)) == stage


def test_stages_are_asked_for_from_the_furthest_on() -> None:
    names = [name for name, _ in stages()]
    assert names.index("sentence") < names.index("plea") < names.index("charges")
    assert names[0] == "release"
    assert names[-1] == "reopening"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("This article has been retracted.", "This article has been retracted."),
        ("An earlier report was taken down.", "An earlier report was taken down."),
        ("We have withdrawn our report on it.", "We have withdrawn our report on it."),
        ("RETRACTION: the fire in Velm", "RETRACTION: the fire in Velm"),
        ("Cette dépêche a été retirée.", "Cette dépêche a été retirée."),
        ("Dieser Bericht wurde zurückgezogen.", "Dieser Bericht wurde zurückgezogen."),
        ("Este artículo ha sido retirado.", "Este artículo ha sido retirado."),
        ("The army has withdrawn from Velm.", ""),
        ("This article was updated at noon.", ""),
        ("He told this reporter the boat was removed.", ""),
    ],
)
def test_a_page_takes_its_report_back(text: str, words: str) -> None:
    assert withdraws(replace(an_article(text=text), title="Harbour fire")) == words


@pytest.mark.parametrize(
    ("sentence", "is_habit"),
    [
        ("The ministry routinely blames them.", True),
        ("They claimed most of the raids.", True),
        ("Such attacks are theirs, it said.", True),
        ("In the past they struck at dawn.", True),
        ("Le ministère les accuse souvent.", True),
        ("Das Ministerium beschuldigt sie immer wieder.", True),
        ("El ministerio los acusa a menudo.", True),
        ("The ministry blames them for this raid.", False),
        ("The oft-told tale", False),
    ],
)
def test_what_is_only_habit(sentence: str, is_habit: bool) -> None:
    assert bool(claim_phrase("habit").search(sentence)) is is_habit


@pytest.mark.parametrize(
    ("before", "is_denied"),
    [
        ("There was no ", True),
        ("without any ", True),
        ("There was little ", True),
        ("There was no rain. The ", False),
        ("There was a ", False),
        ("Nobody came to the ", False),
    ],
)
def test_damage_is_denied_right_before_it(before: str, is_denied: bool) -> None:
    assert bool(claim_phrase("denied").search(before)) is is_denied


@pytest.mark.parametrize(
    ("field", "text", "number"),
    [
        ("killed", "22 people were killed", 22),
        ("killed", "1,200 dead", 1200),
        ("killed", "Seven of the crew died", None),
        ("killed", "one of them died", None),
        ("killed", "six other people died", 6),
        ("killed", "deux personnes ont été tués", 2),
        ("killed", "deux morts", 2),
        ("killed", "zwölf Tote", 12),
        ("killed", "cuatro muertos", 4),
        ("killed", "zero deaths", 0),
        ("killed", "22-killed", None),
        ("injured", "nine soldiers were wounded", 9),
        ("injured", "drei Verletzte", 3),
        ("injured", "une blessée", None),
        ("injured", "once heridos", 11),
    ],
)
def test_figures_of_another_voice(field: str, text: str, number: int | None) -> None:
    found = figure_phrase(field).search(text)
    words = found.group("number").casefold().replace(",", "") if found else ""
    assert (number_words().get(words, int(words) if words.isdigit() else None)) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [("zero", 0), ("one", 1), ("une", 1), ("ein", 1), ("dos", 2), ("fünf", 5), ("twenty", 20)],
)
def test_number_words(word: str, number: int) -> None:
    assert number_words()[word] == number
