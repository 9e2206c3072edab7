"""Cues and sources by the lexicon, and what the rules say of passives and inversions."""

from __future__ import annotations

import pytest
from lineage_builders import wrong_today

from monitor.language.sentences import sentences
from monitor.lineage.attribution.cue_rules import agent, inverted, lexicon_cues, subject
from monitor.lineage.attribution.features import Place, Seen
from monitor.lineage.data import cue_words


def seen(text: str, language: str = "en") -> Seen:
    return Seen(sentences(text, "en")[0], cue_words(language))


def words(sentence: Seen, place: Place | None) -> str | None:
    return None if place is None else " ".join(t.text for t in sentence.tokens[slice(*place)])


def cue_at(sentence: Seen, cue: str) -> Place:
    at = sentence.low.index(cue)
    return at, at + 1


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Selon la police, le port était fermé.", [("Selon", "la police")]),
        ("fr", "Le maire a affirmé que le pont tiendrait.", [("affirmé", "Le maire")]),
        ("fr", "« C'est fini », a dit le maire à la presse.", [("dit", "le maire")]),
        ("fr", "De source policière, deux bateaux ont coulé.", [("De source", "policière")]),
        (
            "es",
            "De acuerdo con la alcaldesa, hay dos heridos.",
            [("De acuerdo con", "la alcaldesa")],
        ),
        ("es", "El puerto está cerrado, dijo el alcalde.", [("dijo", "el alcalde")]),
        ("es", "El alcalde también dijo que no.", [("dijo", "El alcalde")]),
        ("it", "Stando a Una Voss, il ponte tiene.", [("Stando a", "Una Voss")]),
        ("it", "Il sindaco ha detto che il ponte tiene.", [("detto", "Il sindaco")]),
        ("pt", "De acordo com a polícia, há dois feridos.", [("De acordo com", "a polícia")]),
        ("nl", "De brug is veilig, aldus de minister.", [("aldus", "de minister")]),
        ("en", "As per the mayor, it was closed.", [("As per", "the mayor")]),
        ("fr", "Le pont était fermé.", []),
        ("es", "Dijo que no.", [("Dijo", None)]),
        wrong_today(
            "nl",
            "Volgens de politie was de haven dicht.",
            [("Volgens", "de politie")],
            reason="without a comma the whole sentence is the source's",
        ),
    ],
)
def test_cues_of_the_lexicon(language: str, text: str, found: list[tuple[str, str | None]]) -> None:
    sentence = seen(text, language)
    hits = lexicon_cues(sentence, sentence.words)
    assert [(words(sentence, c), words(sentence, s)) for c, s in hits] == found


@pytest.mark.parametrize(
    ("text", "cue", "who"),
    [
        (
            "The raid was condemned by the interior ministry as a crime.",
            "condemned",
            "the interior ministry",
        ),
        ("The raid was condemned by the ministry, which spoke late.", "condemned", "the ministry"),
        ("The raid has been claimed by the Lake Dawn Front.", "claimed", "the Lake Dawn Front"),
        ("The raid was condemned in Velm.", "condemned", None),
        ("The ministry condemned by decree the raid.", "condemned", None),
        ("The raid was condemned by", "condemned", None),
        ("Der Angriff wurde verurteilt von der Regierung.", "verurteilt", "der Regierung"),
    ],
)
def test_a_passive_names_its_agent(text: str, cue: str, who: str | None) -> None:
    sentence = seen(text)
    assert words(sentence, agent(sentence, cue_at(sentence, cue))) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Four shells fell, said the source, who fled.", "the source"),
        ("“It is over,” said a tall man in black.", None),
        ("“It is over,” said the mayor.", "the mayor"),
        ("“It is over,” said her brother on Monday.", None),
        ("It is over, said Una Voss.", None),
        ("The mayor said the plan had failed.", None),
        ("The mayor, a baker, said the plan had failed.", None),
        ("It is over, said the man who had the only key to the old house.", "the man"),
    ],
)
def test_who_stands_behind_said(text: str, who: str | None) -> None:
    sentence = seen(text)
    assert words(sentence, inverted(sentence, cue_at(sentence, "said"))) == who


@pytest.mark.parametrize(
    ("language", "text", "cue", "who"),
    [
        ("en", "The mayor said it was over.", "said", "The mayor"),
        ("en", "It was over, the mayor said.", "said", "the mayor"),
        ("en", "“It was over,” said the mayor.", "said", "the mayor"),
        ("en", "Before noon, the mayor has said so.", "said", "the mayor"),
        ("en", "said", "said", None),
        ("fr", "Le maire n'a rien vu, a dit la police.", "dit", "la police"),
        ("de", "Die Lage ist ernst, hat der Minister gesagt.", "gesagt", "hat der Minister"),
    ],
)
def test_the_subject_of_a_verb(language: str, text: str, cue: str, who: str | None) -> None:
    sentence = seen(text, language)
    at = sentence.low.index(cue)
    assert words(sentence, subject(sentence, at, sentence.words)) == who
