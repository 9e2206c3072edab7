"""Sentences and what is read out of them: source, cue, content, way. A row a law."""

from __future__ import annotations

import pytest
from lineage_builders import ACTORS, an_article, the_register, wrong_today

from monitor.lineage.attribution.attributions import MAX_CONTENT, attributions
from monitor.model.reading import Attribution

DPA = "Deutsche Presse-Agentur"


def said(text: str, language: str = "en") -> list[Attribution]:
    return list(attributions(an_article(text, language=language), the_register(), ACTORS))


def first(text: str, language: str = "en") -> tuple[str, str, str | None]:
    """Source, cue and content of the first attribution."""
    one = said(text, language)[0]
    return one.source.name, one.cue_span.text, one.content_span and one.content_span.text


ENGLISH = [
    ("The port was closed, police said.", "police", "said", "The port was closed"),
    ("Police said the port was closed.", "police", "said", "the port was closed"),
    (
        "“The port is closed,” the harbour master said.",
        "harbour master",
        "said",
        "“The port is closed,”",
    ),
    (
        "The harbour master said that the port was closed.",
        "harbour master",
        "said",
        "that the port was closed",
    ),
    (
        "According to the interior ministry, four people died.",
        "interior ministry",
        "According to",
        "four people died",
    ),
    (
        "Four people died, according to the interior ministry.",
        "interior ministry",
        "according to",
        "Four people died",
    ),
    ("Two ships sank, the navy confirmed.", "navy", "confirmed", "Two ships sank"),
    (
        "The Lake Dawn Front claimed the attack in a video.",
        "Lake Dawn Front",
        "claimed",
        "the attack in a video",
    ),
    ("Witnesses described a ball of fire.", "Witnesses", "described", "a ball of fire"),
    (
        "“We will rebuild,” said Odile Varga, the mayor of Velm.",
        "Odile Varga",
        "said",
        "“We will rebuild,”",
    ),
    (
        "Mayor Odile Varga tweeted that the dam would hold.",
        "Odile Varga",
        "tweeted",
        "that the dam would hold",
    ),
    (
        "The union believes the strike will go on.",
        "union",
        "believes",
        "the strike will go on",
    ),
    (
        "The report found that the valves had failed.",
        "report",
        "found",
        "that the valves had failed",
    ),
    (
        "Officials said 12 people were hurt and that the road was shut.",
        "Officials",
        "said",
        "12 people were hurt and that the road was shut",
    ),
    (
        "Three people, including a child, were killed, the hospital said.",
        "hospital",
        "said",
        "Three people, including a child, were killed",
    ),
    (
        "Police chief Lem Orr said: “We have two suspects.”",
        "Lem Orr",
        "said:",
        "“We have two suspects.”",
    ),
    ("Two were hurt, the police, who came late, said.", "police", "said", "Two were hurt"),
    (
        "State television said the dam had burst.",
        "State television",
        "said",
        "the dam had burst",
    ),
    (
        "UNHCR said 3,000 people had fled.",
        "UNHCR",
        "said",
        "3,000 people had fled",
    ),
    (
        "The ministry accused the rebels of breaking the truce.",
        "ministry",
        "accused",
        "the rebels of breaking the truce",
    ),
    ("“No,” she said.", "she", "said", "“No,”"),
    wrong_today(
        "Four people died, the ministry said in a statement on Monday.",
        "ministry",
        "said",
        "Four people died",
        reason="a short statement before the cue loses against how and when it was said",
    ),
    wrong_today(
        "The Pentagon said on Tuesday the drones were lost.",
        "Pentagon",
        "said",
        "the drones were lost",
        reason="when it was said is not cut off the content that follows it",
    ),
    wrong_today(
        "Residents told the Harbour Times that they had heard a blast.",
        "Residents",
        "told",
        "that they had heard a blast",
        reason="a medium that no register holds stays in the content",
    ),
    wrong_today(
        "The court heard that he had been there.",
        "court",
        "heard",
        "that he had been there",
        reason="“heard” is no cue",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), ENGLISH)
