"""What the models see of a sentence, and how their scores become places."""

from __future__ import annotations

import pytest

from monitor.language.sentences import sentences
from monitor.lineage.attribution.features import (
    CUE_SLOTS,
    LEFT,
    RIGHT,
    SOURCE_SLOTS,
    Seen,
    cue_features,
    seen_sentences,
    source_examples,
)
from monitor.lineage.attribution.taggers import cue_places, source_place
from monitor.lineage.data import cue_model, cue_words, source_model
from monitor.lineage.lexicon import Model


def seen(text: str) -> Seen:
    return Seen(sentences(text, "en")[0], cue_words("en"))


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("The US said 12 died.", "XAx9x."),
        ("“I was there,” she said.", "QIxx,Qxx."),
        ("AFP: no (at all)", "A:x(xx)"),
        ("É 3,000 – ok…", "I9–x…"),
    ],
)
def test_shapes_of_words(text: str, shapes: str) -> None:
    assert "".join(seen(text).shapes) == shapes


@pytest.mark.parametrize(
    ("text", "open_after"),
    [
        ("He “ran away ” fast", [False, True, True, True, False, False]),
        ('He " ran " fast', [False, True, True, False, False]),
        ("Er „ lief “ weg", [False, True, True, False, False]),
        ("He ran", [False, False]),
    ],
)
def test_the_state_of_quotation(text: str, open_after: list[bool]) -> None:
    assert seen(text).in_quote == open_after


@pytest.mark.parametrize(
    ("at", "word", "shape"), [(-1, "<", "<"), (0, "police", "X"), (9, ">", ">")]
)
def test_beyond_its_ends_a_sentence_has_signs(at: int, word: str, shape: str) -> None:
    sentence = seen("Police said so.")
    assert (sentence.word(at), sentence.shape(at)) == (word, shape)


def test_an_example_has_a_key_for_every_slot() -> None:
    sentence = seen("“It burned,” Una Voss told Nordwire on Monday, adding that nobody came.")
    for at in range(len(sentence.low)):
        assert len(cue_features(sentence, at, before=False)) == CUE_SLOTS
    cue = (sentence.low.index("told"), sentence.low.index("told") + 1)
    examples = dict(source_examples(sentence, cue, {cue[0]}))
    assert {len(keys) for keys in examples.values()} == {SOURCE_SLOTS}
    assert cue[0] not in examples


def test_a_source_is_looked_for_near_its_cue_only() -> None:
    text = " ".join(["word"] * 40 + ["said"] + ["word"] * 40)
    sentence = seen(text)
    places = [at for at, _ in source_examples(sentence, (40, 41), {40})]
    assert (min(places), max(places)) == (40 - LEFT, 40 + RIGHT)


def test_no_more_sentences_are_seen_than_asked_for() -> None:
    assert len(seen_sentences("One. Two. Three.", 2, cue_words("en"), "en")) == 2


def a_model(words: dict[str, float], slots: int, threshold: float = 0.5) -> Model:
    """A model that looks at the word alone, its first slot."""
    tables = ({**words}, *({} for _ in range(slots - 1)))
    return Model(bias=0.0, threshold=threshold, tables=tables, words=frozenset(words))


@pytest.mark.parametrize(
    ("text", "weights", "cues"),
    [
        ("Police said so.", {"said": 1.0}, ["said"]),
        ("Police whispered so.", {"whispered": 0.4}, []),
        ("Police said so.", {"said": -0.6}, ["said"]),
        ("Police went on saying so.", {"went": 1.0, "on": 1.0, "saying": 1.0}, ["went on saying"]),
        ("Police said so and said no.", {"said": 1.0}, ["said", "said"]),
        ("Police came.", {"said": 1.0}, []),
    ],
)
def test_words_above_the_threshold_are_cues(
    text: str, weights: dict[str, float], cues: list[str]
) -> None:
    """ "said" is hardly ever anything else: it needs less."""
    sentence = seen(text)
    places = cue_places(sentence, a_model(weights, CUE_SLOTS))
    assert [" ".join(sentence.low[slice(*place)]) for place in places] == cues


def test_a_source_grows_from_its_best_word() -> None:
    sentence = seen("Mayor Una Voss of Velm said so.")
    keys = dict(source_examples(sentence, (5, 6), {5}))
    tables: list[dict] = [{} for _ in range(SOURCE_SLOTS)]
    for at, weight in ((0, 1.0), (1, 3.0), (2, 2.0), (3, -9.0), (4, -9.0)):
        tables[2][keys[at][2]] = weight
    model = Model(bias=0.0, threshold=0.5, tables=tuple(tables), words=frozenset())
    assert source_place(sentence, (5, 6), {5}, model) == (0, 3)


def test_without_a_likely_word_there_is_no_source() -> None:
    sentence = seen("Mayor Una Voss said so.")
    nothing = Model(
        bias=-1.0, threshold=0.5, tables=tuple({} for _ in range(SOURCE_SLOTS)), words=frozenset()
    )
    assert source_place(sentence, (3, 4), {3}, nothing) is None
    assert source_place(seen("said"), (0, 1), {0}, nothing) is None


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_shipped_models_fit_the_features(language: str) -> None:
    cues, sources = cue_model(language), source_model(language)
    assert cues
    assert sources
    assert (len(cues.tables), len(sources.tables)) == (CUE_SLOTS, SOURCE_SLOTS)
    assert cues.words


def test_a_language_without_models_has_none() -> None:
    assert cue_model("fr") is None
    assert source_model("xx") is None
    assert cue_words("xx") == cue_words("en")