def test_english(text: str, source: str, cue: str, content: str) -> None:
    assert first(text) == (source, cue, content)


OTHERS = [
    (
        "de",
        "Zwei Menschen wurden verletzt, sagte ein Sprecher der Polizei.",
        "Sprecher der Polizei (spokesperson)",
        "sagte",
        "Zwei Menschen wurden verletzt",
    ),
    (
        "de",
        "„Wir bauen sie wieder auf“, sagte Bürgermeisterin Odile Varga.",
        "Odile Varga",
        "sagte",
        "„Wir bauen sie wieder auf“",
    ),
    ("de", "Wie Reuters berichtete, sank das Schiff.", "Reuters", "berichtete", "sank das Schiff"),
    wrong_today(
        "de",
        "Laut Polizei wurden zwei Menschen verletzt.",
        "police",
        "Laut",
        "wurden zwei Menschen verletzt",
        reason="the models take the rest of the sentence for the source's",
    ),
    wrong_today(
        "de",
        "Nach Angaben des Ministeriums starben vier Menschen.",
        "Ministeriums",
        "Nach Angaben",
        "starben vier Menschen",
        reason="“Nach Angaben” is cut in two and becomes its own source",
    ),
    (
        "de",
        "Der Minister sagte der dpa, die Brücke sei sicher.",
        "Minister",
        "sagte",
        "die Brücke sei sicher",
    ),
    (
        "fr",
        "La police a déclaré que le port était fermé.",
        "police",
        "déclaré",
        "que le port était fermé",
    ),
    ("fr", "Selon la police, le port était fermé.", "police", "Selon", "le port était fermé"),
    (
        "fr",
        "D'après le gouverneur, quatre personnes sont mortes.",
        "gouverneur (governor)",
        "D'après",
        "quatre personnes sont mortes",
    ),
    wrong_today(
        "fr",
        "« Le port est fermé », a déclaré le maire.",
        "maire",
        "déclaré",
        "« Le port est fermé »",
        reason="the auxiliary stays in the content",
    ),
    (
        "es",
        "La policía dijo que el puerto estaba cerrado.",
        "policía (police)",
        "dijo",
        "que el puerto estaba cerrado",
    ),
    (
        "es",
        "Según la policía, el puerto estaba cerrado.",
        "policía (police)",
        "Según",
        "el puerto estaba cerrado",
    ),
    (
        "es",
        "“El puerto está cerrado”, dijo el alcalde.",
        "alcalde (mayor)",
        "dijo",
        "“El puerto está cerrado”",
    ),
    (
        "es",
        "El puerto estaba cerrado, informó la policía.",
        "policía (police)",
        "informó",
        "El puerto estaba cerrado",
    ),
    wrong_today(
        "es",
        "El ministro informó a EFE que murieron cuatro personas.",
        "ministro (minister)",
        "informó",
        "que murieron cuatro personas",
        reason="the medium that was told stays in the content",
    ),
    (
        "pt",
        "Segundo a polícia, o porto estava fechado.",
        "polícia (police)",
        "Segundo",
        "o porto estava fechado",
    ),
    (
        "pt",
        "O ministro disse que a ponte era segura.",
        "ministro (minister)",
        "disse",
        "que a ponte era segura",
    ),
    wrong_today(
        "it",
        "Il sindaco ha detto che il ponte terrà.",
        "sindaco",
        "detto",
        "che il ponte terrà",
        reason="“Il” with a capital is taken for the beginning of a name",
    ),
    wrong_today(
        "it",
        "Secondo la polizia il porto era chiuso.",
        "police",
        "Secondo",
        "il porto era chiuso",
        reason="without a comma the whole sentence is the source's",
    ),
    (
        "nl",
        "De minister zei dat de brug veilig was.",
        "minister",
        "zei",
        "dat de brug veilig was",
    ),
    ("xx", "Police said the port was closed.", "police", "said", "the port was closed"),
]


@pytest.mark.parametrize(("language", "text", "source", "cue", "content"), OTHERS)
def test_other_languages(language: str, text: str, source: str, cue: str, content: str) -> None:
    assert first(text, language) == (source, cue, content)


@pytest.mark.parametrize(
    ("language", "text", "source", "via"),
    [
        ("en", "“It burned all night,” Ana Ruiz told EFE.", "Ana Ruiz", ("EFE",)),
        (
            "en",
            "A nurse told the Reuters news agency that the ward was full.",
            "nurse",
            ("Reuters",),
        ),
        ("en", "Ana Ruiz said the ward was full, according to EFE.", "Ana Ruiz", ("EFE",)),
        wrong_today(
            "en",
            "The ward was full, Ana Ruiz told EFE, according to The Guardian.",
            "Ana Ruiz",
            ("EFE", "The Guardian"),
            reason="a person takes the place of the medium that carries her words",
        ),
        (
            "fr",
            "Deux personnes ont été blessées, a indiqué le ministère à l'AFP.",
            "ministère (ministry)",
            ("Agence France-Presse",),
        ),
        (
            "es",
            "El ministro informó a EFE que murieron cuatro personas.",
            "ministro (minister)",
            ("EFE",),
        ),
        ("en", "Ana Ruiz told her mother the ward was full.", "Ana Ruiz", ()),
        ("en", "Reuters said the ward was full.", "Reuters", ()),
    ],
)
def test_the_way_it_came(language: str, text: str, source: str, via: tuple[str, ...]) -> None:
    ways = [(a.source.name, tuple(v.name for v in a.via)) for a in said(text, language)]
    assert (source, via) in ways


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A spokesman for the governor declined to comment.", "stance"),
        ("The army responded by shelling the village.", "stance"),
        ("The minister condemned the attack.", "indirect"),
        ("“No,” she said.", "direct"),
        ("The mayor said the bridge was “a ruin” and would go.", "mixed"),
    ],
)
def test_how_it_was_told(text: str, kind: str) -> None:
    assert said(text)[0].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The bridge fell. It was old.",
        "A wall fell at dawn and two boats sank in the harbour.",
        "",
        "…",
        "12,000 crowns",
    ],
)
def test_where_nobody_speaks_nothing_is_read(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The raid was condemned by the interior ministry.", ["interior ministry"]),
        ("The attack was claimed by the Lake Dawn Front.", ["Lake Dawn Front"]),
        ("It was over, the mayor said. The mayor said it again.", ["mayor", "mayor"]),
        ("Ada Quill said it was over. She said it twice.", ["Ada Quill", "Ada Quill"]),
        (
            "Sheriff Ada Quill said it was over. Police said no more. Quill said it twice.",
            ["Ada Quill", "police", "Ada Quill"],
        ),
        wrong_today(
            "The minister said and the mayor agreed that it was late.",
            ["minister", "mayor"],
            reason="two subjects joined by “and” are read as one source",
        ),
        (
            "It was not clear who fired, the coroner said, adding that tests would follow.",
            ["coroner", "coroner"],
        ),
    ],
)
def test_who_speaks_in_turn(text: str, names: list[str]) -> None:
    assert [one.source.name for one in said(text)] == names


def test_a_quotation_goes_on_over_sentences_of_its_paragraph() -> None:
    [one] = said("The farmer said: “It burned all night. We lost it. Nothing is left.”")
    assert one.content_span
    assert one.content_span.text == "“It burned all night. We lost it. Nothing is left.”"


def test_a_quotation_that_nobody_closes_ends_somewhere() -> None:
    text = "The farmer said: “It burned. " + "We lost a barn and all the hay in it. " * 200
    for one in said(text):
        assert one.content_span is None or len(one.content_span.text) <= MAX_CONTENT


def test_german_mood_carries_on_what_was_said() -> None:
    found = said("Der Minister sagte, die Lage sei ernst. Man habe keine Zeit.", "de")
    assert found[0].content_span
    assert found[0].content_span.text.endswith("Man habe keine Zeit.")
